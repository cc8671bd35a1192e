#include "shared/client/documents.h"

#include "shared/api/json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <charconv>

namespace skep::client {
namespace {

// Of specifications that are kept to be shared. More than that are not of one swarm's present services.
constexpr std::size_t MostSpecText = 4 << 20;
constexpr std::string_view Space = " \t\r\n";

// Where the JSON value that begins at `at` ends; npos: nowhere. What is inside it is not judged.
std::size_t endOfValue(std::string_view json, std::size_t at)
{
    int depth = 0;
    bool inText = false;
    for (std::size_t i = at; i < json.size(); ++i) {
        const char c = json[i];
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
            if (inText || depth > 0)
                continue;
            return i + 1;
        }
        switch (c) {
        case '"': inText = true; break;
        case '{':
        case '[': ++depth; break;
        case '}':
        case ']':
            if (depth == 0)
                return i;
            if (--depth == 0)
                return i + 1;
            break;
        case ',':
            if (depth == 0)
                return i;
            break;
        default: break;
        }
    }
    return depth == 0 && !inText ? json.size() : std::string_view::npos;
}

std::size_t afterSpace(std::string_view json, std::size_t at)
{
    return std::min(json.find_first_not_of(Space, at), json.size());
}

// Calls `take` with name and value of each member of a JSON object, as they are written. False where that ends before the object does.
template <class Take>
bool eachMember(std::string_view json, Take take)
{
    std::size_t at = afterSpace(json, 0);
    if (at == json.size() || json[at] != '{')
        return false;
    at = afterSpace(json, at + 1);
    for (bool first = true; at < json.size(); first = false) {
        if (first && json[at] == '}')
            return afterSpace(json, at + 1) == json.size();
        if (json[at] != '"')
            return false;
        const std::size_t endOfName = endOfValue(json, at);
        if (endOfName == std::string_view::npos)
            return false;
        const std::string_view name = json.substr(at + 1, endOfName - at - 2);
        at = afterSpace(json, endOfName);
        if (at == json.size() || json[at] != ':')
            return false;
        at = afterSpace(json, at + 1);
        const std::size_t end = endOfValue(json, at);
        if (end == std::string_view::npos || end == at)
            return false;
        take(name, json.substr(at, end - at));
        at = afterSpace(json, end);
        if (at < json.size() && json[at] == '}')
            return afterSpace(json, at + 1) == json.size();
        if (at == json.size() || json[at] != ',')
            return false;
        at = afterSpace(json, at + 1);
    }
    return false;
}

// The value of a member of that name, as it is written; "" when there is none.
std::string_view memberOf(std::string_view json, std::string_view wanted)
{
    std::string_view found;
    const bool whole = eachMember(json, [&](std::string_view name, std::string_view value) {
        if (name == wanted)
            found = value;
    });
    return whole ? found : std::string_view();
}

std::string_view unquoted(std::string_view value)
{
    return value.size() >= 2 && value.front() == '"' ? value.substr(1, value.size() - 2) : std::string_view();
}

std::string text(const QJsonObject& object, QLatin1String name) { return object.value(name).toString().toStdString(); }

QJsonObject parsed(std::string_view json)
{
    return QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), qsizetype(json.size()))).object();
}

std::optional<api::ObjectKind> kindNamed(std::string_view name)
{
    for (const auto& [kind, known] : api::EnumText<api::ObjectKind>::Table)
        if (known == name)
            return kind;
    return std::nullopt;
}

api::Labels labelsOf(const QJsonObject& object)
{
    api::Labels labels;
    for (auto it = object.begin(); it != object.end(); ++it)
        labels[it.key().toStdString()] = it.value().toString().toStdString();
    return labels;
}

void bare(api::Cluster& cluster)
{
    cluster.shownTokens.reset();
    cluster.joinTokens = {};
}
void bare(api::Secret& secret) { secret.spec.data.reset(); }
template <class T>
void bare(T&)
{
}

template <class T>
Result<store::ObjectPtr> made(Result<T> read)
{
    if (!read)
        return Failure(read.error());
    bare(*read);
    return store::ObjectPtr(std::make_shared<const T>(std::move(*read)));
}

