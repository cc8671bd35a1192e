#include "ui/swarm/swarmpage.h"

#include "ui/pages/tablepage.h"
#include "ui/swarm/certificatescard.h"
#include "ui/swarm/settingscard.h"
#include "ui/swarm/swarmrequests.h"
#include "ui/swarm/tokenscard.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

} // namespace

SwarmPage::SwarmPage(Cluster& cluster, QWidget* parent)
    : Page(cluster, parent)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(makeHeader());
    m_nothing = new QLabel(tr("Nothing is known of a swarm here yet."), this);
    m_nothing->setContentsMargins(16, 0, 16, 0);
    outer->addWidget(m_nothing);
    m_scroll = new QScrollArea(this);
    m_scroll->setAccessibleName(tr("Swarm"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inside = new QWidget(m_scroll);
    auto* grid = new QGridLayout(inside);
    grid->setContentsMargins(16, 0, 16, 16);
    grid->setSpacing(12);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_tokens = new TokensCard(cluster, inside);
    m_certificates = new CertificatesCard(cluster, inside);
    m_settings = new SettingsCard(cluster, inside);
    grid->addWidget(makeFacts(inside), 0, 0);
    grid->addWidget(m_tokens, 1, 0);
    grid->addWidget(m_settings, 0, 1, 2, 1);
    grid->addWidget(m_certificates, 2, 0, 1, 2);
    grid->setRowStretch(3, 1);
    m_scroll->setWidget(inside);
    outer->addWidget(m_scroll, 1);
    outer->addStretch(0);
    connect(m_tokens, &TokensCard::trigger, this, &Page::trigger);
    connect(m_tokens, &TokensCard::goTo, this, &Page::goTo);
    connect(m_certificates, &CertificatesCard::trigger, this, &Page::trigger);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &SwarmPage::ask);
    connect(&cluster, &Cluster::changed, this, [this](const std::vector<store::Event>& events) {
        const auto matters = [](const store::Event& event) {
            const auto kind = store::kindOf(event.object);
            return kind == api::ObjectKind::Cluster || kind == api::ObjectKind::Node;
        };
        if (!isVisible() || std::none_of(events.begin(), events.end(), matters))
            return;
        refresh();
        if (!m_again.isActive())
            m_again.start(300ms);
    });
    connect(&cluster, &Cluster::stateChanged, this, [this] {
        if (!isVisible())
            return;
        refresh();
        if (!settled())
            ask();
    });
}

QWidget* SwarmPage::makeHeader()
{
    auto* header = new QWidget(this);
    auto* line = titleLine(tr("Swarm"), header);
    header->setLayout(line);
    line->addStretch(1);
    auto* leave = new QPushButton(icon(QStringLiteral("leave")), tr("Leave the Swarm…"), header);
    leave->setObjectName(QStringLiteral("swarm.leave"));
    connect(leave, &QPushButton::clicked, this, [this] { Q_EMIT trigger(QStringLiteral("swarm.leave")); });
    line->addWidget(leave);
    return header;
}

SwarmCard* SwarmPage::makeFacts(QWidget* parent)
{
    auto* card = new SwarmCard(tr("Cluster"), parent);
    card->setObjectName(QStringLiteral("facts"));
    m_facts = new QFormLayout;
    m_facts->setVerticalSpacing(4);
    m_facts->setHorizontalSpacing(16);
    card->body()->addLayout(m_facts);
    auto* line = new QHBoxLayout;
    m_autolock = new QLabel(card);
    m_autolock->setObjectName(QStringLiteral("autolockState"));
    line->addWidget(m_autolock, 1);
    auto* change = new QPushButton(icon(QStringLiteral("lock")), tr("Autolock…"), card);
    change->setObjectName(QStringLiteral("swarm.autolock"));
    connect(change, &QPushButton::clicked, this, [this] { Q_EMIT trigger(QStringLiteral("swarm.autolock")); });
    line->addWidget(change);
    card->body()->addLayout(line);
    return card;
}

bool SwarmPage::settled() const
{
    return m_tokens->answered() && (m_certificates->answered() || !cluster().capabilities().has("certificates"));
}

void SwarmPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    refresh();
    ask();
}

void SwarmPage::ask()
{
    m_tokens->ask();
    m_certificates->ask();
}

void SwarmPage::refresh()
{
    const auto swarm = cluster().store().cluster();
    m_nothing->setVisible(!swarm);
    m_scroll->setVisible(swarm != nullptr);
    for (const auto* id :
        {"swarm.leave", "swarm.autolock", "ca.rotate", "node.add", "token.rotate.worker", "token.rotate.manager"})
        if (auto* button = findChild<QPushButton*>(QLatin1String(id))) {
            const auto refused = refusalOf(*findAction(QLatin1String(id)), cluster(), {});
            button->setEnabled(!refused);
            button->setToolTip(refused.value_or(QString()));
        }
    m_tokens->refresh();
    if (!swarm)
        return;
    while (m_facts->rowCount() > 0)
        m_facts->removeRow(0);
    const auto fact = [this](const QString& title, const QString& text, const char* name) {
        if (text.isEmpty())
            return;
        auto* label = new QLabel(text, this);
        label->setObjectName(QString::fromLatin1(name));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_facts->addRow(title, label);
    };
    QStringList pools;
    for (const auto& pool : swarm->defaultAddrPool)
        pools << qstr(pool);
    fact(tr("ID"), qstr(swarm->id), "fact.id");
    if (const QString made = whenText(swarm->meta.createdAt, systemNow()); !made.isEmpty())
        fact(tr("Created"), made, "fact.created");
    fact(tr("Nodes"), QLocale().toString(qulonglong(cluster().store().count<api::Node>())), "fact.nodes");
    fact(tr("Networks of services"),
        pools.isEmpty() ? QString()
                        : tr("%1, cut into /%2").arg(pools.join(QStringLiteral(", "))).arg(swarm->subnetSize),
        "fact.pool");
    fact(tr("Data between nodes"), swarm->dataPathPort ? tr("UDP port %1").arg(swarm->dataPathPort) : QString(),
        "fact.dataPath");
    m_autolock->setText(swarm->spec.encryption.autoLockManagers
            ? tr("Autolock is on: managers need the unlock key after a restart.")
            : tr("Autolock is off."));
    for (QWidget* part : { static_cast<QWidget*>(m_autolock), findChild<QWidget*>(QStringLiteral("swarm.autolock")) })
        part->setVisible(offers(cluster(), "autolock"));
    m_settings->refresh();
    m_certificates->refresh();
}

PageEntry swarmEntry()
{
    return {.id = QStringLiteral("swarm"),
        .title = SwarmPage::tr("Swarm"),
        .icon = QStringLiteral("swarm"),
        .available = [](const Cluster&) { return true; },
        .badge = [](const Cluster&) { return QString(); },
        .make = [](Cluster& cluster, QWidget* parent) -> Page* { return new SwarmPage(cluster, parent); }};
}

} // namespace skep::ui
