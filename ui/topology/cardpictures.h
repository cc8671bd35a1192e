#pragma once

#include <QPixmap>
#include <QTransform>

#include <cstdint>
#include <vector>

class QPainter;

namespace skep::ui::topology {

class NodeItem;

// A card as it was painted last, to the pixel.
struct CardPicture
{
    QPixmap pixmap; // null: not painted yet, or forgotten
    double zoom = 0, ratio = 1; // at which it was painted
    QPointF fraction; // of a device pixel: where the card begins inside the picture
    bool fresh = false; // the card would paint the same again
    std::uint64_t frame = 0; // in which it was drawn last
};

// How cards come onto the map. Each is painted once for a size; frames move pictures about. While the map is being
// zoomed a picture of another size is stretched where painting every card in view would take longer than a frame has;
// afterwards the pictures are made anew, a few with each frame.
class CardPictures
{
public:
    enum class Pace
    {
        Whole, // every card as it is
        Moving, // the next frame comes at once and at another size
        Settling, // as much as there is time for; the next frame goes on
    };
    // `budget`: for painting cards, ms a frame. Pictures of cards out of view are kept while all of them together take
    // `kept` bytes at most.
    explicit CardPictures(double budget = 5, qint64 kept = 48 << 20)
        : m_budget(budget)
        , m_kept(kept)
    {
    }

    // Draws `items` by a painter that has the map's transform (a zoom and a translation). False when some of them are
    // not as they should be and another frame is needed.
    [[nodiscard]] bool draw(QPainter& painter, const std::vector<NodeItem*>& items, Pace pace);
    // Forgets pictures of those that were not in the last frame, when there are too many.
    void trim(const std::vector<NodeItem*>& all);

private:
    [[nodiscard]] bool drawOne(QPainter& painter, NodeItem& item, Pace pace);
    void paint(NodeItem& item, const QPointF& fraction);

    double m_budget;
    qint64 m_kept;
    // Of the frame being drawn.
    QTransform m_transform;
    double m_ratio = 1;
    bool m_hurried = false;
    double m_spent = 0; // on painting cards, ms
    std::uint64_t m_frame = 0;

    double m_cost = 0; // ms for a card, of late
};

} // namespace skep::ui::topology
