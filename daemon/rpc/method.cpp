#include "daemon/rpc/method.h"

#include <algorithm>

namespace skep::rpc {
namespace {

constexpr std::size_t KiB = 1024;
constexpr std::size_t MiB = 1024 * KiB;

constexpr MethodRow Rows[] = {
    {Method::ClusterLeader, "ClusterLeader", Access::Node, Kind::Unary, 4 * KiB},
    {Method::CaRoot, "CaRoot", Access::Open, Kind::Unary, 1 * KiB},
    {Method::CaIssue, "CaIssue", Access::Open, Kind::Unary, 16 * KiB},
    {Method::RaftStep, "RaftStep", Access::Manager, Kind::OneWay, MaxPayload},
    {Method::RaftJoin, "RaftJoin", Access::Manager, Kind::Unary, 64 * KiB},
    {Method::RaftProbe, "RaftProbe", Access::Manager, Kind::Unary, 64 * KiB},
    {Method::DispatcherSession, "DispatcherSession", Access::Node, Kind::Stream, 1 * MiB},
    {Method::DispatcherHeartbeat, "DispatcherHeartbeat", Access::Node, Kind::Unary, 64 * KiB},
    {Method::DispatcherStatus, "DispatcherStatus", Access::Node, Kind::Unary, 4 * MiB},
    {Method::EngineForward, "EngineForward", Access::Manager, Kind::Unary, MaxPayload},
};

} // namespace

std::span<const MethodRow> methods() { return Rows; }

const MethodRow* findMethod(Method method)
{
    const auto* row = std::ranges::find(Rows, method, &MethodRow::method);
    return row == std::end(Rows) ? nullptr : row;
}

} // namespace skep::rpc
