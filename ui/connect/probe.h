#pragma once

#include "shared/client/engineclient.h"

#include <QObject>
#include <QString>

#include <array>
#include <memory>

class QSslSocket;

namespace skep::ui {

// Whether one can connect somewhere, step by step, so that a failure names its step: reach the host, its key (ssh), TLS, the API, a
// manager. Starts at once.
class Probe final : public QObject {
    Q_OBJECT
public:
    enum class Step { Reach, HostKey, Tls, Api, Manager };
    enum class State { Waiting, Running, Passed, Skipped, Failed };
    struct Line {
        State state = State::Waiting;
        QString text; // what was found, or why it failed and what helps
    };

    Probe(http::Endpoint endpoint, QObject* parent);
    ~Probe() override;

    [[nodiscard]] const Line& line(Step step) const { return m_lines[std::size_t(step)]; }
    [[nodiscard]] bool running() const { return m_running; }
    // All steps passed: a manager that can be used.
    [[nodiscard]] bool usable() const { return line(Step::Manager).state == State::Passed; }
    [[nodiscard]] const QStringList& managers() const { return m_managers; } // that a worker knows
    // What the node says of itself: "active", "inactive", "locked", …; "" before it was asked.
    [[nodiscard]] QString swarmState() const { return m_swarmState; }
    [[nodiscard]] const http::Endpoint& endpoint() const { return m_engine->endpoint(); }
    [[nodiscard]] static QString title(Step step);

Q_SIGNALS:
    void changed();

private:
    void shakeHands();
    void refusedHandshake();
    async::Task<void> run();
    void set(Step step, State state, const QString& text = {});
    void fail(Step step, const QString& text);
    void blame(const Error& error);
    void blameSsh(const Error& error);
    void judge(const std::string& info);

    std::shared_ptr<client::EngineClient> m_engine;
    std::array<Line, 5> m_lines;
    QStringList m_managers;
    QString m_swarmState, m_certificate;
    QSslSocket* m_tls = nullptr; // TCP with TLS: looks at the server's certificate before anything is asked
    bool m_running = true;
    async::TaskScope m_scope;
};

} // namespace skep::ui
