#include "ui/connect/connectwindow.h"

#include "ui/text/text.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

namespace skep::ui {
namespace {

QLabel* heading(const QString& text, QWidget* parent, double size = 1.25)
{
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

constexpr Probe::Step Steps[] = {Probe::Step::Reach, Probe::Step::HostKey, Probe::Step::Tls, Probe::Step::Api, Probe::Step::Manager};

} // namespace

ConnectWindow::ConnectWindow()
{
    setObjectName(QStringLiteral("connectWindow"));
    setWindowTitle(tr("Welcome to Skep"));
    setWindowIcon(QIcon(QStringLiteral(":/skep.svg")));
    resize(980, 640);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    auto* head = new QHBoxLayout;
    auto* logo = new QLabel(this);
    logo->setPixmap(QIcon(QStringLiteral(":/skep.svg")).pixmap(56));
    head->addWidget(logo);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(heading(tr("Welcome to Skep"), this, 1.5));
    auto* what = new QLabel(tr("Connect to a manager of a swarm, Skep's or Docker's."), this);
    what->setForegroundRole(QPalette::PlaceholderText);
    words->addWidget(what);
    head->addLayout(words, 1);
    layout->addLayout(head);
    layout->addWidget(makeLists(), 1);
    layout->addWidget(makeForm());
    layout->addWidget(makeSteps());
    fillLists();
    followKind();
}

QWidget* ConnectWindow::makeLists()
{
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->addWidget(heading(tr("Recent"), box), 0, 0);
    grid->addWidget(heading(tr("Found on this computer"), box), 0, 1);
    m_recents = new QListWidget(box);
    m_recents->setAccessibleName(tr("Recent clusters"));
    m_found = new QListWidget(box);
    m_found->setAccessibleName(tr("Found on this computer"));
    grid->addWidget(m_recents, 1, 0);
    grid->addWidget(m_found, 1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return box;
}

void ConnectWindow::fillLists()
{
    const auto add = [this](QListWidget* list, const QString& text, const char* iconName, const Recent& recent) {
        auto* item = new QListWidgetItem(icon(QString::fromLatin1(iconName)), text, list);
        item->setToolTip(recent.host);
        const auto open = [this, item, recent](QListWidgetItem* activated) {
            if (activated == item)
                use(recent);
        };
        connect(list, &QListWidget::itemActivated, this, open);
    };
    for (const Recent& recent : recents())
        add(m_recents, QStringLiteral("%1   —   %2, %3").arg(recent.name.isEmpty() ? recent.host : recent.name, recent.host,
                           QLocale().toString(recent.last, QLocale::ShortFormat)),
            "clock", recent);
    for (const Found& found : foundHere()) {
        const bool context = !found.kind.isEmpty();
        add(m_found, context ? tr("docker context %1   —   %2").arg(found.name, found.host) : QStringLiteral("%1   —   %2").arg(found.name, found.host),
            context ? "folder" : "terminal", {found.name, context ? QStringLiteral("context:") + found.name : found.host, {}, {}});
    }
    for (auto* list : {m_recents, m_found}) {
        if (list->count() > 0)
            continue;
        auto* none = new QListWidgetItem(list == m_recents ? tr("Clusters you connect to appear here.")
                                                           : tr("No daemon's socket and no docker context was found here."),
            list);
        none->setFlags(Qt::NoItemFlags);
    }
}

QWidget* ConnectWindow::makeForm()
{
    auto* box = new QWidget(this);
    auto* form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_kind = new QComboBox(box);
    m_kind->setObjectName(QStringLiteral("kind"));
    m_kind->addItem(tr("Socket of this computer"));
    m_kind->addItem(tr("TCP with TLS"));
    m_kind->addItem(tr("SSH"));
    m_address = new QLineEdit(box);
    m_address->setObjectName(QStringLiteral("address"));
    m_tlsRow = new QWidget(box);
    auto* tlsLine = new QHBoxLayout(m_tlsRow);
    tlsLine->setContentsMargins(0, 0, 0, 0);
    m_tlsFolder = new QLineEdit(m_tlsRow);
    m_tlsFolder->setObjectName(QStringLiteral("tlsFolder"));
    m_tlsFolder->setPlaceholderText(tr("folder of ca.pem, cert.pem and key.pem"));
    m_tlsFolder->setAccessibleName(tr("TLS folder"));
    auto* browse = new QToolButton(m_tlsRow);
    browse->setIcon(icon(QStringLiteral("folder")));
    browse->setAccessibleName(tr("Choose the folder"));
    browse->setToolTip(browse->accessibleName());
    connect(browse, &QToolButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Folder of ca.pem, cert.pem and key.pem"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, m_tlsFolder, &QLineEdit::setText);
        dialog->open();
    });
    tlsLine->addWidget(m_tlsFolder, 1);
    tlsLine->addWidget(browse);
    m_name = new QLineEdit(box);
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setPlaceholderText(tr("as it is to be called here (optional)"));
    form->addRow(tr("Type"), m_kind);
    form->addRow(tr("Address"), m_address);
    form->addRow(tr("Certificates"), m_tlsRow);
    form->addRow(tr("Name"), m_name);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ConnectWindow::followKind);
    connect(m_address, &QLineEdit::returnPressed, this, &ConnectWindow::tryIt);
    connect(m_name, &QLineEdit::returnPressed, this, &ConnectWindow::tryIt);
    return box;
}

QWidget* ConnectWindow::makeSteps()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    m_error = new QLabel(box);
    m_error->setWordWrap(true);
    m_error->hide();
    column->addWidget(m_error);
    for (auto& step : m_steps) {
        step = new QLabel(box);
        step->setWordWrap(true);
        step->setTextFormat(Qt::PlainText);
        step->setTextInteractionFlags(Qt::TextSelectableByMouse);
        step->hide();
        column->addWidget(step);
    }
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    m_try = new QPushButton(tr("Try"), box);
    m_try->setObjectName(QStringLiteral("try"));
    m_connect = new QPushButton(tr("Connect"), box);
    m_connect->setObjectName(QStringLiteral("connect"));
    setButtonRole(m_connect, ButtonRole::Primary);
    m_connect->setEnabled(false);
    connect(m_try, &QPushButton::clicked, this, &ConnectWindow::tryIt);
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

void ConnectWindow::followKind()
{
    static const char* const examples[] = {"/run/skep/skepd.sock", "manager.example:2376", "user@manager.example"};
    m_address->setPlaceholderText(QString::fromLatin1(examples[m_kind->currentIndex()]));
    m_tlsRow->setEnabled(m_kind->currentIndex() == Tcp);
}

QString ConnectWindow::host() const
{
    QString address = m_address->text().trimmed();
    if (address.isEmpty() && m_kind->currentIndex() == Socket)
        address = m_address->placeholderText();
    if (address.contains(QStringLiteral("://")))
        return address;
    static const char* const schemes[] = {"unix://", "tcp://", "ssh://"};
    return QString::fromLatin1(schemes[m_kind->currentIndex()]) + address;
}

void ConnectWindow::use(const Recent& recent)
{
    if (!recent.host.startsWith(u"context:")) {
        m_kind->setCurrentIndex(recent.host.startsWith(u"tcp:") ? Tcp : recent.host.startsWith(u"ssh:") ? Ssh : Socket);
        m_address->setText(recent.host.section(QStringLiteral("://"), 1));
        m_tlsFolder->setText(recent.tlsFolder);
    }
    m_name->setText(recent.name);
    m_trying = recent;
    auto target = targetFor(recent);
    m_error->setVisible(!target);
    if (!target)
        return m_error->setText(errorText(target.error()));
    m_target = *target;
    delete m_probe;
    m_probe = new Probe(m_target->endpoints.front(), this);
    connect(m_probe, &Probe::changed, this, &ConnectWindow::showSteps);
    showSteps();
}

void ConnectWindow::tryIt()
{
    use({m_name->text().trimmed(), host(), m_kind->currentIndex() == Tcp ? m_tlsFolder->text().trimmed() : QString(), {}});
}

void ConnectWindow::showSteps()
{
    using State = Probe::State;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const Probe::Line& line = m_probe->line(Steps[i]);
        const QString mark = line.state == State::Passed ? QStringLiteral("✓")
            : line.state == State::Failed                ? QStringLiteral("✗")
            : line.state == State::Running               ? QStringLiteral("…")
                                                         : QStringLiteral("–");
        m_steps[i]->setText(QStringLiteral("%1  (%2) %3   %4").arg(mark).arg(i + 1).arg(Probe::title(Steps[i]), line.text));
        m_steps[i]->setVisible(true);
        QPalette colours = palette();
        const Theme& t = theme();
        colours.setColor(QPalette::WindowText, line.state == State::Failed ? t.textError : line.state == State::Passed ? t.textOk : t.muted);
        m_steps[i]->setPalette(colours);
    }
    m_connect->setEnabled(m_probe->usable());
    if (m_probe->usable())
        m_connect->setFocus();
}

} // namespace skep::ui
