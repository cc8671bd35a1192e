#include "ui/forms/serviceform.h"

#include "shared/api/defaults.h"
#include "shared/api/json.h"
#include "ui/actions/action.h"
#include "ui/changes/changeset.h"
#include "ui/forms/conflictpane.h"
#include "ui/forms/drafts.h"
#include "ui/forms/effect.h"
#include "ui/forms/fieldeditor.h"
#include "ui/forms/fieldpages.h"
#include "ui/forms/formlayout.h"
#include "ui/forms/reviewpane.h"
#include "ui/text/linediff.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

// What docker's client sends when nothing is said.
QJsonObject newService()
{
    return QJsonDocument::fromJson(
        R"({"Labels":{},"TaskTemplate":{"ContainerSpec":{}},"Mode":{"Replicated":{"Replicas":1}},"EndpointSpec":{"Mode":"vip"}})")
        .object();
}

Result<api::ServiceSpec> specOf(const QJsonObject& document)
{
    return api::fromJsonValue<api::ServiceSpec>(document);
}

std::vector<std::string> constraintsOf(const QJsonObject& document)
{
    std::vector<std::string> texts;
    for (const QJsonValue& text : valueAt(document, findServiceField(QStringLiteral("constraints"))->path).toArray())
        texts.push_back(text.toString().toStdString());
    return texts;
}

} // namespace

ServiceForm* ServiceForm::open(
    Cluster& cluster, QWidget* window, const std::string& id, const QString& reveal, Go go, Preset preset)
{
    auto* form = new ServiceForm(cluster, window, id, reveal, std::move(go));
    form->m_preset = std::move(preset);
    form->present();
    if (form->creating())
        form->begin(newService());
    else
        form->read();
    return form;
}

ServiceForm::ServiceForm(Cluster& cluster, QWidget* window, std::string id, QString reveal, Go go)
    : Sheet(window)
    , m_cluster(cluster)
    , m_id(std::move(id))
    , m_reveal(std::move(reveal))
    , m_go(std::move(go))
    , m_names(formNames(cluster.store()))
{
    build();
    connect(m_pages, &FieldPages::edited, this, &ServiceForm::fieldEdited);
    connect(m_apply, &QPushButton::clicked, this, [this] { proceed(Then::Send); });
    connect(m_stage, &QPushButton::clicked, this, [this] { proceed(Then::Stage); });
    connect(&ChangeSet::of(m_cluster), &ChangeSet::changed, this, &ServiceForm::refresh);
    connect(m_retry, &QPushButton::clicked, this, &ServiceForm::read);
    connect(m_conflicts, &ConflictPane::settled, this, [this](const QString& field, bool mine) {
        m_draft->settle(field, mine);
        m_conflicts->show({}, m_draft->conflicts());
        m_pages->load(*m_draft, m_names);
        refresh();
    });
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this] { proceed(Then::Send); });
    }
    m_simulate.setSingleShot(true);
    m_simulate.setInterval(400ms);
    connect(&m_simulate, &QTimer::timeout, this, &ServiceForm::review);
    connect(&m_cluster, &Cluster::changed, this, &ServiceForm::mirrorChanged);
    connect(&m_cluster, &Cluster::stateChanged, this, &ServiceForm::refresh);
    refresh();
}

void ServiceForm::build()
{
    setTitle(creating() ? tr("New service") : tr("Update %1").arg(nameNow()));
    FormLayout parts = layOut(*this, creating(), [this]() -> const FormNames& { return m_names; });
    m_conflicts = parts.conflicts;
    m_restored = parts.restored;
    m_left = parts.left;
    m_wait = parts.wait;
    m_refusal = parts.refusal;
    m_base = parts.base;
    m_pages = parts.pages;
    m_review = parts.review;
    m_pin = parts.pin;
    m_retry = parts.retry;
    m_apply = parts.apply;
    m_stage = parts.stage;
    connect(parts.discard, &QPushButton::clicked, this, [this] {
        Drafts::of(m_cluster).forget(m_id);
        m_restored->hide();
        begin(m_draft->base());
    });
    connect(parts.cancel, &QPushButton::clicked, this, &Sheet::close);
    connect(m_pin, &QCheckBox::toggled, this, &ServiceForm::refresh);
}

QString ServiceForm::nameNow() const
{
    if (creating())
        return m_draft ? m_draft->document().value(u"Name").toString() : QString();
    const auto service = m_cluster.store().get<api::Service>(m_id);
    return service ? qstr(service->spec.name) : shortId(m_id);
}

