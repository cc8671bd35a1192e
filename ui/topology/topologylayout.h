#pragma once

#include "shared/api/enums.h"

#include <QRectF>
#include <QString>

#include <string>
#include <vector>

// Where everything of the topology stands. Values in, values out; no clock, no randomness, nothing that depends on the order the
// nodes came in. Distances are those of zoom 1.
namespace skep::ui::topology {

constexpr double CardWidth = 188, CardHeight = 124, Gap = 12, Padding = 14, TitleHeight = 26, DockWidth = 176, TicketHeight = 40;

// What the layout needs to know of a node.
struct Spot {
    std::string id;
    QString name;
    bool manager = false, drained = false;
    QString group; // value of the label that groups; "" has none
};

enum class BandKind { Managers, Workers, Group };

struct Band {
    BandKind kind = BandKind::Workers;
    QString group;
    QRectF rect;
    bool operator==(const Band&) const = default;
};

struct Card {
    std::string id;
    QRectF rect;
    int band = 0;
    bool operator==(const Card&) const = default;
};

struct Layout {
    std::vector<Band> bands;
    std::vector<Card> cards;   // band by band, each in natural order of names
    QRectF dock;               // where nodes are dropped to drain them
    std::vector<Card> tickets; // of drained nodes, in the dock
    QRectF bounds;
    int columns = 1;
    bool operator==(const Layout&) const = default;
};

// `byRole`: a band for managers and one for workers, both there even when empty; otherwise one band for each value of `group`,
// in natural order, nodes without one last. The number of columns is the one whose whole picture fits `aspect` (width : height) best.
[[nodiscard]] Layout layOut(std::vector<Spot> spots, bool byRole, double aspect);

// "worker-2" before "worker-10".
[[nodiscard]] bool naturalLess(const QString& a, const QString& b);

// The card that a name typed so far leads to, of `cards` in the order of the picture: of those that begin with it, else
// of those that contain it, the first from `from` on, round the end. One letter, also again and again, leads from one
// to the next. "": none.
struct Named
{
    std::string id;
    QString name;
};
[[nodiscard]] std::string typedAhead(const std::vector<Named>& cards, const QString& typed, const std::string& from);

// The card next to `from` in a direction (Qt::Key_Left, …): the nearest one whose middle lies that way; "" at the edge.
[[nodiscard]] std::string neighbour(const Layout& layout, const std::string& from, int key);
// Home and End: the first or last card of the band of `from`; of the band before or after it when `from` is that already.
[[nodiscard]] std::string bandEdge(const Layout& layout, const std::string& from, bool last);

} // namespace skep::ui::topology
