#include "ui/connect/probe.h"

#include "ui/text/text.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QPointer>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTimer>

namespace skep::ui {

using namespace std::chrono_literals;

Probe::Probe(http::Endpoint endpoint, QObject* parent) : QObject(parent), m_engine(std::make_shared<client::EngineClient>(std::move(endpoint)))
{
    set(Step::Reach, State::Running);
    if (this->endpoint().kind == http::Endpoint::Kind::Tcp && this->endpoint().tls)
        shakeHands();
    else
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

// A connection of its own that only shows certificates: whose they are, whether they fit, before the API is asked.
void Probe::shakeHands()
{
    const http::Endpoint& to = endpoint();
    m_tls = new QSslSocket(this);
    m_tls->setSslConfiguration(*to.tls);
    connect(m_tls, &QSslSocket::connected, this, [this] {
        set(Step::Reach, State::Passed, qstr(endpoint().toString()));
        set(Step::HostKey, State::Skipped);
        set(Step::Tls, State::Running);
    });
    connect(m_tls, &QSslSocket::encrypted, this, [this] {
        const QSslCertificate server = m_tls->peerCertificate();
        m_certificate = tr("%1, issued by %2, until %3, SHA-256 %4…")
                            .arg(server.subjectDisplayName(), server.issuerDisplayName(), QLocale().toString(server.expiryDate().toLocalTime().date(), QLocale::ShortFormat),
                                QString::fromLatin1(server.digest(QCryptographicHash::Sha256).toHex(':').left(23)).toUpper());
        m_tls->disconnect(this);
        m_tls->close();
        m_scope.spawn("connect probe", run());
    });
    connect(m_tls, &QSslSocket::errorOccurred, this, [this] { refusedHandshake(); });
    QTimer::singleShot(10s, m_tls, [this] {
        if (m_running && line(Step::Tls).state != State::Passed && m_certificate.isEmpty()) {
            m_tls->disconnect(this);
            m_tls->abort();
            fail(line(Step::Reach).state == State::Passed ? Step::Tls : Step::Reach,
                tr("No answer within 10 seconds. Is the address right, and does a firewall let it through?"));
        }
    });
    m_tls->connectToHostEncrypted(qstr(to.host), to.port);
}

void Probe::refusedHandshake()
{
    const http::Endpoint& to = endpoint();
    const auto problems = m_tls->sslHandshakeErrors();
    const QString said = m_tls->errorString();
    const auto error = m_tls->error();
    m_tls->disconnect(this);
    if (line(Step::Reach).state != State::Passed) {
        if (error == QAbstractSocket::ConnectionRefusedError)
            return fail(Step::Reach, tr("Nothing listens at %1:%2. skepd serves its API there with --api-listen tcp://ADDRESS:%2, dockerd with -H tcp://ADDRESS:%2 --tlsverify.").arg(qstr(to.host)).arg(to.port));
        if (error == QAbstractSocket::HostNotFoundError)
            return fail(Step::Reach, tr("There is no host with the name %1. Check its spelling, or use its address.").arg(qstr(to.host)));
        return fail(Step::Reach, tr("%1. Is the address right, and does a firewall let it through?").arg(said));
    }
    for (const QSslError& problem : problems) {
        switch (problem.error()) {
        case QSslError::HostNameMismatch:
            return fail(Step::Tls, tr("The certificate of the server is for %1, not for %2. Use a name that it is for, or give the server another certificate.")
                                       .arg(m_tls->peerCertificate().subjectDisplayName(), qstr(to.host)));
        case QSslError::CertificateExpired:
        case QSslError::CertificateNotYetValid:
            return fail(Step::Tls, tr("The certificate of the server is not valid today (%1). Renew it, or set the clock right.").arg(problem.errorString()));
        default:
            return fail(Step::Tls, tr("The certificate of the server is not signed by the CA that was chosen (%1). Choose the CA that signed it.").arg(problem.errorString()));
        }
    }
    fail(Step::Tls, tr("%1. Does the server speak TLS there, and does it trust the CA of your certificate?").arg(said));
}

// ssh's own last words say where it failed; what is around them repeats the command line.
void Probe::blameSsh(const Error& error)
{
    static const QRegularExpression last(QStringLiteral("ended without an answer: (.*?)\\)?$"));
    static const QRegularExpression missing(QStringLiteral("cannot run (.*?)\\)?$"));
    const QString whole = qstr(error.message);
    if (const auto found = missing.match(whole); found.hasMatch())
        return fail(Step::Reach, tr("%1. The program ssh has to be installed here.").arg(found.captured(1)));
    const auto found = last.match(whole);
    const QString text = found.hasMatch() ? found.captured(1) : errorText(error);
    const auto has = [&text](const char* words) { return text.contains(QLatin1String(words), Qt::CaseInsensitive); };
    if (has("host key")) {
        set(Step::Reach, State::Passed);
        return fail(Step::HostKey, tr("%1 Run “ssh” to it once in a terminal and compare the fingerprint.").arg(text));
    }
    if (has("permission denied")) {
        set(Step::Reach, State::Passed);
        return fail(Step::HostKey, tr("%1 ssh has to log in without asking: add your key to the agent, and put it into authorized_keys there.").arg(text));
    }
    if (has("not found") || has("dial-stdio")) {
        set(Step::Reach, State::Passed);
        set(Step::HostKey, State::Passed, tr("known to ssh"));
        set(Step::Tls, State::Skipped);
        return fail(Step::Api, tr("%1. The other end needs the program skep or docker, for a user that may use its daemon.").arg(text));
    }
    fail(Step::Reach, tr("%1. Does “ssh” to it work in a terminal?").arg(text));
}

// Which step an error of the first request belongs to.
void Probe::blame(const Error& error)
{
    if (endpoint().kind == http::Endpoint::Kind::Command)
        return blameSsh(error);
    // What happened, without what is said around it.
    static const QRegularExpression inside(QStringLiteral("Is skepd running\\? \\((.*)\\)$"));
    const auto found = inside.match(qstr(error.message));
    const QString text = found.hasMatch() ? found.captured(1) : errorText(error);
    if (m_tls) {
        // The server looks at our certificate only after the handshake.
        const bool shown = text.contains(u"certificate", Qt::CaseInsensitive) || text.contains(u"TLS") || text.contains(u"SSL") || text.contains(u"alert")
            || error.code == ErrorCode::Unavailable;
        if (shown)
            return fail(Step::Tls, tr("The server does not accept your certificate (%1). It has to be signed by a CA that the server trusts.").arg(text));
        set(Step::Tls, State::Passed, m_certificate);
        return fail(Step::Api, text);
    }
    if (endpoint().kind == http::Endpoint::Kind::Unix)
        return fail(Step::Reach, tr("%1. Is the daemon running, and are you in its group?").arg(text));
    fail(Step::Reach, text);
}

async::Task<void> Probe::run()
{
    const auto engine = m_engine;
    const QPointer<Probe> self(this);
    const auto kind = engine->endpoint().kind;
    auto agreed = co_await engine->negotiate(20s);
    if (!self)
        co_return;
    if (!agreed) {
        blame(agreed.error());
        co_return;
    }
    const bool ssh = kind == http::Endpoint::Kind::Command, tls = m_tls != nullptr;
    set(Step::Reach, State::Passed, qstr(engine->endpoint().toString()));
    set(Step::HostKey, ssh ? State::Passed : State::Skipped, ssh ? tr("known to ssh") : QString());
    set(Step::Tls, tls ? State::Passed : State::Skipped, m_certificate);
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
    m_swarmState = state;
    for (const auto& manager : swarm.value(u"RemoteManagers").toArray())
        m_managers << manager.toObject().value(u"Addr").toString();
    if (swarm.value(u"ControlAvailable").toBool())
        return set(Step::Manager, State::Passed, tr("%1, %2", "managers, nodes").arg(tr("%n manager(s)", nullptr, swarm.value(u"Managers").toInt()), tr("%n node(s)", nullptr, swarm.value(u"Nodes").toInt())));
    if (state == u"active")
        return fail(Step::Manager, tr("It is a worker. Managers it knows: %1").arg(m_managers.join(QStringLiteral(", "))));
    if (state == u"locked")
        return set(Step::Manager, State::Passed, tr("locked: it asks for its unlock key next"));
    // Nothing to see yet, but a swarm can be started or joined from there.
    set(Step::Manager, State::Passed, tr("not part of a swarm yet"));
}

} // namespace skep::ui