Result<store::ObjectPtr> fromValue(api::ObjectKind kind, const QJsonValue& value)
{
    switch (kind) {
    case api::ObjectKind::Cluster: return made(api::fromJsonValue<api::Cluster>(value));
    case api::ObjectKind::Node: return made(api::fromJsonValue<api::Node>(value));
    case api::ObjectKind::Service: return made(api::fromJsonValue<api::Service>(value));
    case api::ObjectKind::Network: return made(api::fromJsonValue<api::Network>(value));
    case api::ObjectKind::Task: return made(api::fromJsonValue<api::Task>(value));
    case api::ObjectKind::Secret: return made(api::fromJsonValue<api::Secret>(value));
    case api::ObjectKind::Config: return made(api::fromJsonValue<api::Config>(value));
    }
    return fail(ErrorCode::Internal, "no such kind of object");
}

// A network as GET /networks shows it.
Result<store::ObjectPtr> networkOf(const QJsonObject& shown)
{
    api::Network network;
    network.id = text(shown, QLatin1String("Id"));
    if (network.id.empty())
        network.id = text(shown, QLatin1String("ID"));
    if (network.id.empty())
        return fail(ErrorCode::InvalidArgument, "invalid JSON: a network without Id");
    if (const auto created = parseRfc3339(text(shown, QLatin1String("Created"))))
        network.meta.createdAt = *created;
    network.meta.updatedAt = network.meta.createdAt;
    auto& spec = network.spec;
    spec.name = text(shown, QLatin1String("Name"));
    spec.labels = labelsOf(shown.value(QLatin1String("Labels")).toObject());
    spec.driver.name = text(shown, QLatin1String("Driver"));
    spec.driver.options = labelsOf(shown.value(QLatin1String("Options")).toObject());
    spec.ipv6 = shown.value(QLatin1String("EnableIPv6")).toBool();
    spec.internal = shown.value(QLatin1String("Internal")).toBool();
    spec.attachable = shown.value(QLatin1String("Attachable")).toBool();
    spec.ingress = shown.value(QLatin1String("Ingress")).toBool();
    spec.scope = text(shown, QLatin1String("Scope"));
    network.driverState = spec.driver;
    const QJsonObject ipam = shown.value(QLatin1String("IPAM")).toObject();
    api::IpamOptions options;
    options.driver.name = text(ipam, QLatin1String("Driver"));
    for (const auto entry : ipam.value(QLatin1String("Config")).toArray()) {
        const QJsonObject config = entry.toObject();
        options.configs.push_back(
            {text(config, QLatin1String("Subnet")), text(config, QLatin1String("IPRange")), text(config, QLatin1String("Gateway"))});
    }
    network.ipam = options;
    return store::ObjectPtr(std::make_shared<const api::Network>(std::move(network)));
}

} // namespace

Result<std::optional<WatchLine>> DocumentReader::watchLine(std::string_view json)
{
    std::string_view action, kind, object;
    WatchLine line;
    const bool whole = eachMember(json, [&](std::string_view name, std::string_view value) {
        if (name == "Action")
            action = unquoted(value);
        else if (name == "Version")
            std::from_chars(value.data(), value.data() + value.size(), line.version);
        else if (name == "Kind")
            kind = unquoted(value);
        else if (name == "Object")
            object = value;
    });
    if (whole && (action == "reset" || action == "synced")) {
        line.what = action == "reset" ? WatchLine::What::Reset : WatchLine::What::Synced;
        return line;
    }
    if (whole && (action == "list" || action == "create"))
        line.change.action = store::Action::Create;
    else if (whole && action == "update")
        line.change.action = store::Action::Update;
    else if (whole && action == "remove")
        line.change.action = store::Action::Remove;
    else
        return fail(ErrorCode::DataLoss, "the watch stream carries a line that is none of its own");
    line.what = action == "list" ? WatchLine::What::Listed : WatchLine::What::Changed;
    const auto known = kindNamed(kind);
    if (!known)
        return std::nullopt;
    auto read = listed(*known, object);
    if (!read)
        return fail(ErrorCode::DataLoss, read.error().message);
    line.change.object = std::move(*read);
    return line;
}