void ServiceForm::begin(QJsonObject base)
{
    m_draft.emplace(std::move(base), serviceSections());
    if (auto kept = Drafts::of(m_cluster).find(m_id, m_draft->base(), m_names)) {
        const QJsonObject newest = m_draft->base();
        m_draft = std::move(kept->draft);
        const auto taken = m_draft->rebase(newest, m_names);
        m_conflicts->show(taken, m_draft->conflicts());
        m_restored->setVisible(!m_draft->empty());
        m_left->setText(kept->left.isEmpty()
                ? QString()
                : tr("Not kept, since it may be a secret: %1.").arg(kept->left.join(QStringLiteral(", "))));
    }
    if (const auto preset = std::exchange(m_preset, nullptr))
        preset(*m_draft, m_names);
    const auto& has = m_cluster.capabilities();
    m_pages->setShown(
        [networks = has.networks, secrets = has.secrets, configs = has.configs, document = m_draft->base()](
            const Field& field) {
            const bool offered = field.id == u"networks" ? networks
                : field.id == u"secrets"                 ? secrets
                : field.id == u"configs"                 ? configs
                                                         : true;
            return offered || !valueAt(document, field.path).toArray().isEmpty();
        },
        [this](const Field& field) { return field.createOnly && !creating(); });
    m_pin->setChecked(
        valueAt(m_draft->base(), findServiceField(QStringLiteral("image"))->path).toString().contains(u'@'));
    m_pages->load(*m_draft, m_names);
    m_pages->reveal(m_reveal.isEmpty() ? QStringLiteral("image") : std::exchange(m_reveal, QString()));
    refresh();
}

void ServiceForm::take(const ServiceDocument& document)
{
    m_version = document.version;
    m_refusal->hide();
    if (!m_draft)
        return begin(document.spec);
    if (document.spec != m_draft->base()) {
        const auto taken = m_draft->rebase(document.spec, m_names);
        m_conflicts->show(taken, m_draft->conflicts());
        m_pages->load(*m_draft, m_names);
    }
    refresh();
}

void ServiceForm::fieldEdited(const QString& id)
{
    m_draft->set(*findServiceField(id), m_pages->editor(id)->rows(), m_names);
    if (m_draft->empty())
        Drafts::of(m_cluster).forget(m_id);
    else
        Drafts::of(m_cluster).keep(m_id, nameNow(), *m_draft);
    m_refusal->hide();
    refresh();
}

void ServiceForm::mirrorChanged(const std::vector<store::Event>& events)
{
    bool names = false;
    for (const store::Event& event : events) {
        const auto kind = store::kindOf(event.object);
        names |= kind == api::ObjectKind::Node || kind == api::ObjectKind::Network || kind == api::ObjectKind::Secret
            || kind == api::ObjectKind::Config;
        if (const auto service = store::as<api::Service>(event.object); service && service->id == m_id) {
            if (event.action == store::Action::Remove)
                m_gone = tr("It was removed meanwhile");
            else if (service->meta.version.index > m_version && !m_busy)
                read();
        }
    }
    if (names)
        m_names = formNames(m_cluster.store());
    if (!m_simulate.isActive())
        m_simulate.start();
    refresh();
}

QString ServiceForm::whyNot() const
{
    if (!m_draft)
        return tr("It is not there yet");
    if (m_busy)
        return tr("It is being sent");
    if (!m_gone.isEmpty())
        return m_gone;
    if (!m_draft->conflicts().empty())
        return tr("Decide first what shall be of the fields that somebody else changed too");
    if (const auto errors = m_draft->errors(); !errors.empty())
        return QStringLiteral("%1: %2").arg(errors.front().first, errors.front().second);
    if (!creating() && m_draft->empty())
        return tr("Nothing is changed yet");
    return changeRefusal(m_cluster).value_or(QString());
}

