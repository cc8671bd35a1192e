#include "ui/actions/prefernode.h"

#include "ui/forms/serviceform.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace skep::ui {
namespace {

constexpr QLatin1String MimeType("application/x-skep-service");

struct PreferNode
{
    Q_DECLARE_TR_FUNCTIONS(PreferNode)
};

// A row of the form that holds a service to the node: by its name, where no other has it.
QStringList rowFor(const store::View& view, const api::Node& node)
{
    const auto nodes = view.all<api::Node>();
    const auto same = std::count_if(nodes.begin(), nodes.end(),
        [&node](const auto& other) { return other->description.hostname == node.description.hostname; });
    const bool byName = same == 1 && !node.description.hostname.empty();
    return {byName ? QStringLiteral("node.hostname") : QStringLiteral("node.id"), QStringLiteral("=="),
        qstr(byName ? node.description.hostname : node.id)};
}

bool namesANode(const QStringList& row)
{
    return row.value(1) == u"==" && (row.value(0) == u"node.hostname" || row.value(0) == u"node.id");
}

bool hasConstraint(const api::ServiceSpec& spec, const QStringList& row)
{
    QString wanted = row.join(QString());
    const auto same = [&wanted](const std::string& text) { return qstr(text).remove(u' ') == wanted; };
    return spec.task.placement && std::any_of(spec.task.placement->constraints.begin(), spec.task.placement->constraints.end(), same);
}

} // namespace

std::unique_ptr<QMimeData> mimeOfService(const api::Service& service)
{
    auto data = std::make_unique<QMimeData>();
    data->setData(MimeType, QByteArray::fromStdString(service.id));
    data->setText(qstr(service.spec.name));
    return data;
}

std::string serviceIn(const QMimeData& data)
{
    return data.data(MimeType).toStdString();
}

std::optional<PreferIntent> preferIntent(const store::View& view, const std::string& serviceId, const std::string& nodeId)
{
    const auto service = view.get<api::Service>(serviceId);
    const auto node = view.get<api::Node>(nodeId);
    if (!service || !node)
        return std::nullopt;
    const QString name = qstr(service->spec.name), place = nodeName(*node);
    const QStringList row = rowFor(view, *node);
    PreferIntent intent{PreferNode::tr("Prefer %1 for %2: its form opens with the constraint %3.").arg(place, name, row.join(u' ')), {}};
    if (service->spec.mode.global || service->spec.mode.globalJob)
        intent.refusal = PreferNode::tr("%1 runs once on each node").arg(name);
    else if (hasConstraint(service->spec, row))
        intent.refusal = PreferNode::tr("%1 is held to %2 already").arg(name, place);
    return intent;
}

void preferNode(Cluster& cluster, QWidget* window, const std::string& serviceId, const std::string& nodeId)
{
    const auto node = cluster.store().get<api::Node>(nodeId);
    if (!node)
        return;
    const auto prefer = [row = rowFor(cluster.store(), *node)](Draft& draft, const FormNames& names) {
        const Field& field = *findServiceField(QStringLiteral("constraints"));
        Rows rows = draft.rows(field, names);
        rows.removeIf(namesANode);
        rows.push_back(row);
        draft.set(field, rows, names);
    };
    ServiceForm::open(cluster, window, serviceId, QStringLiteral("constraints"), {}, prefer);
}

} // namespace skep::ui
