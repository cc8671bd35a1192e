#include "ui/swarm/tokensheets.h"

#include "ui/actions/quorum.h"
#include "ui/cluster/asking.h"
#include "ui/guard/confirmation.h"
#include "ui/swarm/certificates.h"
#include "ui/swarm/jointext.h"
#include "ui/swarm/secrets.h"
#include "ui/swarm/swarmrequests.h"
#include "ui/text/text.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace skep::ui {
namespace {

// A change that says nothing but that it was made, as what a sheet sends.
async::Task<Result<std::string>> plain(async::Task<Result<void>> task)
{
    const auto done = co_await task;
    if (!done)
        co_return Failure(done.error());
    co_return std::string();
}

QString roleFlag(api::NodeRole role)
{
    return role == api::NodeRole::Manager ? QStringLiteral("manager") : QStringLiteral("worker");
}

} // namespace

void copyJoinCommand(Cluster& cluster, QObject* owner, api::NodeRole role, const QString& address,
    std::function<void(int operation)> copied, std::function<void(const QString& why)> failed)
{
    whenAnswered<QString>(owner, fetchJoinToken(&cluster.connection(), role),
        [&cluster, role, address, copied, failed](const Result<QString>& token) {
            if (!token)
                return failed(errorText(token.error()));
            copySecret(joinCommand(*token, address));
            copied(waitForNewNode(cluster, role));
        });
}

// --- add a node ------------------------------------------------------------------------------------------------------

AddNodeSheet::AddNodeSheet(Cluster& cluster, QWidget* window, api::NodeRole role)
    : RequestSheet(cluster, window, tr("Add a node"), {}, ButtonRole::Primary)
{
    setObjectName(QStringLiteral("addNodeSheet"));
    verb()->setText(tr("Copy Join Command")); // which changes nothing yet
    say(tr("Run the command on the machine that is to join. It has to reach this address, and needs skepd or Docker."));
    m_worker = new QRadioButton(tr("Worker: runs tasks"), this);
    m_worker->setObjectName(QStringLiteral("worker"));
    m_manager = new QRadioButton(tr("Manager: runs tasks, and decides with the others"), this);
    m_manager->setObjectName(QStringLiteral("manager"));
    (role == api::NodeRole::Manager ? m_manager : m_worker)->setChecked(true);
    content()->addWidget(m_worker);
    content()->addWidget(m_manager);
    m_note = say({});
    m_note->setObjectName(QStringLiteral("note"));
    auto* rows = new QFormLayout;
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_address = new QComboBox(this);
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setEditable(true);
    m_address->setInsertPolicy(QComboBox::NoInsert);
    m_address->setAccessibleName(tr("Address of a manager"));
    m_address->addItems(joinAddresses(cluster.store()));
    rows->addRow(tr("Manager to join"), m_address);
    content()->addLayout(rows);
    refresh();
    m_waiting = say({});
    m_waiting->setObjectName(QStringLiteral("waiting"));
    m_waiting->hide();
    connect(m_worker, &QRadioButton::toggled, this, &AddNodeSheet::refresh);
    connect(m_address, &QComboBox::editTextChanged, this, &AddNodeSheet::refresh);
    connect(&cluster.operations(), &Operations::changed, this, &AddNodeSheet::followWait);
}

void AddNodeSheet::followRotation()
{
    setTitle(tr("The token is rotated: this is the new way in"));
    cancel()->setText(tr("Close"));
}

api::NodeRole AddNodeSheet::role() const
{
    return m_manager->isChecked() ? api::NodeRole::Manager : api::NodeRole::Worker;
}

void AddNodeSheet::refresh()
{
    const QString address = m_address->currentText().trimmed();
    showCommand(joinCommand(maskedToken(), address), false);
    Quorum quorum = quorumOf(cluster().store());
    ++quorum.managers;
    m_note->setVisible(role() == api::NodeRole::Manager);
    m_note->setText(quorum.managers % 2 == 0
            ? tr("There would be %1 managers, which may lose no more than %2 do: an odd number is better.")
                  .arg(quorum.managers)
                  .arg(quorum.managers - 1)
            : tr("There would be %1 managers, which may lose %2.").arg(quorum.managers).arg(quorum.tolerates()));
    refuse(address.isEmpty() ? std::optional(tr("The address of a manager is needed")) : std::nullopt);
}

void AddNodeSheet::act()
{
    fail({});
    copyJoinCommand(
        cluster(), this, role(), m_address->currentText().trimmed(),
        [this](int operation) {
            m_operation = operation;
            m_waiting->show();
            verb()->setText(tr("Copy Again"));
            cancel()->setText(tr("Close"));
            followWait(operation);
        },
        [this](const QString& why) { fail(why); });
}

void AddNodeSheet::followWait(int id)
{
    if (id != m_operation)
        return;
    for (const Operation& operation : cluster().operations().all())
        if (operation.id == id)
            m_waiting->setText(operation.stage == Operation::Stage::Converged
                    ? tr("✓ %1.").arg(operation.progress)
                    : tr("The command is in the clipboard for a minute. Waiting for the node…"));
}

