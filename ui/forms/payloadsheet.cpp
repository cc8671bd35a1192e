#include "ui/forms/payloadsheet.h"

#include "shared/api/quantities.h"
#include "shared/api/validation.h"
#include "ui/actions/action.h"
#include "ui/actions/waysback.h"
#include "ui/forms/payloadinput.h"
#include "ui/forms/rotation.h"
#include "ui/forms/rowseditor.h"
#include "ui/forms/sheetparts.h"
#include "ui/tables/tablekind.h"
#include "ui/text/text.h"

#include <QCheckBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace skep::ui {
namespace {

const FormNames NoNames;

QString wordOf(api::ObjectKind kind)
{
    return kind == api::ObjectKind::Secret ? QStringLiteral("secret") : QStringLiteral("config");
}

std::set<QString> namesTaken(const store::View& view, api::ObjectKind kind)
{
    std::set<QString> names;
    for (const auto& object : objectsOf(view, kind))
        names.insert(nameOf(object));
    return names;
}

const api::Labels* labelsOf(const store::ObjectPtr& object)
{
    if (const auto* secret = std::get_if<store::Ptr<api::Secret>>(&object); secret && *secret)
        return &(*secret)->spec.labels;
    if (const auto* config = std::get_if<store::Ptr<api::Config>>(&object); config && *config)
        return &(*config)->spec.labels;
    return nullptr;
}

} // namespace

PayloadSheet* PayloadSheet::create(Cluster& cluster, QWidget* window, api::ObjectKind kind)
{
    auto* sheet = new PayloadSheet(cluster, window, kind, {});
    sheet->present();
    sheet->m_name->setFocus();
    return sheet;
}

PayloadSheet* PayloadSheet::rotate(Cluster& cluster, QWidget* window, api::ObjectKind kind, const std::string& id)
{
    auto* sheet = new PayloadSheet(cluster, window, kind, id);
    sheet->present();
    sheet->m_input->setFocus();
    return sheet;
}

PayloadSheet::PayloadSheet(Cluster& cluster, QWidget* window, api::ObjectKind kind, std::string oldId)
    : Sheet(window)
    , m_cluster(cluster)
    , m_kind(kind)
    , m_oldId(std::move(oldId))
{
    const bool secret = kind == api::ObjectKind::Secret;
    const store::ObjectPtr old = rotating() ? objectOf(cluster.store(), kind, m_oldId) : store::ObjectPtr();
    setTitle(rotating() ? tr("Rotate %1").arg(nameOf(old)) : secret ? tr("New secret") : tr("New config"));
    QLabel* about = addWords(*this, QStringLiteral("about"));
    setWords(about,
        rotating() ? tr("A value is never changed in place: a new one of the next name takes its place in the services "
                        "that use it, one after the other. "
                        "Files in the containers keep their names.")
            : secret
            ? tr(
                "Services read it from a file in memory. Once it is stored nobody can read it back, here or elsewhere.")
            : tr("A file that services get without building an image for it. Everybody who may look at the swarm can "
                 "read it."));
    m_name = addLine(
        *this, QStringLiteral("name"), rotating() ? tr("New name") : tr("Name"), tr("letters, digits, -, _ and ."));
    m_input = new PayloadInput(kind, this);
    content()->addWidget(m_input, 1);
    m_labels = new RowsEditor(
        QStringLiteral("labels"), tr("Labels"), labelsField().columns, []() -> const FormNames& { return NoNames; },
        this);
    auto* labels = new QLabel(tr("Labels"), this);
    content()->addWidget(labels);
    content()->addWidget(m_labels);
    if (rotating()) {
        m_name->setText(nextVersionName(nameOf(old), namesTaken(cluster.store(), kind)));
        if (const api::Labels* known = labelsOf(old)) {
            Rows rows;
            for (const auto& [name, value] : *known)
                rows.append({qstr(name), qstr(value)});
            m_labels->setRows(rows);
        }
        if (const auto config = store::as<api::Config>(old); config && config->spec.data)
            m_input->setText(qstr(std::string_view(
                reinterpret_cast<const char*>(config->spec.data->data.data()), config->spec.data->data.size())));
        addUsers();
    }
    m_command = addCommand(*this);
    m_refusal = addRefusal(*this);
    auto* cancel = addButton(tr("Cancel"), ButtonRole::Plain);
    cancel->setObjectName(QStringLiteral("cancel"));
    m_verb = addButton({}, ButtonRole::Primary);
    m_verb->setObjectName(QStringLiteral("verb"));
    connect(cancel, &QPushButton::clicked, this, &Sheet::close);
    connect(m_verb, &QPushButton::clicked, this, &PayloadSheet::send);
    connect(m_name, &QLineEdit::textEdited, this, &PayloadSheet::refresh);
    connect(m_name, &QLineEdit::returnPressed, m_input, qOverload<>(&QWidget::setFocus));
    connect(m_input, &PayloadInput::edited, this, &PayloadSheet::refresh);
    connect(m_labels, &RowsEditor::edited, this, &PayloadSheet::refresh);
    connect(&m_cluster, &Cluster::stateChanged, this, &PayloadSheet::refresh);
    refresh();
}

