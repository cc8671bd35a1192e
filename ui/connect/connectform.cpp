#include "ui/connect/connectform.h"

#include "shared/client/target.h"
#include "ui/text/text.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

namespace skep::ui {
namespace {

constexpr Probe::Step Steps[]
    = {Probe::Step::Reach, Probe::Step::HostKey, Probe::Step::Tls, Probe::Step::Api, Probe::Step::Manager};
constexpr int MostManagers = 3;

} // namespace

ConnectForm::ConnectForm(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(makeFields());
    column->addWidget(makeSteps());
    followKind();
}

QLineEdit* ConnectForm::fileField(const char* name, const QString& what, QWidget* row)
{
    auto* field = new QLineEdit(row);
    field->setObjectName(QString::fromLatin1(name));
    field->setPlaceholderText(what);
    field->setAccessibleName(what);
    field->setToolTip(what);
    auto* browse = field->addAction(icon(QStringLiteral("folder")), QLineEdit::TrailingPosition);
    browse->setToolTip(tr("Choose the file"));
    browse->setText(tr("Choose the file"));
    connect(browse, &QAction::triggered, this, [this, field] { chooseFile(field); });
    return field;
}

void ConnectForm::chooseFile(QLineEdit* field)
{
    auto* dialog = new QFileDialog(this, field->placeholderText());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates and keys (*.pem *.crt *.cer *.key)"), tr("All files (*)")});
    if (!field->text().isEmpty())
        dialog->setDirectory(QFileInfo(field->text()).dir());
    connect(dialog, &QFileDialog::fileSelected, this, [this, field](const QString& file) {
        field->setText(file);
        // docker's names: the others lie beside it.
        const QDir folder = QFileInfo(file).dir();
        for (const auto& [other, name] :
            {std::pair(m_ca, "ca.pem"), std::pair(m_certificate, "cert.pem"), std::pair(m_key, "key.pem")})
            if (other->text().isEmpty() && folder.exists(QLatin1String(name)))
                other->setText(folder.filePath(QLatin1String(name)));
    });
    dialog->open();
}

QWidget* ConnectForm::makeFields()
{
    auto* box = new QWidget(this);
    auto* form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_kind = new QComboBox(box);
    m_kind->setObjectName(QStringLiteral("kind"));
    m_kind->setAccessibleName(tr("Type of connection"));
    m_kind->addItem(tr("Socket of this computer"));
    m_kind->addItem(tr("TCP with TLS"));
    m_kind->addItem(tr("SSH"));
    m_address = new QLineEdit(box);
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setAccessibleName(tr("Address"));
    m_tlsRow = new QWidget(box);
    auto* tlsLine = new QHBoxLayout(m_tlsRow);
    tlsLine->setContentsMargins(0, 0, 0, 0);
    tlsLine->setSpacing(6);
    m_ca = fileField("tlsCa", tr("CA of the server (ca.pem)"), m_tlsRow);
    m_certificate = fileField("tlsCertificate", tr("your certificate (cert.pem)"), m_tlsRow);
    m_key = fileField("tlsKey", tr("your key (key.pem)"), m_tlsRow);
    for (auto* field : {m_ca, m_certificate, m_key})
        tlsLine->addWidget(field, 1);
    m_name = new QLineEdit(box);
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setPlaceholderText(tr("as it is to be called here (optional)"));
    m_tlsTitle = new QLabel(tr("Certificates"), box);
    form->addRow(tr("Type"), m_kind);
    form->addRow(tr("Address"), m_address);
    form->addRow(m_tlsTitle, m_tlsRow);
    form->addRow(tr("Name"), m_name);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ConnectForm::followKind);
    for (auto* field : {m_address, m_ca, m_certificate, m_key, m_name})
        connect(field, &QLineEdit::returnPressed, this, &ConnectForm::tryIt);
    return box;
}

QWidget* ConnectForm::makeSteps()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_error = new QLabel(box);
    m_error->setObjectName(QStringLiteral("error"));
    m_error->setWordWrap(true);
    m_error->hide();
    column->addWidget(m_error);
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        auto* step = new QLabel(box);
        step->setObjectName(QStringLiteral("step.%1").arg(i + 1));
        step->setWordWrap(true);
        step->setTextFormat(Qt::PlainText);
        step->setTextInteractionFlags(Qt::TextSelectableByMouse);
        step->hide();
        m_steps[i] = step;
        column->addWidget(step);
    }
    auto* buttons = new QHBoxLayout;
    m_managers = new QHBoxLayout;
    buttons->addLayout(m_managers);
    buttons->addStretch(1);
    m_try = new QPushButton(tr("Try"), box);
    m_try->setObjectName(QStringLiteral("try"));
    m_connect = new QPushButton(tr("Connect"), box);
    m_connect->setObjectName(QStringLiteral("connect"));
    setButtonRole(m_connect, ButtonRole::Primary);
    m_connect->setEnabled(false);
    connect(m_try, &QPushButton::clicked, this, &ConnectForm::tryIt);
    connect(m_connect, &QPushButton::clicked, this, [this] {
        m_trying.last = QDateTime::currentDateTime();
        remember(m_trying);
        Q_EMIT chosen(*m_target);
    });
    buttons->addWidget(m_try);
    buttons->addWidget(m_connect);
    column->addLayout(buttons);
    return box;
}

