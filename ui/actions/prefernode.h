#pragma once

#include "ui/cluster/cluster.h"

#include <QMimeData>

// "Prefer here…": a service is dragged from a list onto a node (desktop-ux §4.1). A drop opens the service's form with the
// constraint filled in, and sends nothing.
namespace skep::ui {

[[nodiscard]] std::unique_ptr<QMimeData> mimeOfService(const api::Service& service);
// Its id; "" when it is something else.
[[nodiscard]] std::string serviceIn(const QMimeData& data);

struct PreferIntent
{
    QString sentence;
    std::optional<QString> refusal;
};
// nullopt: there is no such service or node.
[[nodiscard]] std::optional<PreferIntent> preferIntent(
    const store::View& view, const std::string& serviceId, const std::string& nodeId);
void preferNode(Cluster& cluster, QWidget* window, const std::string& serviceId, const std::string& nodeId);

} // namespace skep::ui
