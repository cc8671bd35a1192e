#include "ui/swarm/tokenscard.h"

#include "ui/cluster/asking.h"
#include "ui/swarm/jointext.h"
#include "ui/swarm/secrets.h"
#include "ui/swarm/swarmrequests.h"
#include "ui/swarm/tokensheets.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

QString day(Timestamp at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at.ns / 1'000'000), QLocale::ShortFormat);
}

QString sightingsKey(const Cluster& cluster)
{
    return QStringLiteral("tokens/") + qstr(cluster.state().clusterId);
}

QString roleWord(api::NodeRole role)
{
    return role == api::NodeRole::Manager ? QStringLiteral("manager") : QStringLiteral("worker");
}

// Where the generation is kept whose nodes the person has recognised.
QString reviewedKey(const Cluster& cluster, api::NodeRole role)
{
    return QStringLiteral("recognised/%1/%2").arg(qstr(cluster.state().clusterId), roleWord(role));
}

TokenSightings sightings(const Cluster& cluster)
{
    return TokenSightings::fromJson(
        QJsonDocument::fromJson(QSettings().value(sightingsKey(cluster)).toByteArray()).object());
}

QString howInferred()
{
    return TokensCard::tr(
        "≈ inferred from when nodes were created and when this program saw a token for the first time");
}

} // namespace

TokensCard::TokensCard(Cluster& cluster, QWidget* parent)
    : SwarmCard(tr("Join tokens"), parent)
    , m_cluster(cluster)
{
    setObjectName(QStringLiteral("tokens"));
    auto* add = new QPushButton(icon(QStringLiteral("add")), tr("Add Node…"), this);
    add->setObjectName(QStringLiteral("node.add"));
    connect(add, &QPushButton::clicked, this, [this] { Q_EMIT trigger(QStringLiteral("node.add")); });
    head()->addWidget(add);
    addRole(api::NodeRole::Worker);
    body()->addSpacing(8);
    addRole(api::NodeRole::Manager);
    m_others = addText({}, true);
    m_others->setObjectName(QStringLiteral("ledger.others"));
    m_status = addText({});
    m_status->setObjectName(QStringLiteral("status"));
    m_status->hide();
    body()->addStretch(1);
    connect(&cluster.operations(), &Operations::changed, this, [this](int id) {
        for (const Operation& operation : m_cluster.operations().all())
            if (operation.id == id && operation.id == m_status->property("operation").toInt())
                m_status->setText(operation.stage == Operation::Stage::Converged ? tr("✓ %1.").arg(operation.progress)
                        : operation.stage == Operation::Stage::Cancelled
                        ? QString()
                        : tr("The join command is in the clipboard for a minute. Waiting for the node…"));
    });
}

void TokensCard::addRole(api::NodeRole role)
{
    const bool manager = role == api::NodeRole::Manager;
    const QString word = roleWord(role);
    auto* line = new QHBoxLayout;
    auto* title = new QLabel(manager ? tr("Manager") : tr("Worker"), this);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    line->addWidget(title);
    line->addStretch(1);
    auto* copyButton = new QPushButton(icon(QStringLiteral("copy")), tr("Copy Join Command"), this);
    copyButton->setObjectName(QStringLiteral("copy.") + word);
    copyButton->setAccessibleName(
        manager ? tr("Copy the join command for a manager") : tr("Copy the join command for a worker"));
    copyButton->setToolTip(tr("It joins at the leader's address"));
    connect(copyButton, &QPushButton::clicked, this,
        [this, role] { copy(role, joinAddresses(m_cluster.store()).value(0)); });
    auto* other = new QToolButton(this);
    other->setObjectName(QStringLiteral("copyAt.") + word);
    other->setIcon(icon(QStringLiteral("more")));
    other->setToolTip(tr("Copy it with another manager's address"));
    other->setAccessibleName(other->toolTip());
    other->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(other);
    other->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, role] { fillAddresses(menu, role); });
    auto* rotate = new QPushButton(icon(QStringLiteral("rotate")), tr("Rotate…"), this);
    rotate->setObjectName(QStringLiteral("token.rotate.") + word);
    rotate->setAccessibleName(manager ? tr("Rotate the manager token") : tr("Rotate the worker token"));
    connect(
        rotate, &QPushButton::clicked, this, [this, word] { Q_EMIT trigger(QStringLiteral("token.rotate.") + word); });
    line->addWidget(copyButton);
    line->addWidget(other);
    line->addWidget(rotate);
    body()->addLayout(line);
    auto* secret = new SecretLine(
        manager ? tr("Manager token") : tr("Worker token"), maskedToken(),
        [connection = &m_cluster.connection(), role] { return fetchJoinToken(connection, role); }, this);
    secret->setObjectName(QStringLiteral("token.") + word);
    connect(secret, &SecretLine::failed, this, [this](const QString& why) {
        m_status->setText(why);
        m_status->show();
    });
    body()->addWidget(secret);
    Side& one = side(role);
    one.history = addText({}, true);
    one.history->setObjectName(QStringLiteral("ledger.") + word);
    one.history->hide(); // until it is told
    one.question = new Banner(this);
    one.question->setObjectName(QStringLiteral("recognise.") + word);
    connect(one.question, &Banner::asked, this, [this, role](const QString& button) { answer(role, button); });
    body()->addWidget(one.question);
}

void TokensCard::fillAddresses(QMenu* menu, api::NodeRole role)
{
    menu->clear();
    for (const QString& address : joinAddresses(m_cluster.store()))
        connect(menu->addAction(tr("Joining at %1").arg(address)), &QAction::triggered, this,
            [this, role, address] { copy(role, address); });
    if (menu->isEmpty())
        menu->addAction(tr("No manager tells an address to join at"))->setEnabled(false);
}

