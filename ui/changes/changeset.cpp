#include "ui/changes/changeset.h"

#include "ui/changes/keptchanges.h"

#include <algorithm>

namespace skep::ui {
namespace {

async::Task<Result<void>> done()
{
    co_return Result<void>();
}

} // namespace

ChangeSet& ChangeSet::of(Cluster& cluster)
{
    auto* known = cluster.findChild<ChangeSet*>(QString(), Qt::FindDirectChildrenOnly);
    return known ? *known : *new ChangeSet(cluster);
}

const ChangeSet* ChangeSet::existing(const Cluster& cluster)
{
    return cluster.findChild<ChangeSet*>(QString(), Qt::FindDirectChildrenOnly);
}

ChangeSet::ChangeSet(Cluster& cluster)
    : QObject(&cluster)
    , m_cluster(cluster)
{
    connect(&cluster.operations(), &Operations::changed, this, &ChangeSet::follow);
    new KeptChanges(cluster, *this);
}

void ChangeSet::stage(StagedChange change)
{
    if (applying())
        return;
    const auto known = std::find_if(
        m_all.begin(), m_all.end(), [&change](const StagedChange& one) { return one.key == change.key; });
    if (known != m_all.end())
        *known = std::move(change);
    else
        m_all.push_back(std::move(change));
    Q_EMIT changed();
}

bool ChangeSet::has(const QString& key) const
{
    return std::any_of(m_all.begin(), m_all.end(), [&key](const StagedChange& one) { return one.key == key; });
}

void ChangeSet::withdraw(const QString& key)
{
    for (std::size_t i = 0; i < m_all.size(); ++i)
        if (m_all[i].key == key)
            return remove(i);
}

void ChangeSet::remove(std::size_t index)
{
    if (applying() || index >= m_all.size())
        return;
    m_all.erase(m_all.begin() + std::ptrdiff_t(index));
    Q_EMIT changed();
}

void ChangeSet::move(std::size_t from, std::size_t to)
{
    if (applying() || from >= m_all.size() || to >= m_all.size())
        return;
    StagedChange moved = std::move(m_all[from]);
    m_all.erase(m_all.begin() + std::ptrdiff_t(from));
    m_all.insert(m_all.begin() + std::ptrdiff_t(to), std::move(moved));
    Q_EMIT changed();
}

void ChangeSet::clear()
{
    if (applying() || m_all.empty())
        return;
    m_all.clear();
    Q_EMIT changed();
}

void ChangeSet::apply()
{
    if (applying() || m_all.empty())
        return;
    m_done = 0;
    m_total = int(m_all.size());
    m_problem.clear();
    Operations::Work whole;
    whole.title = tr("Apply %n change(s)", nullptr, m_total);
    whole.request = done;
    whole.converged = [this](Operation& operation) {
        operation.total = m_total;
        operation.done = m_done;
        if (!m_problem.isEmpty()) {
            operation.stage = Operation::Stage::Failed;
            operation.error = m_problem;
            return false;
        }
        operation.progress = m_done == m_total
            ? QString()
            : tr("%1 of %2, now: %3").arg(m_done).arg(m_total).arg(m_all.empty() ? QString() : m_all.front().title);
        return m_done == m_total;
    };
    m_whole = m_cluster.operations().start(std::move(whole));
    begin();
}

void ChangeSet::begin()
{
    m_step = 0;
    if (m_all.empty())
        return end({});
    StagedChange& next = m_all.front();
    if (const auto refused = next.refusal ? next.refusal(m_cluster.live()) : std::nullopt)
        return end(*refused);
    m_accepted = false;
    m_step = m_cluster.operations().start(next.work());
    Q_EMIT changed();
    follow(m_step); // it may be over already
}

void ChangeSet::follow(int id)
{
    using Stage = Operation::Stage;
    if (!applying() || (id != m_step && id != m_whole))
        return;
    const auto& all = m_cluster.operations().all();
    const auto step = std::find_if(all.begin(), all.end(), [id](const Operation& one) { return one.id == id; });
    if (step == all.end() || step->stage == Stage::Requested)
        return;
    if (id == m_whole) {
        if (step->stage == Stage::Cancelled)
            end(tr("no longer waited for"));
        return;
    }
    if (!m_accepted && (step->stage == Stage::Accepted || step->stage == Stage::Converged)) {
        m_accepted = true;
        if (m_all.front().accepted)
            m_all.front().accepted();
    }
    if (step->stage == Stage::Accepted)
        return;
    if (step->stage == Stage::Converged) {
        m_all.erase(m_all.begin());
        ++m_done;
        return begin();
    }
    end(step->stage == Stage::Failed ? step->error : tr("no longer waited for"));
}

void ChangeSet::end(const QString& problem)
{
    if (!problem.isEmpty()) {
        const QString title = m_all.front().title;
        if (m_accepted && m_step != 0) // the server has it: sending it again would be another change
            m_all.erase(m_all.begin());
        m_problem = m_all.empty() ? tr("%1: %2").arg(title, problem)
                                  : tr("%1: %2\nWhat was not applied is still staged.").arg(title, problem);
    }
    m_step = 0;
    m_cluster.operations().mirrorChanged();
    Q_EMIT changed();
}

} // namespace skep::ui
