#include "shared/http/processwire.h"

#include "shared/async/loop.h"

#include <algorithm>
#include <array>

namespace skep::http {
namespace {

constexpr qint64 PipeReadBytes = 64 * 1024;
// What a failing program says last is the reason; what it says before that is noise.
constexpr std::size_t ComplaintBytes = 1024;

std::string lastLine(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
        text.pop_back();
    const auto at = text.find_last_of('\n');
    return at == std::string::npos ? text : text.substr(at + 1);
}

} // namespace

std::shared_ptr<ProcessWire> ProcessWire::run(std::vector<std::string> argv)
{
    auto wire = std::shared_ptr<ProcessWire>(new ProcessWire);
    wire->start(std::move(argv));
    return wire;
}

ProcessWire::~ProcessWire() { ProcessWire::abort(); }

void ProcessWire::start(std::vector<std::string> argv)
{
    m_process.reset(new QProcess);
    m_name = argv.empty() ? std::string("(empty command)") : argv.front();
    QStringList arguments;
    for (std::size_t i = 1; i < argv.size(); ++i)
        arguments << QString::fromStdString(argv[i]);
    QProcess* process = m_process.get();
    const auto on = [this](void (ProcessWire::*work)()) {
        return [this, work, weak = weak_from_this()] {
            if (const auto keep = weak.lock(); keep && m_process)
                (this->*work)();
        };
    };
    QObject::connect(process, &QProcess::readyReadStandardOutput, process, on(&ProcessWire::deliver));
    QObject::connect(process, &QProcess::errorOccurred, process, on(&ProcessWire::onError));
    QObject::connect(process, &QProcess::finished, process, on(&ProcessWire::onFinished));
    QObject::connect(process, &QProcess::readyReadStandardError, process, [this, process] {
        m_complaint += process->readAllStandardError().toStdString();
        if (m_complaint.size() > ComplaintBytes)
            m_complaint.erase(0, m_complaint.size() - ComplaintBytes);
    });
    QObject::connect(process, &QProcess::bytesWritten, process, [this, weak = weak_from_this()] {
        const auto keep = weak.lock();
        if (keep && m_congested && unsent() <= DrainedBytes) {
            m_congested = false;
            if (listener())
                listener()->drained();
        }
    });
    QObject::connect(process, &QProcess::started, process, [this, weak = weak_from_this()] {
        if (const auto keep = weak.lock(); keep && listener())
            listener()->opened();
    });
    process->start(QString::fromStdString(m_name), arguments);
}

void ProcessWire::setReading(bool on)
{
    if (m_reading == on)
        return;
    m_reading = on;
    if (on)
        postDeliver();
}

void ProcessWire::postDeliver()
{
    async::loop().post([this, weak = weak_from_this()] {
        if (const auto keep = weak.lock(); keep && m_process)
            deliver();
    });
}

void ProcessWire::deliver()
{
    if (!m_reading)
        return;
    // Aligned: before less aligned thread-local data mold 1.10 begins what becomes read-only outside of the mapped pages.
    alignas(64) static thread_local std::array<char, PipeReadBytes> buffer;
    const qint64 count = m_process->read(buffer.data(), PipeReadBytes);
    if (count > 0) {
        m_anythingRead = true;
        if (m_process->bytesAvailable() > 0 || m_ended)
            postDeliver();
        if (listener())
            listener()->received({buffer.data(), std::size_t(count)});
    } else if (m_ended && !m_endDelivered) {
        m_endDelivered = true;
        if (listener())
            listener()->ended();
    }
}

void ProcessWire::write(Bytes data)
{
    if (!m_process || m_ended)
        return;
    m_process->write(data.data(), qint64(data.size()));
    m_congested |= unsent() > DrainedBytes;
}

std::size_t ProcessWire::unsent() const { return m_process ? std::size_t(m_process->bytesToWrite()) : 0; }

void ProcessWire::finishWriting()
{
    if (m_process)
        m_process->closeWriteChannel();
}

void ProcessWire::abort()
{
    if (!m_process)
        return;
    QProcess* process = m_process.release();
    process->disconnect();
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    // Deleting a running QProcess blocks until it has ended; so it goes when it has.
    QObject::connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->closeWriteChannel();
    process->kill();
}

void ProcessWire::onError()
{
    if (m_process->error() == QProcess::FailedToStart)
        breakOff({ErrorCode::Unavailable, "cannot run " + m_name + ": " + m_process->errorString().toStdString()});
}

void ProcessWire::onFinished()
{
    m_complaint += m_process->readAllStandardError().toStdString();
    if (!m_anythingRead && m_process->bytesAvailable() == 0) {
        const std::string why = lastLine(m_complaint);
        breakOff({ErrorCode::Unavailable,
                  m_name + " ended without an answer" + (why.empty() ? std::string() : ": " + why)});
        return;
    }
    m_ended = true;
    deliver();
}

void ProcessWire::breakOff(Error error)
{
    abort();
    if (listener())
        listener()->failed(std::move(error));
}

} // namespace skep::http
