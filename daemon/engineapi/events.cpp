#include "daemon/engineapi/eventlog.h"
#include "daemon/engineapi/routes.h"
#include "shared/base/logging.h"

#include <charconv>
#include <deque>

namespace skep::engineapi {
namespace {

// As many as Docker's engine keeps.
constexpr std::size_t Remembered = 256;
// A client that reads nothing is cut off rather than remembered for.
constexpr std::size_t MaxQueued = 10'000;

// "seconds[.nanos]"; nullopt for "". Error in the words of Docker's parser.
Result<std::optional<Timestamp>> parseInstant(const std::string& text)
{
    if (text.empty())
        return std::optional<Timestamp>{};
    const auto bad = [&] { return fail(ErrorCode::Unknown, "strconv.ParseInt: parsing " + quoted(text) + ": invalid syntax"); };
    std::int64_t seconds = 0, nanos = 0;
    const char* end = text.data() + text.size();
    const auto [dot, error] = std::from_chars(text.data(), end, seconds);
    if (error != std::errc())
        return bad();
    if (dot != end) {
        std::string fraction(dot + 1, end);
        if (*dot != '.' || fraction.empty() || fraction.size() > 9)
            return bad();
        fraction.resize(9, '0');
        const auto [rest, second] = std::from_chars(fraction.data(), fraction.data() + fraction.size(), nanos);
        if (second != std::errc() || rest != fraction.data() + fraction.size())
            return bad();
    }
    return std::optional(Timestamp{seconds * 1'000'000'000 + nanos});
}

struct Feed {
    std::deque<std::string> lines;
    async::Notify ready;
    bool engineDone = true, overflow = false;

    void push(std::string line)
    {
        if (lines.size() >= MaxQueued)
            overflow = true;
        else
            lines.push_back(std::move(line));
        ready.notify();
    }
};

// Lines of the local engine's stream, which knows the filters and times itself.
async::Task<void> readEngine(std::shared_ptr<http::BodyStream> stream, std::shared_ptr<Feed> feed, async::Stop stop)
{
    for (;;) {
        auto line = co_await stream->nextLine(stop);
        if (!line || !*line)
            break;
        feed->push(**line + "\n");
    }
    feed->engineDone = true;
    feed->ready.notify();
}

std::vector<std::string> remembered(const store::Store& store, const Filters& filters, Timestamp since, std::optional<Timestamp> until)
{
    std::vector<std::string> lines;
    std::uint64_t from = 0;
    auto past = store.since(from);
    // Older history may be gone; what is left is found by asking from ever later versions.
    for (std::uint64_t back = Remembered * 4; !past && from < store.version(); back /= 2) {
        from = store.version() > back ? store.version() - back : store.version();
        past = store.since(from);
    }
    if (!past)
        return lines;
    for (const auto& transaction : *past)
        for (const store::Event& event : transaction.events)
            if (const auto made = swarmEvent(event, transaction.version, store.cluster() ? store.cluster()->meta.updatedAt : Timestamp{}))
                if (made->passes(filters) && made->at >= since && (!until || made->at <= *until))
                    lines.push_back(made->json());
    if (lines.size() > Remembered)
        lines.erase(lines.begin(), lines.end() - Remembered);
    return lines;
}

} // namespace

async::Task<void> events(Context context, std::shared_ptr<http::Exchange> exchange)
{
    const auto filters = Filters::parseAny(context.query("filters"));
    const auto since = parseInstant(context.query("since")), until = parseInstant(context.query("until"));
    if (!filters) {
        exchange->respond(plainError(filters.error()));
        co_return;
    }
    for (const auto* bound : {&since, &until}) {
        if (!*bound) {
            exchange->respond(plainError(bound->error()));
            co_return;
        }
    }
    const auto feed = std::make_shared<Feed>();
    const async::Stop stop = exchange->gone();
    std::shared_ptr<void> subscription;
    if (ManagerBackend* manager = context.backend.manager()) {
        if (*since)
            for (std::string& line : remembered(manager->store(), *filters, **since, *until))
                feed->push(std::move(line));
        subscription = manager->store().subscribe([feed, filters = *filters](const std::vector<store::Event>& changes, std::uint64_t version) {
            for (const store::Event& change : changes)
                if (const auto made = swarmEvent(change, version, async::loop().now()); made && made->passes(filters))
                    feed->push(made->json());
        });
    }
    async::TaskScope scope;
    // The engine knows neither the swarm's types nor a filter on its scope.
    if (context.engine.present() && (!filters->has("scope") || filters->values("scope").contains("local"))) {
        http::Request request;
        request.path = "/events";
        request.query = context.request->query;
        auto stream = co_await context.engine.stream(std::move(request), stop);
        if (stream && (*stream)->head().status == 200) {
            feed->engineDone = false;
            scope.spawn("engine events", readEngine(*stream, feed, scope.stop()));
        }
    }
    const auto begun = exchange->beginStream(200, {{"Content-Type", "application/json"}});
    while (begun && !stop.requested() && !feed->overflow) {
        if (!feed->lines.empty()) {
            std::string chunk;
            while (!feed->lines.empty() && chunk.size() < 64 * 1024) {
                chunk += feed->lines.front();
                feed->lines.pop_front();
            }
            const auto written = co_await exchange->write(std::move(chunk));
            if (!written)
                break;
            continue;
        }
        Nanoseconds wait(-1);
        if (*until) {
            wait = **until - async::loop().now();
            if (wait.count() <= 0 && feed->engineDone)
                break;
            wait = std::max<Nanoseconds>(wait, 50ms);
        }
        const auto woken = co_await feed->ready.wait(stop, wait);
        if (!woken)
            break;
    }
    subscription.reset();
    co_await scope.close();
    exchange->end();
}

} // namespace skep::engineapi
