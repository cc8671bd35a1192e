#include "ui/swarm/membership.h"

#include "ui/actions/noderules.h"
#include "ui/cluster/asking.h"
#include "ui/guard/confirmation.h"
#include "ui/swarm/jointext.h"
#include "ui/swarm/secrets.h"
#include "ui/swarm/swarmrequests.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHostAddress>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

const QString ClusterPort = QStringLiteral("2377"), DataPort = QStringLiteral("4789");

// Where the node listens for others: everywhere, or on the loopback alone when it is reached there.
QString listenAddress(const QString& advertised, const QString& port = ClusterPort)
{
    return (QHostAddress(advertised).isLoopback() ? advertised : QStringLiteral("0.0.0.0")) + u':' + port;
}

bool isNumberWithin(const QString& text, int least, int most)
{
    bool good = false;
    const int number = text.toInt(&good);
    return good && number >= least && number <= most;
}

struct LeavingText
{
    Q_DECLARE_TR_FUNCTIONS(Leaving)
};

// The answer "yes, that swarm": the window has shown another one, or none, before.
void expectAnotherSwarm(Cluster& cluster)
{
    if (!cluster.state().clusterId.empty())
        cluster.connection().acceptOtherCluster();
    cluster.connection().refresh();
}

QFormLayout* form(QVBoxLayout* content)
{
    auto* rows = new QFormLayout;
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    content->addLayout(rows);
    return rows;
}

} // namespace

Leaving leaving(const store::View& view, const std::string& nodeId)
{
    const auto node = view.get<api::Node>(nodeId);
    const Quorum now = quorumOf(view);
    if (!node || !isManager(*node))
        return {LeavingText::tr("The tasks on it stop and are started elsewhere. It stays in the list as down until it "
                                "is removed there, and needs a join token to come back."),
            {}, false};
    if (now.managers <= 1)
        return {LeavingText::tr("%1 is the last manager: the swarm is dissolved. Its services, secrets, configs and "
                                "networks are lost; there is no undo.")
                    .arg(nodeName(*node)),
            LeavingText::tr("Dissolve the swarm"), true};
    Quorum after = now;
    --after.reachable; // it stays a member until it is demoted and removed
    if (!after.held())
        return {
            LeavingText::tr("%1 is one of %2 managers. Without it only %3 can be reached and %4 are needed: the swarm "
                            "would lose its majority, and nothing could be changed any more. Demote it first.")
                .arg(nodeName(*node))
                .arg(now.managers)
                .arg(after.reachable)
                .arg(now.majority()),
            LeavingText::tr("Leave although the swarm loses its majority"), false};
    return {LeavingText::tr("%1 is one of %2 managers. It stays a member that is down: %3 of %2 can be reached then. "
                            "Demoting it first is the clean way.")
                .arg(nodeName(*node))
                .arg(now.managers)
                .arg(after.reachable),
        LeavingText::tr("Leave although it is a manager"), false};
}

// --- create ----------------------------------------------------------------------------------------------------------

