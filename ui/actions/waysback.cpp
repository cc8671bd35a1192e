#include "ui/actions/waysback.h"

#include "ui/actions/removals.h"
#include "ui/history/specchanges.h"
#include "ui/servicepage/specmerge.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct WaysBack
{
    Q_DECLARE_TR_FUNCTIONS(WaysBack)
};

// Without what this version does not know and what is as good as nothing.
QJsonObject normal(const QJsonObject& document)
{
    const auto spec = api::fromJsonValue<api::ServiceSpec>(document);
    return spec ? documentOf(*spec) : document;
}

} // namespace

QStringList contestedBy(const api::ServiceSpec& now, const SpecChange& change)
{
    const auto left
        = api::fromJsonValue<api::ServiceSpec>(withDifferences(documentOf(now), normal(change.before), normal(change.after)));
    if (!left || *left == now)
        return {};
    const QStringList words = changesBetween(*left, now);
    return words.isEmpty() ? QStringList(WaysBack::tr("other settings")) : words;
}

client::ClusterConnection::Edit reversal(std::shared_ptr<const SpecChange> change, bool anyway)
{
    return [change = std::move(change), anyway](QJsonObject& document) -> Result<void> {
        const auto now = api::fromJsonValue<api::ServiceSpec>(document);
        if (!anyway && now && !contestedBy(*now, *change).isEmpty())
            return fail(ErrorCode::Aborted, "somebody else changed the same fields since");
        document = withDifferences(document, change->after, change->before);
        return {};
    };
}

void makeUndoable(Operations::Work& work, Cluster& cluster, std::shared_ptr<const SpecChange> change, const QString& text)
{
    work.exists = [mirror = &cluster, change] { return mirror->live().get<api::Service>(change->id) != nullptr; };
    work.undoText = text;
    work.undo = [connection = &cluster.connection(), change](bool anyway) {
        return connection->editService(change->id, reversal(change, anyway));
    };
    struct Judged
    {
        store::Ptr<api::Service> service;
        QString words;
    };
    work.contested = [mirror = &cluster, change, last = std::make_shared<Judged>()] {
        const auto now = mirror->live().get<api::Service>(change->id);
        if (!now)
            return WaysBack::tr("It is not there any more");
        if (now != last->service)
            *last = {now, contestedBy(now->spec, *change).join(u'\n')};
        return last->words;
    };
}

void makeRemovable(Operations::Work& work, Cluster& cluster, api::ObjectKind kind, std::shared_ptr<const std::string> id)
{
    work.undoText = WaysBack::tr("Remove Again");
    work.undo = [connection = &cluster.connection(), kind, id](bool) { return removeObjects(connection, {kind, {*id}}); };
    work.undone = [] { return WaysBack::tr("removed again"); };
    if (kind != api::ObjectKind::Service)
        return; // nothing but their labels can change
    work.exists = [mirror = &cluster, id] { return mirror->live().get<api::Service>(*id) != nullptr; };
    work.contested = [mirror = &cluster, id, first = std::make_shared<store::Ptr<api::Service>>()] {
        const auto now = mirror->live().get<api::Service>(*id);
        if (!now)
            return WaysBack::tr("It is not there any more");
        if (!*first)
            *first = now;
        return now == *first ? QString() : changesBetween((*first)->spec, now->spec).join(u'\n');
    };
}

} // namespace skep::ui
