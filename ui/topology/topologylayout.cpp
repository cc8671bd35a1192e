#include "ui/topology/topologylayout.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace skep::ui::topology {
namespace {

// A band before it has a place.
struct Group {
    BandKind kind;
    QString name;
    std::vector<const Spot*> members;
};

std::vector<Group> grouped(const std::vector<Spot>& spots, bool byRole)
{
    std::vector<Group> groups;
    if (byRole) {
        groups = {{BandKind::Managers, {}, {}}, {BandKind::Workers, {}, {}}};
        for (const Spot& spot : spots)
            groups[spot.manager ? 0 : 1].members.push_back(&spot);
        return groups;
    }
    const auto less = [](const QString& a, const QString& b) {
        if (a.isEmpty() != b.isEmpty())
            return b.isEmpty();
        return naturalLess(a, b);
    };
    std::map<QString, std::vector<const Spot*>, decltype(less)> values(less);
    for (const Spot& spot : spots)
        values[spot.group].push_back(&spot);
    for (auto& [name, members] : values)
        groups.push_back({BandKind::Group, name, std::move(members)});
    return groups;
}

int rowsOf(const Group& group, int columns)
{
    return std::max(1, (int(group.members.size()) + columns - 1) / columns);
}

// Room for the band's title and what stands beside it, however few cards there are.
double bandWidthOf(int columns)
{
    return 2 * Padding + std::max(2, columns) * (CardWidth + Gap) - Gap;
}

QSizeF sizeOf(const std::vector<Group>& groups, int columns)
{
    double height = 0;
    for (const Group& group : groups)
        height += TitleHeight + Padding + rowsOf(group, columns) * (CardHeight + Gap) + Gap;
    return {bandWidthOf(columns) + Gap + DockWidth, height};
}

int bestColumns(const std::vector<Group>& groups, double aspect)
{
    int most = 1;
    for (const Group& group : groups)
        most = std::max(most, int(group.members.size()));
    int best = 1;
    double bestZoom = 0;
    // The picture that may be drawn largest in a box of that shape.
    for (int columns = std::min(3, most); columns <= most; ++columns) {
        const QSizeF size = sizeOf(groups, columns);
        const double zoom = std::min(aspect / size.width(), 1 / size.height());
        if (zoom > bestZoom * 1.0001) {
            bestZoom = zoom;
            best = columns;
        }
    }
    return best;
}

} // namespace

bool naturalLess(const QString& a, const QString& b)
{
    qsizetype i = 0, j = 0;
    const auto number = [](const QString& text, qsizetype& at) {
        while (at < text.size() - 1 && text[at] == u'0' && text[at + 1].isDigit())
            ++at;
        const qsizetype start = at;
        while (at < text.size() && text[at].isDigit())
            ++at;
        return QStringView(text).mid(start, at - start);
    };
    while (i < a.size() && j < b.size()) {
        if (a[i].isDigit() && b[j].isDigit()) {
            const QStringView first = number(a, i), second = number(b, j);
            if (first.size() != second.size())
                return first.size() < second.size();
            if (const int order = first.compare(second); order != 0)
                return order < 0;
            continue;
        }
        const QChar x = a[i++].toCaseFolded(), y = b[j++].toCaseFolded();
        if (x != y)
            return x < y;
    }
    if (a.size() - i != b.size() - j)
        return a.size() - i < b.size() - j;
    return a < b;
}

