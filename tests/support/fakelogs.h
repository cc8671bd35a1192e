#pragma once

#include "tests/support/fakemanager.h"

namespace skep::test {

// Gives a FakeManager the routes of logs: every reader gets what is written from then on, as Docker frames it.
class FakeLogs
{
public:
    explicit FakeLogs(FakeManager& manager)
    {
        manager.routes.push_back([this](const std::shared_ptr<http::Exchange>& exchange, const http::Request& request) {
            if (!request.path.ends_with("/logs"))
                return false;
            asked.push_back(request);
            if (refusal) {
                exchange->respond(http::errorResponse(refusal->first, refusal->second));
            } else if (exchange->beginStream(200, {})) {
                readers.push_back(exchange);
            }
            return true;
        });
    }

    static std::string frame(int stream, const std::string& text)
    {
        std::string bytes{char(stream), 0, 0, 0};
        for (const unsigned shift : {24u, 16u, 8u, 0u})
            bytes += char((text.size() >> shift) & 0xff);
        return bytes + text;
    }
    // `time` is RFC 3339; a line of the task on the node.
    void line(const std::string& time, const std::string& task, const std::string& node, const std::string& text,
        int stream = 1)
    {
        send(frame(stream,
            time + " com.docker.swarm.node.id=" + node
                + ",com.docker.swarm.service.id=s1,com.docker.swarm.task.id=" + task + " " + text + "\n"));
    }
    void send(const std::string& bytes)
    {
        for (const auto& reader : readers)
            [[maybe_unused]] const auto written = reader->write(bytes);
    }
    // As if the connection broke.
    void cut() { readers.clear(); }

    std::optional<std::pair<int, std::string>> refusal;
    std::vector<http::Request> asked;
    std::vector<std::shared_ptr<http::Exchange>> readers;
};

} // namespace skep::test