// --- rotate a token --------------------------------------------------------------------------------------------------

RotateTokenSheet::RotateTokenSheet(Cluster& cluster, QWidget* window, api::NodeRole role)
    : RequestSheet(cluster, window,
        role == api::NodeRole::Manager ? tr("Rotate the manager token") : tr("Rotate the worker token"), tr("Rotate"),
        ButtonRole::Primary)
    , m_role(role)
    , m_window(window)
{
    setObjectName(QStringLiteral("rotateTokenSheet"));
    say(tr("Nodes that have joined stay as they are. The old token lets nobody in any more, at once: scripts and notes "
           "that hold it need the new one."));
    showCommand(QStringLiteral("docker swarm join-token --rotate ") + roleFlag(role));
}

void RotateTokenSheet::act()
{
    auto* connection = &cluster().connection();
    send([connection, role = m_role] { return plain(rotateToken(connection, role)); },
        [this](const std::string&) {
            // The new command is at hand; the sheet of it takes our place.
            auto* next = new AddNodeSheet(cluster(), m_window, m_role);
            next->followRotation();
            next->present();
        });
}

// --- rotate the root -------------------------------------------------------------------------------------------------

RotateCaSheet::RotateCaSheet(Cluster& cluster, QWidget* window)
    : RequestSheet(cluster, window, tr("Rotate the root CA"), tr("Rotate the Root"), ButtonRole::Danger)
{
    setObjectName(QStringLiteral("rotateCaSheet"));
    say(tr("A new root certificate is made, and every node gets a new certificate from it, one after another. Until "
           "all have it both roots hold."));
    say(tr("Both join tokens change, since they name the root. There is no way back to the old root."));
    QStringList away;
    for (const auto& node : cluster.store().all<api::Node>())
        if (node->status.state != api::NodeState::Ready)
            away << nodeName(*node);
    if (!away.isEmpty())
        say(tr("Not ready now: %1. The rotation is not over before they are back or removed.")
                .arg(away.join(QStringLiteral(", "))));
    showCommand(QStringLiteral("docker swarm ca --rotate"));
    confirm({.irreversible = true, .dependants = runningAmong(cluster.store().all<api::Task>())});
}

void RotateCaSheet::act()
{
    startRootRotation(cluster());
    close();
}

// --- autolock --------------------------------------------------------------------------------------------------------

AutolockSheet::AutolockSheet(Cluster& cluster, QWidget* window)
    : RequestSheet(cluster, window, tr("Autolock"), {}, ButtonRole::Primary)
{
    setObjectName(QStringLiteral("autolockSheet"));
    m_sentence = say({});
    auto* key = new SecretLine(
        tr("Unlock key"), maskedKey(), [connection = &cluster.connection()] { return fetchUnlockKey(connection); },
        this);
    connect(key, &SecretLine::failed, this, &AutolockSheet::fail);
    m_key = key;
    content()->addWidget(key);
    m_rotate = new QPushButton(verbUnder(cluster.guard(), tr("Rotate the Key")), this);
    m_rotate->setObjectName(QStringLiteral("rotateKey"));
    m_rotate->setToolTip(
        tr("A new key at once; managers that are away still need the old one until they have been back"));
    connect(m_rotate, &QPushButton::clicked, this, &AutolockSheet::rotate);
    content()->addWidget(m_rotate, 0, Qt::AlignLeft);
    connect(&cluster, &Cluster::changed, this, &AutolockSheet::refresh);
    refresh();
}

bool AutolockSheet::on() const
{
    const auto swarm = cluster().store().cluster();
    return swarm && swarm->spec.encryption.autoLockManagers;
}

void AutolockSheet::refresh()
{
    m_sentence->setText(on() ? tr("Autolock is on: a manager that restarts needs the unlock key before it can be used. "
                                  "Keep the key in a safe place that is not in the swarm.")
                             : tr("Autolock is off: a manager that restarts takes part again by itself. Switched on, "
                                  "what managers know is encrypted on their "
                                  "disks with a key that you keep, and each restart of a manager asks for it."));
    m_key->setVisible(on());
    m_rotate->setVisible(on());
    setVerb(on() ? tr("Turn Autolock Off") : tr("Turn Autolock On"));
    showCommand(
        QStringLiteral("docker swarm update --autolock=") + (on() ? QStringLiteral("false") : QStringLiteral("true")));
}

void AutolockSheet::act()
{
    auto* connection = &cluster().connection();
    // It stays: the mirror tells when it is so, and then there is a key to keep.
    send([connection, wanted = !on()] { return plain(setAutolock(connection, wanted)); },
        [this](const std::string&) { cancel()->setText(tr("Close")); });
}

void AutolockSheet::rotate()
{
    auto* connection = &cluster().connection();
    send([connection] { return plain(rotateUnlockKey(connection)); },
        [this](const std::string&) {
            static_cast<SecretLine*>(m_key)->hideSecret();
            cancel()->setText(tr("Close"));
        });
}

} // namespace skep::ui
