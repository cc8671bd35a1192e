#include "ui/pages/remedy.h"

#include "shared/scheduler/constraintmatch.h"
#include "ui/text/text.h"

namespace skep::ui {
namespace {

// The labels that the node would need for the constraints it fails; nothing when a label is not all it takes.
std::vector<QStringList> labelsMissing(const api::Node& node, const api::Placement& placement)
{
    const auto constraints = api::parseConstraints(placement.constraints);
    std::vector<QStringList> labels;
    if (!constraints)
        return labels;
    for (const api::Constraint& constraint : *constraints) {
        if (scheduler::matches(node, constraint))
            continue;
        const auto name = scheduler::nodeLabelOf(constraint.key);
        if (name.empty() || constraint.op != api::Constraint::Op::Equal)
            return {};
        labels.push_back({qstr(name), qstr(constraint.value)});
    }
    return labels;
}

} // namespace

Remedy remedyOf(const store::View& view, const api::Task& task, const scheduler::Explanation& explained,
    const scheduler::Suggestion& suggestion)
{
    using Id = scheduler::FilterId;
    Remedy remedy;
    if (suggestion.nodeIds.empty())
        return remedy;
    const auto verdict = std::find_if(explained.nodes.begin(), explained.nodes.end(),
        [&](const auto& each) { return each.nodeId == suggestion.nodeIds.front(); });
    const auto node = view.get<api::Node>(suggestion.nodeIds.front());
    if (verdict == explained.nodes.end() || !node)
        return remedy;
    for (const auto& finding : verdict->failing) {
        if (finding.filter == Id::Constraints) {
            const auto labels
                = task.spec.placement ? labelsMissing(*node, *task.spec.placement) : std::vector<QStringList>();
            if (!labels.empty()) {
                remedy.nodeId = node->id;
                remedy.label = labels.front();
                continue;
            }
        }
        if (!remedy.field.isEmpty())
            continue;
        switch (finding.filter) {
        case Id::Resources:
            remedy.field = QStringLiteral("resources");
            break;
        case Id::Constraints:
            remedy.field = QStringLiteral("constraints");
            break;
        case Id::HostPorts:
            remedy.field = QStringLiteral("ports");
            break;
        case Id::MaxReplicas:
            remedy.field = QStringLiteral("maxReplicas");
            break;
        case Id::Ready:
        case Id::Plugins:
        case Id::Platform:
            break;
        }
    }
    return remedy;
}

} // namespace skep::ui
