#include "daemon/engineapi/render.h"
#include "daemon/engineapi/routes.h"
#include "shared/api/json.h"

#include <charconv>
#include <deque>

namespace skep::engineapi {
namespace {

// Lines that wait for a slow reader; beyond it the stream ends and the reader resumes from the version it has.
constexpr std::size_t MaxQueued = 100'000;

// Objects are written as lines when their turn comes: those of a large swarm at once would keep its manager from everything else,
// and take as much memory as the swarm itself.
struct Feed {
    std::vector<store::ObjectPtr> listing;
    std::size_t listed = 0; // of these
    std::uint64_t version = 0; // that the listing shows
    std::deque<std::string> lines; // after the listing
    async::Notify ready;
    bool overflow = false;

    [[nodiscard]] bool empty() const { return listed == listing.size() && lines.empty(); }
    // There must be one.
    [[nodiscard]] std::string next();
};

std::string_view actionText(store::Action action)
{
    switch (action) {
    case store::Action::Create: return "create";
    case store::Action::Update: return "update";
    case store::Action::Remove: return "remove";
    }
    return "";
}

// Nothing that leaves the managers carries keys, tokens or payloads of secrets.
std::string shown(const store::ObjectPtr& object)
{
    return std::visit(
        [](const auto& o) {
            using T = std::remove_cvref_t<decltype(*o)>;
            if constexpr (std::is_same_v<T, api::Cluster>) {
                return render(*o, false);
            } else if constexpr (std::is_same_v<T, api::Secret>) {
                api::Secret bare = *o;
                bare.spec.data.reset();
                return api::toJson(bare);
            } else if constexpr (std::is_same_v<T, api::Task>) {
                return renderBare(*o);
            } else {
                return api::toJson(*o);
            }
        },
        object);
}

std::string line(std::string_view action, std::uint64_t version, const store::ObjectPtr& object)
{
    return "{\"Action\":\"" + std::string(action) + "\",\"Version\":" + std::to_string(version) + ",\"Kind\":\""
        + std::string(api::text(store::kindOf(object))) + "\",\"Object\":" + shown(object) + "}\n";
}

std::string mark(std::string_view action, std::uint64_t version)
{
    return "{\"Action\":\"" + std::string(action) + "\",\"Version\":" + std::to_string(version) + "}\n";
}

std::string Feed::next()
{
    if (listed < listing.size())
        return line("list", version, std::exchange(listing[listed++], {}));
    std::string text = std::move(lines.front());
    lines.pop_front();
    return text;
}

} // namespace

// The version after which to go on, in ?since=. Without it, or when that is too old, the stream begins with "reset" and every object;
// "synced" says that from there on it is live.
async::Task<void> watch(Context context, std::shared_ptr<http::Exchange> exchange)
{
    const std::string sinceText = context.query("since");
    std::uint64_t since = 0;
    if (!sinceText.empty()) {
        const auto [end, error] = std::from_chars(sinceText.data(), sinceText.data() + sinceText.size(), since);
        if (error != std::errc() || end != sinceText.data() + sinceText.size()) {
            exchange->respond(plainError(ErrorCode::InvalidArgument, "invalid since '" + sinceText + "': a version number is needed"));
            co_return;
        }
    }
    const auto feed = std::make_shared<Feed>();
    const async::Stop stop = exchange->gone();
    store::Store& store = context.backend.manager()->store();
    const std::uint64_t version = feed->version = store.version();
    std::string chunk;
    const auto past = sinceText.empty() ? std::nullopt : store.since(since);
    if (past) {
        for (const auto& transaction : *past)
            for (const store::Event& event : transaction.events)
                feed->lines.push_back(line(actionText(event.action), transaction.version, event.object));
    } else {
        chunk = mark("reset", version);
        feed->listing = store.objects();
    }
    feed->lines.push_back(mark("synced", version));
    auto subscription = store.subscribe([feed](const std::vector<store::Event>& events, std::uint64_t at) {
        for (const store::Event& event : events)
            feed->lines.push_back(line(actionText(event.action), at, event.object));
        feed->overflow = feed->overflow || feed->lines.size() > MaxQueued;
        feed->ready.notify();
    });
    const auto begun = exchange->beginStream(200, {{"Content-Type", "application/x-ndjson"}});
    while (begun && !stop.requested() && !feed->overflow) {
        if (feed->empty() && chunk.empty()) {
            const auto woken = co_await feed->ready.wait(stop);
            if (!woken)
                break;
            continue;
        }
        while (!feed->empty() && chunk.size() < 64 * 1024)
            chunk += feed->next();
        const auto written = co_await exchange->write(std::exchange(chunk, {}));
        if (!written)
            break;
    }
    subscription.reset();
    exchange->end();
}

} // namespace skep::engineapi