Result<std::vector<std::string_view>> arrayElements(std::string_view json)
{
    const auto bad = [] { return fail(ErrorCode::DataLoss, "the answer is no JSON list"); };
    const auto first = json.find_first_not_of(Space), last = json.find_last_not_of(Space);
    std::vector<std::string_view> elements;
    if (first == std::string_view::npos)
        return bad();
    json = json.substr(first, last - first + 1);
    if (json == "null") // Go's empty list
        return elements;
    if (json.size() < 2 || json.front() != '[' || json.back() != ']')
        return bad();
    json = json.substr(1, json.size() - 2);
    for (std::size_t at = afterSpace(json, 0); at < json.size();) {
        const std::size_t end = endOfValue(json, at);
        if (end == std::string_view::npos || end == at)
            return bad();
        elements.push_back(json.substr(at, end - at));
        at = afterSpace(json, end);
        if (at == json.size())
            break;
        if (json[at] != ',')
            return bad();
        at = afterSpace(json, at + 1);
    }
    return elements;
}

Result<store::ObjectPtr> DocumentReader::listed(api::ObjectKind kind, std::string_view json)
{
    if (kind == api::ObjectKind::Task)
        return task(json);
    if (kind == api::ObjectKind::Service)
        return service(json);
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), qsizetype(json.size())));
    if (!document.isObject())
        return fail(ErrorCode::InvalidArgument, "invalid JSON: an object is needed");
    if (kind == api::ObjectKind::Network && !document.object().contains(QLatin1String("Spec")))
        return networkOf(document.object());
    return fromValue(kind, document.object());
}

Result<store::ObjectPtr> DocumentReader::task(std::string_view json)
{
    // Where it is no object, or is written in another way, the text as it is says so.
    const std::string_view text = memberOf(json, "Spec");
    const api::TaskSpec* spec = text.starts_with('{') ? specOf(text) : nullptr;
    if (spec) {
        const auto at = std::size_t(text.data() - json.data());
        m_rest.assign(json, 0, at).append("null").append(json, at + text.size());
        json = m_rest;
    }
    auto read = api::fromJson<api::Task>(json);
    if (!read)
        return Failure(read.error());
    if (spec)
        read->spec = *spec;
    if (const auto name = m_names.find(read->serviceId); name != m_names.end())
        read->serviceName = name->second;
    return made(std::move(read));
}

Result<store::ObjectPtr> DocumentReader::service(std::string_view json)
{
    auto read = api::fromJson<api::Service>(json);
    if (!read)
        return Failure(read.error());
    m_names[read->id] = read->spec.name;
    if (const std::string_view text = memberOf(memberOf(json, "Spec"), "TaskTemplate"); !text.empty())
        remember(text, read->spec.task);
    return made(std::move(read));
}

const api::TaskSpec* DocumentReader::specOf(std::string_view json)
{
    if (const auto known = m_specs.find(json); known != m_specs.end())
        return &known->second;
    const auto read = api::fromJson<api::TaskSpec>(json);
    if (!read)
        return nullptr;
    remember(json, *read);
    return &m_specs.find(json)->second;
}

void DocumentReader::remember(std::string_view json, const api::TaskSpec& spec)
{
    if (m_textSize + json.size() > MostSpecText) {
        m_specs.clear();
        m_textSize = 0;
    }
    if (m_specs.insert_or_assign(std::string(json), spec).second)
        m_textSize += json.size();
}

SwarmInfo readInfo(std::string_view json)
{
    const QJsonObject info = parsed(json);
    const QJsonObject swarm = info.value(QLatin1String("Swarm")).toObject();
    SwarmInfo result;
    result.localState = text(swarm, QLatin1String("LocalNodeState"));
    result.nodeId = text(swarm, QLatin1String("NodeID"));
    result.clusterId = text(swarm.value(QLatin1String("Cluster")).toObject(), QLatin1String("ID"));
    result.error = text(swarm, QLatin1String("Error"));
    result.serverVersion = text(info, QLatin1String("ServerVersion"));
    result.controlAvailable = swarm.value(QLatin1String("ControlAvailable")).toBool();
    for (const auto entry : swarm.value(QLatin1String("RemoteManagers")).toArray())
        if (std::string addr = text(entry.toObject(), QLatin1String("Addr")); !addr.empty())
            result.managers.push_back(std::move(addr));
    return result;
}

std::optional<api::ObjectKind> readEventKind(std::string_view line)
{
    const std::string type = text(parsed(line), QLatin1String("Type"));
    return type == "swarm" ? api::ObjectKind::Cluster : kindNamed(type);
}

} // namespace skep::client
