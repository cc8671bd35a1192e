#include "ui/cluster/cluster.h"

#include "ui/text/text.h"

namespace skep::ui {
namespace {

constexpr int PulseMs = 34;
// While everything is listed: views that follow each part of it closely would take longer than the list.
constexpr int ListingPulseMs = 500;
// The recorded store needs a version of its own only.
constexpr std::uint64_t PastVersion = 1;

const void* addressOf(const store::ObjectPtr& object)
{
    return std::visit([](const auto& pointer) -> const void* { return pointer.get(); }, object);
}

} // namespace

std::vector<store::Event> differences(const store::Store& from, const store::Store& to)
{
    using Key = std::pair<api::ObjectKind, std::string>;
    std::map<Key, store::ObjectPtr> before;
    for (const auto& object : from.objects())
        before.emplace(Key(store::kindOf(object), store::idOf(object)), object);
    std::vector<store::Event> events;
    for (const auto& object : to.objects()) {
        const auto old = before.find(Key(store::kindOf(object), store::idOf(object)));
        if (old == before.end()) {
            events.push_back({store::Action::Create, object, {}});
            continue;
        }
        if (addressOf(old->second) != addressOf(object))
            events.push_back({store::Action::Update, object, old->second});
        before.erase(old);
    }
    std::vector<store::Event> all;
    for (const auto& [key, object] : before)
        all.push_back({store::Action::Remove, object, object});
    all.insert(all.end(), events.begin(), events.end());
    return all;
}

Cluster::Cluster(client::ClusterTarget target, QObject* parent, client::Pace pace) : QObject(parent), m_connection(std::move(target), std::move(pace))
{
    m_history = std::make_unique<History>(m_connection);
    m_pulse.setSingleShot(true);
    connect(&m_pulse, &QTimer::timeout, this, &Cluster::tell);
    connect(&GuardBook::instance(), &GuardBook::changed, this, [this](const std::string& clusterId) {
        if (clusterId != m_guarded)
            return;
        obeyGuard();
        Q_EMIT stateChanged();
    });
    m_subscription = m_connection.observe({
        [this](const std::vector<store::Event>& events) { collect(events); },
        [this] {
            if (m_connection.state().clusterId != m_guarded)
                obeyGuard(); // before anybody hears of the cluster
            if (m_connection.state().synced && std::exchange(m_listing, false))
                tell();
            Q_EMIT stateChanged();
        },
    });
}

Cluster::~Cluster() = default;

QString Cluster::name() const
{
    const std::string& given = m_connection.target().name;
    return qstr(given.empty() ? m_connection.state().host : given);
}

void Cluster::obeyGuard()
{
    m_guarded = m_connection.state().clusterId;
    m_guard = GuardBook::instance().of(m_guarded);
    const bool readOnly = m_guard.level == Guard::Level::ReadOnly;
    if (readOnly != m_connection.readOnly())
        m_connection.setReadOnly(readOnly);
}

void Cluster::select(Selection selection)
{
    if (m_selection == selection)
        return;
    m_selection = std::move(selection);
    Q_EMIT selectionChanged();
}

// The first change after a pause is told at the next turn of the loop, what comes soon after it with the next pulse.
void Cluster::collect(const std::vector<store::Event>& events)
{
    m_waiting.insert(m_waiting.end(), events.begin(), events.end());
    if (!m_pulse.isActive())
        m_pulse.start(0);
}

void Cluster::tell()
{
    if (m_waiting.empty())
        return;
    if (m_past) {
        m_waiting.clear(); // showLive() finds the difference
        return;
    }
    m_listing = !m_connection.state().synced;
    m_pulse.start(m_listing ? ListingPulseMs : PulseMs);
    const auto events = std::exchange(m_waiting, {});
    m_operations.mirrorChanged();
    Q_EMIT changed(events);
}

void Cluster::showMoment(Timestamp at)
{
    m_wanted = at;
    m_wantsLive = false;
    if (!m_seeking)
        seek();
}

void Cluster::seek()
{
    m_seeking = true;
    const Timestamp at = *std::exchange(m_wanted, std::nullopt);
    m_history->seek(at, this, [this](const Result<Moment>& moment) {
        m_seeking = false;
        if (m_wantsLive)
            return;
        if (m_wanted)
            return seek();
        if (moment)
            show(*moment);
        else
            Q_EMIT momentMissing(errorText(moment.error()));
    });
}

void Cluster::show(const Moment& moment)
{
    tell(); // what the mirror still has to say belongs before it
    std::vector<store::Event> events;
    if (!m_past) {
        m_past = std::make_unique<Past>();
        m_past->store.restore(PastVersion, live().objects());
        m_operations.setPaused(true);
    }
    const auto listening = m_past->store.subscribe([&events](const std::vector<store::Event>& more, std::uint64_t) { events = more; });
    m_past->store.restore(PastVersion, moment.objects);
    m_past->at = moment.at;
    Q_EMIT momentChanged();
    if (!events.empty())
        Q_EMIT changed(events);
}

void Cluster::showLive()
{
    m_wanted.reset();
    m_wantsLive = true; // an answer that is on its way comes too late
    if (!m_past)
        return;
    const auto events = differences(m_past->store, live());
    const auto past = std::exchange(m_past, nullptr); // views may still look at it while they hear of the change
    m_waiting.clear();
    m_operations.setPaused(false);
    m_operations.mirrorChanged();
    Q_EMIT momentChanged();
    if (!events.empty())
        Q_EMIT changed(events);
}

} // namespace skep::ui