void PayloadSheet::addUsers()
{
    const auto users = serviceUsers(m_cluster.store(), m_kind, m_oldId);
    auto* words = new QLabel(
        users.empty() ? tr("No service uses it: only the new one is made.") : tr("It takes its place in:"), this);
    content()->addWidget(words);
    for (const auto& service : users) {
        auto* box = new QCheckBox(qstr(service->spec.name), this);
        box->setObjectName(QStringLiteral("user.") + qstr(service->spec.name));
        box->setChecked(true);
        content()->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &PayloadSheet::refresh);
        m_users.emplace_back(service->id, box);
    }
}

QString PayloadSheet::commandText() const
{
    const auto quoted = [](const QString& word) { return qstr(api::quotedWord(word.toStdString())); };
    const QString word = wordOf(m_kind);
    QString text = QStringLiteral("docker %1 create%2 %3 %4")
                       .arg(word, labelOptions(m_labels->rows()),
                           quoted(m_name->text().isEmpty() ? QStringLiteral("NAME") : m_name->text()),
                           quoted(m_input->source()));
    const store::ObjectPtr old = rotating() ? objectOf(m_cluster.store(), m_kind, m_oldId) : store::ObjectPtr();
    for (const auto& service :
        rotating() ? serviceUsers(m_cluster.store(), m_kind, m_oldId) : std::vector<store::Ptr<api::Service>>()) {
        if (std::none_of(m_users.begin(), m_users.end(),
                [&](const auto& user) { return user.first == service->id && user.second->isChecked(); }))
            continue;
        text += QStringLiteral("\ndocker service update --%1-rm %2").arg(word, quoted(nameOf(old)));
        const auto add = [&](const std::optional<api::FileTarget>& file) {
            const QString target = file ? qstr(file->name) : nameOf(old);
            text += QStringLiteral(" --%1-add ").arg(word)
                + quoted(QStringLiteral("source=%1,target=%2").arg(m_name->text(), target));
        };
        if (m_kind == api::ObjectKind::Secret) {
            for (const auto& reference : service->spec.task.container->secrets)
                if (reference.secretId == m_oldId)
                    add(reference.file);
        } else {
            for (const auto& reference : service->spec.task.container->configs)
                if (reference.configId == m_oldId)
                    add(reference.file);
        }
        text += u' ' + quoted(qstr(service->spec.name));
    }
    return text;
}

void PayloadSheet::refresh()
{
    m_command->setText(commandText());
    const auto refused = changeRefusal(m_cluster);
    m_verb->setText(verbUnder(m_cluster.guard(), rotating() ? tr("Rotate") : tr("Create")));
    m_verb->setEnabled(!m_busy && !refused);
    m_verb->setToolTip(refused.value_or(QString()));
}

void PayloadSheet::send()
{
    const QString name = m_name->text().trimmed();
    const auto good = api::validateName(m_kind, name.toStdString());
    const FieldValue labels = readLabels(m_labels->rows());
    if (!good) {
        m_name->setFocus();
        return setWords(m_refusal, name.isEmpty() ? tr("It needs a name") : qstr(good.error().message));
    }
    if (!labels.error.isEmpty())
        return setWords(m_refusal, labels.error);
    auto payload = m_input->payload();
    if (!payload.error.isEmpty())
        return setWords(m_refusal, payload.error);
    const auto engine = m_cluster.connection().engine();
    if (!engine)
        return setWords(m_refusal, errorText(engine.error()));
    m_busy = true;
    setWords(m_refusal, {});
    const QJsonObject spec = payloadSpec(name, payload.data, labels.value.toObject());
    payload.data.fill('\0');
    [[maybe_unused]] const auto running = sending(this, *engine, '/' + wordOf(m_kind).toStdString() + "s/create", spec);
    refresh();
}

async::Task<void> PayloadSheet::sending(
    QPointer<PayloadSheet> sheet, std::shared_ptr<client::EngineClient> engine, std::string path, QJsonObject spec)
{
    std::string body = QJsonDocument(spec).toJson(QJsonDocument::Compact).toStdString();
    spec = {};
    const auto answer = co_await engine->post(path, std::move(body));
    if (!sheet)
        co_return;
    sheet->m_busy = false;
    if (answer) {
        const QJsonObject created = QJsonDocument::fromJson(QByteArray::fromStdString(*answer)).object();
        sheet->accepted(created.value(QStringLiteral("ID")).toString().toStdString());
        co_return;
    }
    setWords(sheet->m_refusal, errorText(answer.error()));
    sheet->refresh();
}

void PayloadSheet::accepted(const std::string& id)
{
    m_input->clear();
    const QString name = m_name->text().trimmed();
    std::vector<std::string> services;
    for (const auto& [service, box] : m_users)
        if (box->isChecked())
            services.push_back(service);
    if (!services.empty()) {
        rotateInServices(m_cluster, m_kind, m_oldId, id, name, std::move(services));
    } else {
        Operations::Work work;
        work.title = tr("Create %1").arg(name);
        work.request = []() -> async::Task<Result<void>> { co_return Result<void>(); };
        makeRemovable(work, m_cluster, m_kind, std::make_shared<const std::string>(id));
        m_cluster.operations().start(std::move(work));
    }
    close();
}

} // namespace skep::ui
