#include "ui/forms/networksheet.h"

#include "shared/api/quantities.h"
#include "shared/api/validation.h"
#include "ui/actions/action.h"
#include "ui/actions/waysback.h"
#include "ui/forms/rowseditor.h"
#include "ui/forms/sheetparts.h"
#include "ui/text/text.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace skep::ui {
namespace {

const FormNames NoNames;

QString quoted(const QString& word)
{
    return qstr(api::quotedWord(word.toStdString()));
}

} // namespace

QJsonObject networkRequest(const NetworkWish& wish)
{
    QJsonObject config;
    for (const auto& [member, value] : {std::pair(QStringLiteral("Subnet"), wish.subnet),
             std::pair(QStringLiteral("IPRange"), wish.range), std::pair(QStringLiteral("Gateway"), wish.gateway)})
        if (!value.isEmpty())
            config.insert(member, value);
    QJsonObject ipam{{QStringLiteral("Driver"), QStringLiteral("default")}};
    if (!config.isEmpty())
        ipam.insert(QStringLiteral("Config"), QJsonArray{config});
    QJsonObject options;
    if (wish.encrypted)
        options.insert(QStringLiteral("encrypted"), QString());
    return {{QStringLiteral("Name"), wish.name}, {QStringLiteral("Driver"), wish.driver},
        {QStringLiteral("CheckDuplicate"), true}, {QStringLiteral("Scope"), QStringLiteral("swarm")},
        {QStringLiteral("Internal"), wish.internal}, {QStringLiteral("Attachable"), wish.attachable},
        {QStringLiteral("IPAM"), ipam}, {QStringLiteral("Options"), options}, {QStringLiteral("Labels"), wish.labels}};
}

QString networkCommand(const NetworkWish& wish)
{
    QString text = QStringLiteral("docker network create --driver ") + quoted(wish.driver);
    if (wish.driver != u"overlay")
        text += QStringLiteral(" --scope swarm");
    for (const auto& [option, value] :
        {std::pair("--subnet", wish.subnet), std::pair("--ip-range", wish.range), std::pair("--gateway", wish.gateway)})
        if (!value.isEmpty())
            text += u' ' + QLatin1String(option) + u' ' + quoted(value);
    if (wish.attachable)
        text += QStringLiteral(" --attachable");
    if (wish.internal)
        text += QStringLiteral(" --internal");
    if (wish.encrypted)
        text += QStringLiteral(" --opt encrypted");
    for (auto label = wish.labels.begin(); label != wish.labels.end(); ++label)
        text += QStringLiteral(" --label ") + quoted(label.key() + u'=' + label.value().toString());
    return text + u' ' + quoted(wish.name.isEmpty() ? QStringLiteral("NAME") : wish.name);
}

QString networkError(const NetworkWish& wish)
{
    if (wish.name.isEmpty())
        return NetworkSheet::tr("A network needs a name");
    if (wish.subnet.isEmpty() && !(wish.range.isEmpty() && wish.gateway.isEmpty()))
        return NetworkSheet::tr("A range or a gateway lies in a subnet: give that too");
    api::NetworkSpec spec;
    spec.name = wish.name.toStdString();
    spec.driver.name = wish.driver.toStdString();
    if (!wish.subnet.isEmpty())
        spec.ipam.emplace().configs.push_back(
            {wish.subnet.toStdString(), wish.range.toStdString(), wish.gateway.toStdString()});
    const auto good = api::validate(spec);
    return good ? QString() : qstr(good.error().message);
}

NetworkSheet* NetworkSheet::open(Cluster& cluster, QWidget* window)
{
    auto* sheet = new NetworkSheet(cluster, window);
    sheet->present();
    sheet->m_name->setFocus();
    return sheet;
}