void TokensCard::copy(api::NodeRole role, const QString& address)
{
    if (address.isEmpty())
        return;
    copyJoinCommand(
        m_cluster, this, role, address,
        [this](int operation) {
            m_status->setProperty("operation", operation);
            m_status->setText(tr("The join command is in the clipboard for a minute. Waiting for the node…"));
            m_status->show();
        },
        [this](const QString& why) {
            m_status->setText(why);
            m_status->show();
        });
}

void TokensCard::refresh()
{
    const bool manager = m_cluster.state().standing == client::Standing::Manager;
    const bool address = !joinAddresses(m_cluster.store()).isEmpty();
    for (const char* name : { "copy.worker", "copy.manager", "copyAt.worker", "copyAt.manager" })
        findChild<QWidget*>(QLatin1String(name))->setEnabled(manager && address);
    for (const char* name : { "token.worker", "token.manager" })
        findChild<QWidget*>(QLatin1String(name))->setEnabled(manager);
}

void TokensCard::ask()
{
    // A moment that is looked at again has no answers of now.
    if (m_cluster.viewing())
        return;
    if (m_asking || m_cluster.state().standing != client::Standing::Manager)
        return;
    m_asking = true;
    const bool measured = m_cluster.capabilities().has("joins");
    whenAnswered<std::string>(this, fetchFromManager(&m_cluster.connection(), measured ? "/skep/v1/joins" : "/swarm"),
        [this, measured](const Result<std::string>& body) {
            m_asking = false;
            m_answered = true;
            if (!body)
                return;
            if (!measured)
                return observe(*body);
            if (const auto ledger = readLedger(QByteArray::fromStdString(*body)))
                show(*ledger);
        });
}

void TokensCard::observe(const std::string& swarm)
{
    const QJsonObject tokens
        = QJsonDocument::fromJson(QByteArray::fromStdString(swarm)).object().value(u"JoinTokens").toObject();
    TokenSightings seen = sightings(m_cluster);
    bool fresh = seen.see(api::NodeRole::Worker, tokenFingerprint(tokens.value(u"Worker").toString()), systemNow());
    fresh |= seen.see(api::NodeRole::Manager, tokenFingerprint(tokens.value(u"Manager").toString()), systemNow());
    if (fresh)
        QSettings().setValue(sightingsKey(m_cluster), QJsonDocument(seen.toJson()).toJson(QJsonDocument::Compact));
    show(inferLedger(m_cluster.store(), seen));
}

void TokensCard::show(const Ledger& ledger)
{
    showSide(api::NodeRole::Worker, ledger);
    showSide(api::NodeRole::Manager, ledger);
    QStringList others;
    if (!ledger.founders.empty())
        others << tr("Founded by %1.").arg(joinedText(ledger.founders));
    if (!ledger.measured)
        others << howInferred() + u'.';
    m_others->setText(others.join(u'\n'));
}

void TokensCard::showSide(api::NodeRole role, const Ledger& ledger)
{
    const auto& generations = role == api::NodeRole::Manager ? ledger.manager : ledger.worker;
    QStringList lines;
    for (const Generation& generation : generations) {
        const QString about = ledger.measured ? QString() : QStringLiteral("≈ ");
        QString line = generation.since.isZero()
            ? tr("Token %1").arg(generation.number)
            : tr("Token %1, since %2").arg(generation.number).arg(day(generation.since));
        if (generation.current)
            line += tr(" (valid)");
        lines << about + tr("%1 — joined by it: %2").arg(line, joinedText(generation.joined));
    }
    QLabel* history = side(role).history;
    history->setText(lines.join(u'\n'));
    history->setVisible(!lines.isEmpty()); // nothing to say is nothing to reach by keyboard
    history->setToolTip(ledger.measured ? QString() : howInferred());
    ask(role, generations);
}

void TokensCard::ask(api::NodeRole role, const std::vector<Generation>& generations)
{
    constexpr qsizetype MostNamed = 5;
    Side& one = side(role);
    one.review = toReview(
        m_cluster.live(), generations, QSettings().value(reviewedKey(m_cluster, role)).toULongLong(), systemNow());
    QStringList names;
    for (const Joined& joined : one.review.joined)
        if (names.size() < MostNamed)
            names << tr("%1 (%2)", "node, when it joined").arg(joined.name, day(joined.at));
    if (names.isEmpty())
        return one.question->say(std::nullopt);
    if (const int more = int(one.review.joined.size() - std::size_t(names.size())); more > 0)
        names << tr("%n more", nullptr, more);
    one.question->say(Guidance{Guidance::Severity::Warning,
        tr("Do you recognise these? They joined by a token that was replaced: %1.")
            .arg(names.join(QStringLiteral(", "))),
        {{tr("Show Them"), QStringLiteral("show")}, {tr("I Know Them"), QStringLiteral("known")}}});
}

void TokensCard::answer(api::NodeRole role, const QString& button)
{
    Side& one = side(role);
    if (button == u"known") {
        QSettings().setValue(reviewedKey(m_cluster, role), qulonglong(one.review.upTo));
        return one.question->say(std::nullopt);
    }
    Selection nodes{.kind = api::ObjectKind::Node, .ids = {}};
    for (const Joined& joined : one.review.joined)
        nodes.ids.push_back(joined.nodeId);
    Q_EMIT goTo(QStringLiteral("nodes"), nodes);
}

} // namespace skep::ui