void ConnectForm::followKind()
{
    static const char* const examples[] = {"/run/skep/skepd.sock", "manager.example:2376", "user@manager.example"};
    m_address->setPlaceholderText(QString::fromLatin1(examples[m_kind->currentIndex()]));
    m_tlsRow->setVisible(m_kind->currentIndex() == Tcp);
    m_tlsTitle->setVisible(m_kind->currentIndex() == Tcp);
}

void ConnectForm::focusAddress()
{
    m_address->setFocus();
}

QString ConnectForm::host() const
{
    QString address = m_address->text().trimmed();
    if (address.isEmpty() && m_kind->currentIndex() == Socket)
        address = m_address->placeholderText();
    if (address.contains(QStringLiteral("://")))
        return address;
    static const char* const schemes[] = {"unix://", "tcp://", "ssh://"};
    return QString::fromLatin1(schemes[m_kind->currentIndex()]) + address;
}

void ConnectForm::use(const Recent& recent)
{
    m_action.clear();
    if (!recent.host.startsWith(u"context:")) {
        m_kind->setCurrentIndex(recent.host.startsWith(u"tcp:") ? Tcp : recent.host.startsWith(u"ssh:") ? Ssh : Socket);
        m_address->setText(recent.host.section(QStringLiteral("://"), 1));
        const bool folder = !recent.tlsFolder.isEmpty();
        m_ca->setText(folder ? recent.tlsFolder + QStringLiteral("/ca.pem") : recent.ca);
        m_certificate->setText(folder ? recent.tlsFolder + QStringLiteral("/cert.pem") : recent.certificate);
        m_key->setText(folder ? recent.tlsFolder + QStringLiteral("/key.pem") : recent.key);
    }
    m_name->setText(recent.name);
    m_trying = recent;
    auto target = targetFor(recent);
    if (!target) {
        m_target.reset();
        m_connect->setEnabled(false);
        return complain(errorText(target.error()));
    }
    tryTarget(*target);
}

void ConnectForm::begin(const Recent& daemon, const QString& actionId)
{
    use(daemon);
    m_action = actionId;
}

void ConnectForm::tryIt()
{
    const bool tcp = m_kind->currentIndex() == Tcp;
    const auto file = [tcp](const QLineEdit* field) { return tcp ? field->text().trimmed() : QString(); };
    use({m_name->text().trimmed(), host(), {}, {}, file(m_ca), file(m_certificate), file(m_key)});
}

void ConnectForm::tryTarget(client::ClusterTarget target)
{
    complain({});
    m_target = std::move(target);
    delete m_probe;
    m_probe = new Probe(m_target->endpoints.front(), this);
    connect(m_probe, &Probe::changed, this, &ConnectForm::showSteps);
    showSteps();
}

// A manager that a worker knows, reached the same way; from a socket there is no other way than another type.
void ConnectForm::tryManager(const QString& manager)
{
    const auto endpoint = client::sameWayTo(m_probe->endpoint(), manager.toStdString());
    const QString host = manager.section(u':', 0, -2);
    if (!endpoint) {
        m_kind->setCurrentIndex(Ssh);
        m_address->setText(host);
        m_address->setFocus();
        return complain(tr("A socket reaches this computer only: choose how to reach %1, then press Try.").arg(host));
    }
    const QString before = m_address->text().trimmed();
    const QString user
        = m_kind->currentIndex() == Ssh && before.contains(u'@') ? before.section(u'@', 0, 0) + u'@' : QString();
    static const QRegularExpression port(QStringLiteral(":[0-9]+$"));
    m_address->setText(user + host + port.match(before).captured(0));
    tryIt();
}

void ConnectForm::complain(const QString& text)
{
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme().textError);
    m_error->setPalette(colours);
}

void ConnectForm::showSteps()
{
    using State = Probe::State;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const Probe::Line& line = m_probe->line(Steps[i]);
        const QString mark = line.state == State::Passed ? QStringLiteral("✓")
            : line.state == State::Failed                ? QStringLiteral("✗")
            : line.state == State::Running               ? QStringLiteral("…")
                                                         : QStringLiteral("–");
        m_steps[i]->setText(
            QStringLiteral("%1  (%2) %3   %4").arg(mark).arg(i + 1).arg(Probe::title(Steps[i]), line.text).trimmed());
        m_steps[i]->setVisible(true);
        QPalette colours = palette();
        const Theme& t = theme();
        colours.setColor(QPalette::WindowText,
            line.state == State::Failed       ? t.textError
                : line.state == State::Passed ? t.textOk
                                              : t.muted);
        m_steps[i]->setPalette(colours);
    }
    m_connect->setEnabled(m_probe->usable());
    showManagers();
    if (!m_probe->usable())
        return;
    if (m_action.isEmpty())
        return m_connect->setFocus();
    const QString action = std::exchange(m_action, {});
    if (m_probe->swarmState() == u"inactive") {
        Q_EMIT begun(*m_target, action);
        return;
    }
    complain(tr("This computer is part of a swarm already: connect to it, or let it leave that one first."));
    m_connect->setFocus();
}

void ConnectForm::showManagers()
{
    while (QLayoutItem* item = m_managers->takeAt(0)) {
        // One of them may have been what was pressed.
        item->widget()->setObjectName({});
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString& manager : m_probe->managers().mid(0, m_probe->usable() ? 0 : MostManagers)) {
        auto* button = new QPushButton(tr("Connect to %1").arg(manager.section(u':', 0, -2)), this);
        button->setObjectName(QStringLiteral("manager.") + manager);
        connect(button, &QPushButton::clicked, this, [this, manager] { tryManager(manager); });
        m_managers->addWidget(button);
    }
}

} // namespace skep::ui