void ServiceForm::refresh()
{
    const QString refused = whyNot();
    m_apply->setText(verbUnder(m_cluster.guard(), creating() ? tr("Create") : tr("Apply")));
    m_apply->setEnabled(refused.isEmpty());
    m_apply->setToolTip(refused.isEmpty() ? tr("Ctrl+Enter") : refused);
    const bool busy = ChangeSet::of(m_cluster).applying();
    m_stage->setEnabled(refused.isEmpty() && !busy);
    m_stage->setToolTip(!refused.isEmpty() ? refused
            : busy                         ? tr("The change set is being applied")
                                           : tr("It is not sent yet: several edits are reviewed and applied together"));
    m_wait->setVisible(!m_draft && m_refusal->isHidden());
    m_retry->setVisible(!m_draft && !m_refusal->isHidden());
    m_pages->setVisible(m_draft.has_value());
    m_review->setVisible(m_draft.has_value());
    m_pin->setVisible(m_draft.has_value());
    if (!m_draft)
        return;
    const QJsonObject document = m_draft->document();
    const auto constraints = constraintsOf(document);
    m_pages->setNote(QStringLiteral("constraints"),
        constraints.empty() ? QString() : matchText(matchingNodes(m_cluster.store(), constraints)));
    m_pages->refresh(*m_draft, m_names);
    if (!creating())
        m_base->setText(tr("Made from version %1, the newest ✓").arg(QLocale().toString(qulonglong(m_version))));
    const auto before = specOf(m_draft->base()), after = specOf(document);
    ReviewPane::Content content;
    content.changes = m_draft->changes(m_names);
    content.diff = jsonDiff(m_draft->base(), document);
    content.request = (creating() ? QStringLiteral("POST /services/create")
                                  : QStringLiteral("POST /services/%1/update?version=%2").arg(qstr(m_id)).arg(m_version))
        + QStringLiteral("\n\n") + QString::fromUtf8(QJsonDocument(document).toJson());
    const auto service = m_cluster.store().get<api::Service>(m_id);
    if (before && after) {
        content.command
            = creating() ? createCommand(*after, m_names.networks) : updateCommand(*before, *after, m_names.networks);
        content.effect = effectOf(m_cluster.store(), creating() ? nullptr : service.get(), *before, *after);
    } else {
        content.effect.sentence
            = tr("What it does cannot be told: %1").arg(errorText(before ? after.error() : before.error()));
    }
    m_review->show(content);
    if (!m_simulate.isActive())
        m_simulate.start();
}

// Where its tasks would run: asked when the hands rest.
void ServiceForm::review()
{
    if (!m_draft)
        return;
    auto changes = effects();
    m_review->simulate(m_cluster.store(),
        changes.empty() ? std::nullopt : std::optional(planning::Question{std::move(changes)}),
        m_cluster.capabilities().has("simulate"));
}

std::vector<planning::Change> ServiceForm::effects() const
{
    auto after = specOf(m_draft->document());
    if (!after || !after->task.container || after->task.container->image.empty() || (m_draft->empty() && !creating()))
        return {};
    planning::Change change{.kind = creating() ? planning::ChangeKind::Create : planning::ChangeKind::Update,
        .node = {},
        .service = m_id,
        .replicas = {},
        .spec = std::move(*after)};
    if (change.spec->name.empty())
        change.spec->name = "new";
    // A node's own networks ("host") have ids that no list shows; where tasks go does not depend on them.
    std::erase_if(change.spec->task.networks, [this](const api::NetworkAttachmentConfig& attachment) {
        return !m_names.networks.contains(qstr(attachment.target));
    });
    return {change};
}

QString ServiceForm::title() const
{
    return creating() ? tr("Create %1").arg(nameNow()) : tr("Update %1").arg(nameNow());
}

QString ServiceForm::key() const
{
    return creating() ? QStringLiteral("new service:") + nameNow() : QStringLiteral("service:") + qstr(m_id);
}

// Its draft stays kept until it is sent; of a new service, which has no id yet, the change set has the only one.
void ServiceForm::stage()
{
    const QJsonObject document = m_draft->document();
    const auto before = specOf(m_draft->base()), after = specOf(document);
    Cluster* cluster = &m_cluster;
    StagedChange change{.key = key(),
        .title = title(),
        .changes = m_draft->changes(m_names),
        .diff = jsonDiff(m_draft->base(), document),
        .command = {},
        .effects = effects(),
        .refusal = {},
        .work = [cluster, title = title(), id = m_id, draft = *m_draft, names = m_names] {
            return serviceWork(*cluster, title, id, draft, names);
        }};
    if (before && after)
        change.command
            = creating() ? createCommand(*after, m_names.networks) : updateCommand(*before, *after, m_names.networks);
    change.refusal = [id = m_id, name = nameNow().toStdString()](const store::View& view) -> std::optional<QString> {
        if (!id.empty() && !view.get<api::Service>(id))
            return tr("It was removed meanwhile");
        if (id.empty() && !view.byName<api::Service>(name).empty())
            return tr("There is a service of that name already");
        return std::nullopt;
    };
    change.accepted = [cluster, id = m_id] {
        if (!id.empty())
            Drafts::of(*cluster).forget(id);
    };
    change.edit = [cluster, id = m_id, name = nameNow(), draft = *m_draft, go = m_go](QWidget* window) {
        Drafts::of(*cluster).keep(id, name, draft);
        ServiceForm::open(*cluster, window, id, {}, go);
    };
    if (creating())
        Drafts::of(m_cluster).forget({});
    ChangeSet::of(m_cluster).stage(std::move(change));
    close();
}

} // namespace skep::ui
