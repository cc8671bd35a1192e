#pragma once

#include "ui/cluster/cluster.h"
#include "ui/forms/draft.h"

namespace skep::ui {

struct ServiceDocument
{
    QJsonObject spec; // raw, members that nobody here knows included
    std::uint64_t version = 0;
};
[[nodiscard]] async::Task<Result<ServiceDocument>> readService(
    std::shared_ptr<client::EngineClient> engine, std::string id);
// Its id.
[[nodiscard]] async::Task<Result<std::string>> createService(
    std::shared_ptr<client::EngineClient> engine, QJsonObject spec);
// The image with the digest that the registry gives for its tag.
[[nodiscard]] async::Task<Result<std::string>> pinnedImage(
    std::shared_ptr<client::EngineClient> engine, std::string image);

// The draft's changes on the document as the server has it at that moment. Aborted when somebody else's changes
// overlap.
[[nodiscard]] client::ClusterConnection::Edit draftEdit(Draft draft, FormNames names);

// How far the tasks of a service are what its specification says. `seen` is the version before the change, which is
// waited for first; `started` is when the update before it began.
struct ServiceProgress
{
    int done = 0, total = 0;
    bool reached = false;
    QString problem; // the update stopped or went back
};
[[nodiscard]] ServiceProgress progressOf(
    const store::View& view, const std::string& id, std::uint64_t seen, std::optional<Timestamp> started);

// A draft as an operation: it is sent to what the service is by then (`id` empty: a new one), followed until its tasks
// are what it says, and taken back as long as nobody changed the same fields.
[[nodiscard]] Operations::Work serviceWork(
    Cluster& cluster, const QString& title, const std::string& id, Draft draft, FormNames names);

// Follows a change that the server took already, made from version `seen`; without a document before it
// was created.
void followService(Cluster& cluster, const QString& title, const std::string& id, std::uint64_t seen,
    const QJsonObject& before, const QJsonObject& after);

// A change that is followed, of what it kept.
inline constexpr const char* ServiceWorkKind = "service";
[[nodiscard]] std::optional<Operations::Work> serviceWorkAgain(Cluster& cluster, const QJsonObject& kept);

} // namespace skep::ui
