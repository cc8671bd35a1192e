#pragma once

#include <QAccessibleWidget>

#include <map>
#include <string>

namespace skep::ui::topology {

class Canvas;

// The map as screen readers see it: a child for each node, in the order of the picture, with a child for each of its
// tasks. Graphics items have no such face of their own.
class CanvasAccess final : public QAccessibleWidget
{
public:
    explicit CanvasAccess(Canvas& canvas);
    ~CanvasAccess() override;

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface* focusChild() const override;
    [[nodiscard]] QString text(QAccessible::Text what) const override;

    // Nodes by their id; null for one that is not shown.
    [[nodiscard]] QAccessibleInterface* node(const std::string& id) const;

private:
    void forgetGone() const;

    Canvas& m_canvas;
    mutable std::map<std::string, QAccessible::Id> m_nodes; // made when first asked for
};

// Lets Qt make one for every Canvas; once for the program.
void installCanvasAccess();

} // namespace skep::ui::topology