InitSheet::InitSheet(Cluster& cluster, QWidget* window)
    : RequestSheet(cluster, window, tr("Create a cluster here"), tr("Create"), ButtonRole::Primary)
{
    setObjectName(QStringLiteral("initSheet"));
    say(tr("%1 becomes the first manager of a new swarm. Other machines join it with a token.")
            .arg(answeringNode(cluster)));
    auto* rows = form(content());
    m_advertise = addressBox(cluster, this);
    m_advertise->setObjectName(QStringLiteral("advertise"));
    m_advertise->setAccessibleName(tr("Address that other nodes reach it by"));
    rows->addRow(tr("Other nodes reach it by"), m_advertise);
    m_pool = new QLineEdit(this);
    m_pool->setObjectName(QStringLiteral("pool"));
    m_pool->setPlaceholderText(QStringLiteral("10.0.0.0/8"));
    m_pool->setAccessibleName(tr("Addresses for the networks of services"));
    rows->addRow(tr("Networks of services"), m_pool);
    m_port = new QLineEdit(this);
    m_port->setObjectName(QStringLiteral("port"));
    m_port->setPlaceholderText(ClusterPort);
    m_port->setAccessibleName(tr("TCP port for the other nodes"));
    rows->addRow(tr("Port for the other nodes"), m_port);
    m_dataPort = new QLineEdit(this);
    m_dataPort->setObjectName(QStringLiteral("dataPort"));
    m_dataPort->setPlaceholderText(DataPort);
    m_dataPort->setAccessibleName(tr("UDP port for the traffic between services"));
    m_dataPort->setToolTip(tr("The same on every node of the swarm, and for good"));
    rows->addRow(tr("Port for the services' traffic"), m_dataPort);
    m_autolock = new QCheckBox(tr("Autolock: a manager that restarts needs an unlock key"), this);
    m_autolock->setObjectName(QStringLiteral("autolock"));
    m_autolock->setVisible(offers(cluster, "autolock"));
    rows->addRow(QString(), m_autolock);
    connect(m_advertise, &QComboBox::editTextChanged, this, &InitSheet::refresh);
    for (auto* line : {m_pool, m_port, m_dataPort})
        connect(line, &QLineEdit::textChanged, this, &InitSheet::refresh);
    connect(m_autolock, &QCheckBox::toggled, this, &InitSheet::refresh);
    refresh();
}

