#pragma once

#include "shared/base/result.h"

#include <QSocketNotifier>
#include <QSslConfiguration>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

// What ties the daemon to the machine it runs on.
namespace skep {

// Calls `work` once, from the event loop, on the first SIGTERM or SIGINT; a second one ends the process the hard way.
class TerminationSignals {
public:
    explicit TerminationSignals(std::function<void()> work);
    ~TerminationSignals();

private:
    int m_fd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

// Tells systemd, if it started us (sd_notify(3)).
void notifyServiceManager(std::string_view state);

// ca.pem, cert.pem and key.pem of `directory`, for mutual TLS on the API's port. Error naming the file.
[[nodiscard]] Result<QSslConfiguration> apiTls(const std::string& directory);

} // namespace skep
