#include "shared/client/documents.h"

#include "shared/api/json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace skep::client {
namespace {

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

Result<std::optional<WatchLine>> readWatchLine(std::string_view json)
{
    const QJsonObject object = parsed(json);
    const std::string action = text(object, QLatin1String("Action"));
    WatchLine line;
    line.version = static_cast<std::uint64_t>(object.value(QLatin1String("Version")).toInteger());
    if (action == "reset" || action == "synced") {
        line.what = action == "reset" ? WatchLine::What::Reset : WatchLine::What::Synced;
        return line;
    }
    if (action == "list" || action == "create")
        line.change.action = store::Action::Create;
    else if (action == "update")
        line.change.action = store::Action::Update;
    else if (action == "remove")
        line.change.action = store::Action::Remove;
    else
        return fail(ErrorCode::DataLoss, "the watch stream carries a line that is none of its own");
    line.what = action == "list" ? WatchLine::What::Listed : WatchLine::What::Changed;
    const auto kind = kindNamed(text(object, QLatin1String("Kind")));
    if (!kind)
        return std::nullopt;
    auto read = fromValue(*kind, object.value(QLatin1String("Object")));
    if (!read)
        return fail(ErrorCode::DataLoss, read.error().message);
    line.change.object = std::move(*read);
    return line;
}

Result<std::vector<std::string_view>> arrayElements(std::string_view json)
{
    const auto bad = [] { return fail(ErrorCode::DataLoss, "the answer is no JSON list"); };
    constexpr std::string_view Space = " \t\r\n";
    const auto first = json.find_first_not_of(Space), last = json.find_last_not_of(Space);
    std::vector<std::string_view> elements;
    if (first == std::string_view::npos)
        return bad();
    json = json.substr(first, last - first + 1);
    if (json == "null") // Go's empty list
        return elements;
    if (json.size() < 2 || json.front() != '[' || json.back() != ']')
        return bad();
    int depth = 0;
    bool inText = false;
    std::size_t begin = std::string_view::npos;
    for (std::size_t i = 1; i + 1 < json.size(); ++i) {
        const char c = json[i];
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
            continue;
        }
        switch (c) {
        case '"': inText = true; break;
        case '{':
        case '[':
            if (depth++ == 0)
                begin = i;
            break;
        case '}':
        case ']':
            if (--depth < 0)
                return bad();
            if (depth == 0)
                elements.push_back(json.substr(begin, i + 1 - begin));
            break;
        default: break;
        }
    }
    if (depth != 0 || inText)
        return bad();
    return elements;
}

Result<store::ObjectPtr> readListed(api::ObjectKind kind, std::string_view json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), qsizetype(json.size())));
    if (!document.isObject())
        return fail(ErrorCode::InvalidArgument, "invalid JSON: an object is needed");
    if (kind == api::ObjectKind::Network && !document.object().contains(QLatin1String("Spec")))
        return networkOf(document.object());
    return fromValue(kind, document.object());
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