void InitSheet::refresh()
{
    const QString address = addressOf(m_advertise), pool = m_pool->text().trimmed(), port = m_port->text().trimmed(),
                  dataPort = m_dataPort->text().trimmed();
    QString command = QStringLiteral("docker swarm init --advertise-addr ") + address;
    if (!port.isEmpty())
        command += QStringLiteral(" --listen-addr ") + listenAddress(address, port);
    if (!dataPort.isEmpty())
        command += QStringLiteral(" --data-path-port ") + dataPort;
    if (!pool.isEmpty())
        command += QStringLiteral(" --default-addr-pool ") + pool;
    if (m_autolock->isChecked())
        command += QStringLiteral(" --autolock");
    showCommand(command);
    if (address.isEmpty())
        refuse(tr("An address is needed that other nodes can reach"));
    else if (!pool.isEmpty() && QHostAddress::parseSubnet(pool).second < 0)
        refuse(tr("Networks of services: a subnet such as 10.0.0.0/8 is needed"));
    else if (!port.isEmpty() && !isNumberWithin(port, 1, 65'535))
        refuse(tr("Port for the other nodes: a number from %1 to %2 is needed").arg(1).arg(65'535));
    else if (!dataPort.isEmpty() && !isNumberWithin(dataPort, 1024, 49'151))
        refuse(tr("Port for the services' traffic: a number from %1 to %2 is needed").arg(1024).arg(49'151));
    else
        refuse(std::nullopt);
}

void InitSheet::act()
{
    if (m_done)
        return close();
    const QString port = m_port->text().trimmed();
    QJsonObject body{
        {QStringLiteral("ListenAddr"), listenAddress(addressOf(m_advertise), port.isEmpty() ? ClusterPort : port)},
        {QStringLiteral("AdvertiseAddr"), addressOf(m_advertise)}};
    if (const QString dataPort = m_dataPort->text().trimmed(); !dataPort.isEmpty())
        body.insert(QStringLiteral("DataPathPort"), dataPort.toInt());
    if (const QString pool = m_pool->text().trimmed(); !pool.isEmpty())
        body.insert(QStringLiteral("DefaultAddrPool"), QJsonArray{pool});
    if (m_autolock->isChecked())
        body.insert(QStringLiteral("Spec"),
            QJsonObject{{QStringLiteral("EncryptionConfig"), QJsonObject{{QStringLiteral("AutoLockManagers"), true}}}});
    auto* connection = &cluster().connection();
    send([connection, body] { return postToNode(connection, "/swarm/init", body); },
        [this](const std::string&) {
            expectAnotherSwarm(cluster());
            if (m_autolock->isChecked())
                showUnlockKey();
            else
                close();
        });
}

void InitSheet::showUnlockKey()
{
    m_done = true;
    setTitle(tr("The swarm is there"));
    for (auto* field : std::initializer_list<QWidget*>{m_advertise, m_pool, m_port, m_dataPort, m_autolock})
        field->setEnabled(false);
    say(tr("Keep this unlock key in a safe place that is not in the swarm. Without it a manager that restarts cannot "
           "be used again."));
    auto* key = new SecretLine(
        tr("Unlock key"), maskedKey(), [connection = &cluster().connection()] { return fetchUnlockKey(connection); },
        this);
    connect(key, &SecretLine::failed, this, &InitSheet::fail);
    content()->addWidget(key);
    verb()->setText(tr("Close"));
    cancel()->hide();
}

// --- join ------------------------------------------------------------------------------------------------------------

JoinSheet::JoinSheet(Cluster& cluster, QWidget* window)
    : RequestSheet(cluster, window, tr("Join a cluster"), tr("Join"), ButtonRole::Primary)
{
    setObjectName(QStringLiteral("joinSheet"));
    say(tr("Paste a join token, or the whole command that a manager shows. %1 joins with it.")
            .arg(answeringNode(cluster)));
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("joinText"));
    m_text->setAccessibleName(tr("Join token or command"));
    m_text->setPlaceholderText(QStringLiteral("docker swarm join --token SWMTKN-1-… 10.0.0.1:2377"));
    m_text->setFont(codeFont());
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(m_text->fontMetrics().height() * 4 + 16);
    content()->addWidget(m_text);
    m_found = say({});
    m_found->setObjectName(QStringLiteral("found"));
    auto* rows = form(content());
    m_manager = new QLineEdit(this);
    m_manager->setObjectName(QStringLiteral("manager"));
    m_manager->setPlaceholderText(QStringLiteral("10.0.0.1:2377"));
    m_manager->setAccessibleName(tr("Address of a manager"));
    rows->addRow(tr("Manager to join"), m_manager);
    m_advertise = addressBox(cluster, this);
    m_advertise->setObjectName(QStringLiteral("advertise"));
    m_advertise->setAccessibleName(tr("Address that other nodes reach it by"));
    rows->addRow(tr("Other nodes reach it by"), m_advertise);
    connect(m_text, &QPlainTextEdit::textChanged, this, &JoinSheet::read);
    connect(m_manager, &QLineEdit::textChanged, this, &JoinSheet::refresh);
    connect(m_advertise, &QComboBox::editTextChanged, this, &JoinSheet::refresh);
    refresh();
}

void JoinSheet::read()
{
    const auto join = parseJoinText(m_text->toPlainText());
    if (join && !join->addresses.isEmpty())
        m_manager->setText(join->addresses.join(QStringLiteral(", ")));
    refresh();
}

void JoinSheet::refresh()
{
    const auto join = parseJoinText(m_text->toPlainText());
    if (join)
        m_found->setText(tr("The root certificate of its cluster has the digest %1…; it joins no other. Whether as "
                            "worker or as manager is decided by which of the cluster's two tokens this is.")
                             .arg(shortDigest(join->digest)));
    else
        m_found->setText(m_text->toPlainText().trimmed().isEmpty() ? tr("A token begins with SWMTKN-1-.")
                                                                   : tr("There is no whole join token in this text."));
    const QString advertise = addressOf(m_advertise);
    showCommand(QStringLiteral("docker swarm join --token %1 --advertise-addr %2 %3")
                    .arg(maskedToken(), advertise, m_manager->text().section(u',', 0, 0)),
        false);
    if (!join)
        refuse(tr("A join token is needed"));
    else if (m_manager->text().trimmed().isEmpty())
        refuse(tr("The address of a manager is needed"));
    else
        refuse(std::nullopt);
}

void JoinSheet::act()
{
    const auto join = parseJoinText(m_text->toPlainText());
    if (!join)
        return;
    QJsonArray managers;
    for (const QString& address : m_manager->text().split(u',', Qt::SkipEmptyParts)) {
        const QString trimmed = address.trimmed();
        const bool port = trimmed.endsWith(u']') ? false : trimmed.contains(u':');
        managers.append(port ? trimmed : trimmed + u':' + ClusterPort);
    }
    QJsonObject body{{QStringLiteral("ListenAddr"), listenAddress(addressOf(m_advertise))},
        {QStringLiteral("AdvertiseAddr"), addressOf(m_advertise)}, {QStringLiteral("RemoteAddrs"), managers},
        {QStringLiteral("JoinToken"), join->token}};
    auto* connection = &cluster().connection();
    send([connection, body] { return postToNode(connection, "/swarm/join", body); },
        [this](const std::string&) {
            expectAnotherSwarm(cluster());
            close();
        });
}

// --- unlock ----------------------------------------------------------------------------------------------------------

UnlockSheet::UnlockSheet(Cluster& cluster, QWidget* window)
    : RequestSheet(cluster, window, tr("Unlock this manager"), tr("Unlock"), ButtonRole::Primary)
{
    setObjectName(QStringLiteral("unlockSheet"));
    say(tr("What %1 knows of the swarm is encrypted on its disk, and it has restarted. The unlock key makes it a "
           "manager again.")
            .arg(answeringNode(cluster)));
    m_key = new QLineEdit(this);
    m_key->setObjectName(QStringLiteral("unlockKey"));
    m_key->setAccessibleName(tr("Unlock key"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setPlaceholderText(QStringLiteral("SWMKEY-1-…"));
    m_key->setFont(codeFont());
    content()->addWidget(m_key);
    say(tr("Another manager that is not locked shows it with “docker swarm unlock-key”, or here on the page Swarm. If "
           "no manager knows it any more and it "
           "is written down nowhere, this node has to leave the swarm and join again."));
    showCommand(QStringLiteral("docker swarm unlock"));
    const auto judge = [this] {
        const QString text = m_key->text().trimmed();
        refuse(text.isEmpty()        ? std::optional(tr("The unlock key is needed"))
                : !isUnlockKey(text) ? std::optional(tr("An unlock key begins with SWMKEY-1- and has 52 characters"))
                                     : std::nullopt);
    };
    connect(m_key, &QLineEdit::textChanged, this, judge);
    connect(m_key, &QLineEdit::returnPressed, this, [this] {
        if (verb()->isEnabled())
            act();
    });
    setFocusProxy(m_key);
    judge();
}

void UnlockSheet::act()
{
    const QJsonObject body{{QStringLiteral("UnlockKey"), m_key->text().trimmed()}};
    auto* connection = &cluster().connection();
    send([connection, body] { return postToNode(connection, "/swarm/unlock", body); },
        [this](const std::string&) {
            m_key->clear();
            close();
        });
}

// --- leave -----------------------------------------------------------------------------------------------------------

LeaveSheet::LeaveSheet(Cluster& cluster, QWidget* window)
    : RequestSheet(
        cluster, window, tr("%1 leaves the swarm").arg(answeringNode(cluster)), tr("Leave"), ButtonRole::Danger)
{
    setObjectName(QStringLiteral("leaveSheet"));
    m_sentence = say({});
    m_force = new QCheckBox(this);
    m_force->setObjectName(QStringLiteral("force"));
    content()->addWidget(m_force);
    connect(m_force, &QCheckBox::toggled, this, &LeaveSheet::refresh);
    connect(&cluster, &Cluster::changed, this, &LeaveSheet::refresh);
    refresh();
}

void LeaveSheet::refresh()
{
    Leaving what = leaving(cluster().store(), cluster().state().nodeId);
    if (cluster().state().standing == client::Standing::Locked)
        what = {tr("What this manager knows of the swarm is lost. Demote and remove it on another manager, then let it "
                   "join again."),
            tr("Leave although it is locked"), false};
    m_sentence->setText(what.sentence);
    m_force->setVisible(!what.forceText.isEmpty());
    m_force->setText(what.forceText);
    confirm({.irreversible = true,
        .name = answeringNode(cluster()),
        .dependants = what.dissolves ? 0 : runningAmong(cluster().store().tasksOfNode(cluster().state().nodeId)),
        .wholeCluster = what.dissolves});
    const bool forced = m_force->isChecked() && !what.forceText.isEmpty();
    showCommand(forced ? QStringLiteral("docker swarm leave --force") : QStringLiteral("docker swarm leave"));
    if (!what.forceText.isEmpty() && !forced)
        refuse(tr("Check the box above first"));
    else
        refuse(std::nullopt);
}

void LeaveSheet::act()
{
    client::EngineClient::Queries queries;
    if (m_force->isChecked())
        queries.push_back({"force", "1"});
    auto* connection = &cluster().connection();
    send([connection, queries] { return postToNode(connection, "/swarm/leave", {}, queries); },
        [this](const std::string&) { close(); });
}

// --- go on alone -----------------------------------------------------------------------------------------------------

ForceNewSheet::ForceNewSheet(Cluster& cluster, QWidget* window)
    : RequestSheet(cluster, window, tr("The other managers are gone for good"),
        tr("Make %1 the only manager").arg(answeringNode(cluster)), ButtonRole::Danger)
{
    setObjectName(QStringLiteral("forceNewSheet"));
    say(tr("%1 founds the swarm anew with all that it knows: services, tasks, secrets and networks stay, and workers "
           "find it again. It is the only manager "
           "then; promote two workers right afterwards.")
            .arg(answeringNode(cluster)));
    say(tr("Only do this when a majority of the managers cannot come back. A manager that comes back later must leave "
           "the swarm and join again, or there are two swarms."));
    auto* rows = form(content());
    m_advertise = addressBox(cluster, this);
    m_advertise->setObjectName(QStringLiteral("advertise"));
    m_advertise->setAccessibleName(tr("Address that other nodes reach it by"));
    if (const auto node = cluster.store().get<api::Node>(cluster.state().nodeId)) {
        const std::string& manager = node->managerStatus ? node->managerStatus->addr : node->status.addr;
        const QString address = node->managerStatus ? qstr(manager).section(u':', 0, -2) : qstr(manager);
        if (!address.isEmpty())
            m_advertise->setEditText(address);
    }
    rows->addRow(tr("Other nodes reach it by"), m_advertise);
    connect(m_advertise, &QComboBox::editTextChanged, this, &ForceNewSheet::refresh);
    // On Docker's engine the command is run where the machine is; only Skep's own daemon is told from here.
    if (cluster.capabilities().skep.empty()) {
        verb()->hide();
        say(tr("Run this there:"));
    } else {
        confirm({.irreversible = true, .wholeCluster = true});
    }
    refresh();
}

void ForceNewSheet::refresh()
{
    showCommand(QStringLiteral("docker swarm init --force-new-cluster --advertise-addr ") + addressOf(m_advertise));
}

void ForceNewSheet::act()
{
    const QJsonObject body{{QStringLiteral("ListenAddr"), listenAddress(addressOf(m_advertise))},
        {QStringLiteral("AdvertiseAddr"), addressOf(m_advertise)}, {QStringLiteral("ForceNewCluster"), true}};
    auto* connection = &cluster().connection();
    send([connection, body] { return postToNode(connection, "/swarm/init", body); },
        [this](const std::string&) { close(); });
}

} // namespace skep::ui
