#include "ui/connect/connectwindow.h"

#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace skep::ui {
namespace {

constexpr const char* IconProperty = "skepIcon";
constexpr int TileIcon = 28; // px

constexpr int PageWidth = 1160, ListsHeight = 360;

QLabel* heading(const QString& text, QWidget* parent, double size = 1.25)
{
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

Recent recentOf(const Found& found)
{
    return {
        found.name, found.kind.isEmpty() ? found.host : QStringLiteral("context:") + found.name, {}, {}, {}, {}, {}};
}

// The daemon of this computer: Skep's before Docker's.
std::optional<Recent> localDaemon()
{
    const auto all = foundHere();
    const auto socket = std::find_if(all.begin(), all.end(), [](const Found& found) { return found.kind.isEmpty(); });
    return socket == all.end() ? std::nullopt : std::optional(recentOf(*socket));
}

} // namespace

ConnectWindow::ConnectWindow()
{
    setObjectName(QStringLiteral("connectWindow"));
    setWindowTitle(tr("Welcome to Skep"));
    setWindowIcon(QIcon(QStringLiteral(":/skep.svg")));
    resize(980, 760);
    // On a large screen it stays a page that can be read, in the middle.
    auto* middle = new QHBoxLayout(this);
    middle->setContentsMargins(0, 0, 0, 0);
    auto* page = new QWidget(this);
    page->setMaximumWidth(PageWidth);
    middle->addStretch(1);
    middle->addWidget(page, 1000);
    middle->addStretch(1);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    auto* head = new QHBoxLayout;
    auto* logo = new QLabel(this);
    logo->setPixmap(QIcon(QStringLiteral(":/skep.svg")).pixmap(56));
    head->addWidget(logo);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(heading(tr("Welcome to Skep"), this, 1.5));
    auto* what = new QLabel(tr("See a swarm, steer it, understand it: Skep's or Docker's."), this);
    what->setForegroundRole(QPalette::PlaceholderText);
    words->addWidget(what);
    head->addLayout(words, 1);
    layout->addLayout(head);
    m_form = new ConnectForm(this);
    layout->addWidget(makeTiles());
    layout->addWidget(makeLists(), 1);
    layout->addWidget(heading(tr("Connect to a manager"), this));
    layout->addWidget(m_form);
    layout->addStretch(1);
    connect(m_form, &ConnectForm::chosen, this, &ConnectWindow::chosen);
    connect(m_form, &ConnectForm::begun, this, &ConnectWindow::begun);
    fillLists();
}

// Pictures are in the colours of the theme that they were made in.
void ConnectWindow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (auto* picture : findChildren<QLabel*>())
        if (const QString name = picture->property(IconProperty).toString(); !name.isEmpty())
            picture->setPixmap(icon(name).pixmap(TileIcon));
}

QPushButton* ConnectWindow::tile(const char* name, const char* iconName, const QString& title, const QString& text)
{
    auto* button = new QPushButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(title);
    button->setAccessibleDescription(text);
    auto* line = new QHBoxLayout(button);
    line->setContentsMargins(16, 12, 16, 12);
    line->setSpacing(12);
    auto* picture = new QLabel(button);
    picture->setProperty(IconProperty, QString::fromLatin1(iconName));
    picture->setPixmap(icon(QString::fromLatin1(iconName)).pixmap(TileIcon));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    auto* small = new QLabel(text, button);
    small->setWordWrap(true);
    small->setForegroundRole(QPalette::PlaceholderText);
    words->addWidget(heading(title, button, 1.05));
    words->addWidget(small);
    words->addStretch(1);
    line->addWidget(picture, 0, Qt::AlignTop);
    line->addLayout(words, 1);
    for (auto* label : button->findChildren<QLabel*>())
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    button->setFixedHeight(std::max(76, line->sizeHint().height()));
    return button;
}

QWidget* ConnectWindow::makeTiles()
{
    auto* box = new QWidget(this);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    const bool local = localDaemon().has_value();
    const QString none = tr("Neither skepd nor Docker runs on this computer");
    auto* create
        = tile("createHere", "add", tr("Create a local cluster"), local ? tr("One node, here, in a moment") : none);
    auto* manager = tile("connectTo", "connect", tr("Connect to a manager"), tr("By socket, TCP with TLS, or SSH"));
    auto* join = tile(
        "joinHere", "swarm", tr("Join this machine"), local ? tr("To a cluster that is there, with its token") : none);
    for (auto* button : {create, join}) {
        button->setEnabled(local);
        button->setToolTip(local ? QString() : none);
    }
    const auto begin = [this](const char* action) {
        if (const auto daemon = localDaemon())
            m_form->begin(*daemon, QLatin1String(action));
    };
    connect(create, &QPushButton::clicked, this, [begin] { begin("swarm.init"); });
    connect(join, &QPushButton::clicked, this, [begin] { begin("swarm.join"); });
    connect(manager, &QPushButton::clicked, this, [this] { m_form->focusAddress(); });
    for (auto* button : {create, manager, join})
        line->addWidget(button, 1);
    return box;
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
    m_recents->setObjectName(QStringLiteral("recents"));
    m_recents->setAccessibleName(tr("Recent clusters"));
    m_found = new QListWidget(box);
    m_found->setObjectName(QStringLiteral("found"));
    m_found->setAccessibleName(tr("Found on this computer"));
    for (auto* list : {m_recents, m_found})
        list->setMinimumHeight(72);
    grid->addWidget(m_recents, 1, 0);
    grid->addWidget(m_found, 1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(1, 1);
    box->setMaximumHeight(ListsHeight);
    return box;
}

void ConnectWindow::fillLists()
{
    const auto add = [this](QListWidget* list, const QString& text, const char* iconName, const Recent& recent) {
        auto* item = new QListWidgetItem(icon(QString::fromLatin1(iconName)), text, list);
        item->setToolTip(recent.host);
        const auto open = [this, item, recent](QListWidgetItem* activated) {
            if (activated == item)
                m_form->use(recent);
        };
        connect(list, &QListWidget::itemActivated, this, open);
    };
    for (const Recent& recent : recents())
        add(m_recents,
            QStringLiteral("%1   —   %2, %3")
                .arg(recent.name.isEmpty() ? recent.host : recent.name, recent.host,
                    QLocale().toString(recent.last, QLocale::ShortFormat)),
            "clock", recent);
    for (const Found& found : foundHere()) {
        const bool context = !found.kind.isEmpty();
        add(m_found,
            context ? tr("docker context %1   —   %2").arg(found.name, found.host)
                    : QStringLiteral("%1   —   %2").arg(found.name, found.host),
            context ? "folder" : "terminal", recentOf(found));
    }
    for (auto* list : {m_recents, m_found}) {
        if (list->count() > 0)
            continue;
        auto* none
            = new QListWidgetItem(list == m_recents ? tr("Clusters you connect to appear here.")
                                                    : tr("No daemon's socket and no docker context was found here."),
                list);
        none->setFlags(Qt::NoItemFlags);
    }
}

} // namespace skep::ui