NetworkSheet::NetworkSheet(Cluster& cluster, QWidget* window)
    : Sheet(window)
    , m_cluster(cluster)
{
    setTitle(tr("New network"));
    setWords(addWords(*this, QStringLiteral("about")),
        tr("Tasks of services that share a network reach each other by name, on whichever nodes they run."));
    m_name = addLine(*this, QStringLiteral("name"), tr("Name"), tr("letters, digits, - and _"));
    m_driver = addLine(*this, QStringLiteral("driver"), tr("Driver"));
    m_driver->setText(QStringLiteral("overlay"));
    m_subnet = addLine(*this, QStringLiteral("subnet"), tr("Subnet"), tr("the swarm picks one; 10.10.0.0/24"));
    m_range = addLine(*this, QStringLiteral("range"), tr("Range"), tr("all of the subnet"));
    m_gateway = addLine(*this, QStringLiteral("gateway"), tr("Gateway"), tr("the first address"));
    const auto check = [this](const char* name, const QString& text) {
        auto* box = new QCheckBox(text, this);
        box->setObjectName(QString::fromLatin1(name));
        content()->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &NetworkSheet::refresh);
        return box;
    };
    m_attachable = check("attachable", tr("Containers outside of services may attach to it"));
    m_internal = check("internal", tr("It has no way to the outside"));
    m_encrypted = check("encrypted", tr("Traffic between nodes is encrypted (slower)"));
    auto* labels = new QLabel(tr("Labels"), this);
    content()->addWidget(labels);
    m_labels = new RowsEditor(
        QStringLiteral("labels"), tr("Labels"), labelsField().columns, []() -> const FormNames& { return NoNames; },
        this);
    content()->addWidget(m_labels);
    m_command = addCommand(*this);
    m_refusal = addRefusal(*this);
    content()->addStretch(1);
    auto* cancel = addButton(tr("Cancel"), ButtonRole::Plain);
    cancel->setObjectName(QStringLiteral("cancel"));
    m_verb = addButton({}, ButtonRole::Primary);
    m_verb->setObjectName(QStringLiteral("verb"));
    connect(cancel, &QPushButton::clicked, this, &Sheet::close);
    connect(m_verb, &QPushButton::clicked, this, &NetworkSheet::send);
    for (auto* edit : {m_name, m_driver, m_subnet, m_range, m_gateway})
        connect(edit, &QLineEdit::textEdited, this, &NetworkSheet::refresh);
    connect(m_labels, &RowsEditor::edited, this, &NetworkSheet::refresh);
    connect(&m_cluster, &Cluster::stateChanged, this, &NetworkSheet::refresh);
    refresh();
}

NetworkWish NetworkSheet::wish() const
{
    return {m_name->text().trimmed(), m_driver->text().trimmed(), m_subnet->text().trimmed(), m_range->text().trimmed(),
        m_gateway->text().trimmed(), m_attachable->isChecked(), m_internal->isChecked(), m_encrypted->isChecked(),
        readLabels(m_labels->rows()).value.toObject()};
}

void NetworkSheet::refresh()
{
    m_command->setText(networkCommand(wish()));
    const auto refused = changeRefusal(m_cluster);
    m_verb->setText(verbUnder(m_cluster.guard(), tr("Create")));
    m_verb->setEnabled(!m_busy && !refused);
    m_verb->setToolTip(refused.value_or(QString()));
}

void NetworkSheet::send()
{
    const NetworkWish wanted = wish();
    QString wrong = networkError(wanted);
    if (wrong.isEmpty())
        wrong = readLabels(m_labels->rows()).error;
    const auto engine = m_cluster.connection().engine();
    if (wrong.isEmpty() && !engine)
        wrong = errorText(engine.error());
    setWords(m_refusal, wrong);
    if (!wrong.isEmpty())
        return;
    m_busy = true;
    [[maybe_unused]] const auto running = sending(this, *engine, networkRequest(wanted));
    refresh();
}

async::Task<void> NetworkSheet::sending(
    QPointer<NetworkSheet> sheet, std::shared_ptr<client::EngineClient> engine, QJsonObject request)
{
    const std::string body = QJsonDocument(request).toJson(QJsonDocument::Compact).toStdString();
    const auto answer = co_await engine->post("/networks/create", body);
    if (!sheet)
        co_return;
    sheet->m_busy = false;
    if (!answer) {
        setWords(sheet->m_refusal, errorText(answer.error()));
        sheet->refresh();
        co_return;
    }
    Operations::Work work;
    work.title = tr("Create %1").arg(request.value(QStringLiteral("Name")).toString());
    work.request = []() -> async::Task<Result<void>> { co_return Result<void>(); };
    const QJsonObject created = QJsonDocument::fromJson(QByteArray::fromStdString(*answer)).object();
    makeRemovable(work, sheet->m_cluster, api::ObjectKind::Network,
        std::make_shared<const std::string>(created.value(QStringLiteral("Id")).toString().toStdString()));
    sheet->m_cluster.operations().start(std::move(work));
    sheet->close();
}

} // namespace skep::ui