Layout layOut(std::vector<Spot> spots, bool byRole, double aspect)
{
    std::sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) {
        if (a.name != b.name)
            return naturalLess(a.name, b.name);
        return a.id < b.id;
    });
    const auto groups = grouped(spots, byRole);
    Layout layout;
    layout.columns = bestColumns(groups, aspect);
    const double bandWidth = bandWidthOf(layout.columns);
    double y = 0;
    for (const Group& group : groups) {
        const double height = TitleHeight + Padding + rowsOf(group, layout.columns) * (CardHeight + Gap);
        const int band = int(layout.bands.size());
        layout.bands.push_back({group.kind, group.name, {0, y, bandWidth, height}});
        for (int at = 0; at < int(group.members.size()); ++at) {
            const double x = Padding + (at % layout.columns) * (CardWidth + Gap);
            const double top = y + TitleHeight + Padding / 2 + (at / layout.columns) * (CardHeight + Gap);
            layout.cards.push_back({group.members[std::size_t(at)]->id, {x, top, CardWidth, CardHeight}, band});
        }
        y += height + Gap;
    }
    layout.dock = {bandWidth + Gap, 0, DockWidth, 0};
    double ticket = TitleHeight + Padding / 2 + 56; // under the sentence that says what the dock is for
    for (const Spot& spot : spots) {
        if (!spot.drained)
            continue;
        layout.tickets.push_back({spot.id, {layout.dock.x() + Padding, ticket, DockWidth - 2 * Padding, TicketHeight}, -1});
        ticket += TicketHeight + 6;
    }
    layout.dock.setHeight(std::max({ticket + Padding, y - Gap, TitleHeight + CardHeight}));
    layout.bounds = {0, 0, bandWidth + Gap + DockWidth, std::max(y - Gap, layout.dock.height())};
    return layout;
}

std::string typedAhead(const std::vector<Named>& cards, const QString& typed, const std::string& from)
{
    if (typed.isEmpty() || cards.empty())
        return {};
    const QString word = typed.count(typed.front(), Qt::CaseInsensitive) == typed.size() ? typed.left(1) : typed;
    const auto here = std::find_if(cards.begin(), cards.end(), [&from](const Named& card) { return card.id == from; });
    std::size_t start = here == cards.end() ? 0 : std::size_t(here - cards.begin());
    if (here != cards.end() && word.size() == 1)
        ++start;
    for (const bool begins : {true, false})
        for (std::size_t i = 0; i < cards.size(); ++i) {
            const Named& card = cards[(start + i) % cards.size()];
            if (begins ? card.name.startsWith(word, Qt::CaseInsensitive)
                       : card.name.contains(word, Qt::CaseInsensitive))
                return card.id;
        }
    return {};
}

std::string neighbour(const Layout& layout, const std::string& from, int key)
{
    const auto start = std::find_if(layout.cards.begin(), layout.cards.end(), [&from](const Card& card) { return card.id == from; });
    if (start == layout.cards.end())
        return layout.cards.empty() ? std::string() : layout.cards.front().id;
    const QPointF middle = start->rect.center();
    const bool horizontal = key == Qt::Key_Left || key == Qt::Key_Right;
    const double sign = key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1;
    std::string best;
    double bestCost = 0;
    for (const Card& card : layout.cards) {
        const QPointF offset = card.rect.center() - middle;
        const double along = sign * (horizontal ? offset.x() : offset.y()), across = std::abs(horizontal ? offset.y() : offset.x());
        if (along < 1 || (horizontal && across > CardHeight / 2))
            continue;
        const double cost = along + 3 * across;
        if (best.empty() || cost < bestCost) {
            best = card.id;
            bestCost = cost;
        }
    }
    return best;
}

std::string bandEdge(const Layout& layout, const std::string& from, bool last)
{
    const auto& cards = layout.cards;
    const auto here = std::find_if(cards.begin(), cards.end(), [&from](const Card& card) { return card.id == from; });
    if (here == cards.end())
        return cards.empty() ? std::string() : (last ? cards.back() : cards.front()).id;
    // One step further, so that the edge of a band leads on; then as far as that band goes.
    const std::size_t end = cards.size() - 1;
    std::size_t at = std::size_t(here - cards.begin());
    const auto next = [&] { return last ? at + 1 : at - 1; };
    const auto over = [&] { return last ? at == end : at == 0; };
    if (!over())
        at = next();
    while (!over() && cards[next()].band == cards[at].band)
        at = next();
    return cards[at].id;
}

} // namespace skep::ui::topology
