#pragma once

#include "shared/http/laterdelete.h"
#include "shared/http/wire.h"

#include <QProcess>

#include <string>
#include <vector>

namespace skep::http {

// A program whose standard input and output carry the bytes, such as ssh running "dial-stdio" on another machine.
class ProcessWire final : public Wire {
public:
    // Starts it; opened() or failed() follows.
    [[nodiscard]] static std::shared_ptr<ProcessWire> run(std::vector<std::string> argv);
    ~ProcessWire() override;

    void setReading(bool on) override;
    void write(Bytes data) override;
    void send(Bytes data) override { write(std::move(data)); }
    [[nodiscard]] std::size_t unsent() const override;
    void finishWriting() override;
    void abort() override;
    [[nodiscard]] bool vanished() const override { return !m_process; }

private:
    ProcessWire() = default;
    void start(std::vector<std::string> argv);
    void deliver();
    void postDeliver();
    void onError();
    void onFinished();
    void breakOff(Error error);

    std::unique_ptr<QProcess, LaterDelete> m_process;
    std::string m_name;
    std::string m_complaint;
    bool m_reading = false;
    bool m_ended = false;
    bool m_endDelivered = false;
    bool m_anythingRead = false;
    bool m_congested = false;
};

} // namespace skep::http
