#include "ui/connect/probe.h"

#include "ui/text/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

namespace skep::ui {

Probe::Probe(http::Endpoint endpoint, QObject* parent) : QObject(parent), m_engine(std::make_shared<client::EngineClient>(std::move(endpoint)))
{
    m_scope.spawn("connect probe", run());
}

Probe::~Probe() = default;

QString Probe::title(Step step)
{
    switch (step) {
    case Step::Reach:
        return tr("Reach the host");
    case Step::HostKey:
        return tr("Host key");
    case Step::Tls:
        return tr("TLS");
    case Step::Api:
        return tr("API");
    case Step::Manager:
        return tr("Manager");
    }
    return {};
}

void Probe::set(Step step, State state, const QString& text)
{
    m_lines[std::size_t(step)] = {state, text};
    Q_EMIT changed();
}

void Probe::fail(Step step, const QString& text)
{
    m_running = false;
    set(step, State::Failed, text);
}

// Which step an error of the first request belongs to.
void Probe::blame(const Error& error)
{
    const auto& endpoint = m_engine->endpoint();
    const QString text = errorText(error);
    if (endpoint.kind == http::Endpoint::Kind::Command && text.contains(u"host key", Qt::CaseInsensitive))
        return fail(Step::HostKey, tr("%1. Run “ssh” to it once in a terminal and compare the fingerprint.").arg(text));
    if (endpoint.kind == http::Endpoint::Kind::Tcp && endpoint.tls
        && (text.contains(u"certificate", Qt::CaseInsensitive) || text.contains(u"TLS") || text.contains(u"SSL"))) {
        set(Step::Reach, State::Passed);
        set(Step::HostKey, State::Skipped);
        return fail(Step::Tls, tr("%1. Check that ca.pem is the server's and cert.pem is signed by a CA that it trusts.").arg(text));
    }
    if (endpoint.kind == http::Endpoint::Kind::Unix)
        return fail(Step::Reach, tr("%1. Is the daemon running, and are you in its group?").arg(text));
    fail(Step::Reach, text);
}

async::Task<void> Probe::run()
{
    const auto engine = m_engine;
    const QPointer<Probe> self(this);
    const auto kind = engine->endpoint().kind;
    set(Step::Reach, State::Running);
    auto agreed = co_await engine->negotiate();
    if (!self)
        co_return;
    if (!agreed) {
        blame(agreed.error());
        co_return;
    }
    const bool ssh = kind == http::Endpoint::Kind::Command, tls = kind == http::Endpoint::Kind::Tcp && engine->endpoint().tls;
    set(Step::Reach, State::Passed, qstr(engine->endpoint().toString()));
    set(Step::HostKey, ssh ? State::Passed : State::Skipped, ssh ? tr("known to ssh") : QString());
    set(Step::Tls, tls ? State::Passed : State::Skipped, tls ? tr("both sides verified") : QString());
    set(Step::Api, State::Passed, tr("version %1").arg(qstr(engine->version())));
    set(Step::Manager, State::Running);
    auto info = co_await engine->get("/info");
    if (!self)
        co_return;
    if (!info)
        fail(Step::Manager, errorText(info.error()));
    else
        judge(*info);
}

void Probe::judge(const std::string& info)
{
    const QJsonObject swarm = QJsonDocument::fromJson(QByteArray::fromStdString(info)).object().value(u"Swarm").toObject();
    const QString state = swarm.value(u"LocalNodeState").toString();
    m_running = false;
    for (const auto& manager : swarm.value(u"RemoteManagers").toArray())
        m_managers << manager.toObject().value(u"Addr").toString();
    if (swarm.value(u"ControlAvailable").toBool())
        return set(Step::Manager, State::Passed, tr("%1 managers, %2 nodes").arg(swarm.value(u"Managers").toInt()).arg(swarm.value(u"Nodes").toInt()));
    if (state == u"active")
        return fail(Step::Manager, tr("It is a worker. Managers it knows: %1").arg(m_managers.join(QStringLiteral(", "))));
    if (state == u"locked")
        return set(Step::Manager, State::Passed, tr("locked: it asks for its unlock key next"));
    // Nothing to see yet, but a swarm can be started or joined from there.
    set(Step::Manager, State::Passed, tr("not part of a swarm yet"));
}

} // namespace skep::ui
