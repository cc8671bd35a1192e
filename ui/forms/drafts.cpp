#include "ui/forms/drafts.h"

#include "ui/cluster/clusterfile.h"
#include "ui/text/text.h"


namespace skep::ui {

using namespace std::chrono_literals;

Drafts& Drafts::of(Cluster& cluster)
{
    auto* known = cluster.findChild<Drafts*>(QString(), Qt::FindDirectChildrenOnly);
    return known ? *known : *new Drafts(cluster);
}

Drafts::Drafts(Cluster& cluster)
    : QObject(&cluster)
    , m_cluster(cluster)
{
    m_write.setSingleShot(true);
    m_write.setInterval(5s);
    connect(&m_write, &QTimer::timeout, this, &Drafts::write);
    connect(&cluster, &Cluster::stateChanged, this, [this] {
        load();
        prune();
    });
    load();
}

Drafts::~Drafts()
{
    write();
}

void Drafts::load()
{
    const std::string& cluster = m_cluster.state().clusterId;
    if (!m_path.isEmpty() || cluster.empty())
        return;
    m_path = clusterFile(QStringLiteral("drafts"), cluster);
    const QJsonObject file = readClusterFile(m_path);
    for (auto each = file.begin(); each != file.end(); ++each)
        m_all.try_emplace(
            each.key().toStdString(), Kept{each->toObject().value(u"name").toString(), std::nullopt, each->toObject()});
    if (!file.isEmpty())
        Q_EMIT changed();
    if (!m_unwritten.empty())
        m_write.start();
}

// What was removed while nobody looked cannot be continued.
void Drafts::prune()
{
    if (m_pruned || m_path.isEmpty() || !m_cluster.state().synced)
        return;
    m_pruned = true;
    std::vector<std::string> gone;
    bool left = false;
    for (const auto& [id, kept] : m_all) {
        if (kept.draft)
            continue;
        if (id.empty() || m_cluster.live().get<api::Service>(id))
            left = true;
        else
            gone.push_back(id);
    }
    for (const std::string& id : gone)
        forget(id);
    if (left)
        Q_EMIT restored();
}

void Drafts::keep(const std::string& id, const QString& name, const Draft& draft)
{
    m_all.insert_or_assign(id, Kept{name, draft, {}});
    touch(id);
}

void Drafts::forget(const std::string& id)
{
    if (m_all.erase(id) == 0)
        return;
    touch(id);
    write(); // what was sent or thrown away does not come back
}

void Drafts::touch(const std::string& id)
{
    m_unwritten.insert(id);
    if (!m_write.isActive())
        m_write.start();
    Q_EMIT changed();
}

// Another window of the cluster writes to the same file: what it keeps stays.
void Drafts::write()
{
    m_write.stop();
    if (m_path.isEmpty() || m_unwritten.empty())
        return;
    QJsonObject file = readClusterFile(m_path);
    for (const std::string& id : m_unwritten) {
        file.remove(qstr(id));
        const auto kept = m_all.find(id);
        if (kept == m_all.end())
            continue;
        QJsonObject one = kept->second.draft->kept();
        one.insert(QStringLiteral("name"), kept->second.name);
        if (!one.value(u"fields").toObject().isEmpty())
            file.insert(qstr(id), one);
    }
    m_unwritten.clear();
    writeClusterFile(m_path, file); // where that fails the copy is lost, not the draft
}

std::optional<Drafts::Found> Drafts::find(
    const std::string& id, const QJsonObject& newest, const FormNames& names) const
{
    const auto kept = m_all.find(id);
    if (kept == m_all.end())
        return std::nullopt;
    if (kept->second.draft)
        return Found{*kept->second.draft, {}};
    return Found{Draft::restored(kept->second.file, newest, serviceSections(), names),
        Draft::left(kept->second.file, serviceSections())};
}

std::vector<Drafts::Unfinished> Drafts::all() const
{
    std::vector<Unfinished> found;
    for (const auto& [id, kept] : m_all) {
        const auto service = m_cluster.live().get<api::Service>(id);
        if (service)
            found.push_back({id, qstr(service->spec.name)});
    }
    if (const auto fresh = m_all.find(std::string()); fresh != m_all.end())
        found.push_back({{}, fresh->second.name});
    return found;
}

} // namespace skep::ui
