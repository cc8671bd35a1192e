#pragma once

#include "ui/pages/inspector.h"
#include "ui/pages/page.h"
#include "ui/tables/objecttable.h"

class QHBoxLayout;
class QPushButton;
class QSplitter;
class QVBoxLayout;

namespace skep::ui {

class ButtonRow;

// A list with its title, the actions of its kind as buttons, and an inspector of what is selected beside it.
class TablePage : public Page {
    Q_OBJECT
public:
    // `buttons` are ids of actions, shown right of the title.
    TablePage(Cluster& cluster, QWidget* parent, const QString& title, TableKind kind, const QStringList& buttons);

    bool focusFilter() override;
    bool exportTable() override;
    [[nodiscard]] ObjectTable& table() const { return *m_table; }

protected:
    // The inspector's content for the selected objects (at least one, all present).
    virtual void inspect(Inspector& inspector, const std::vector<store::ObjectPtr>& objects);
    [[nodiscard]] QHBoxLayout* header() const { return m_header; }
    // Of the page's width, until a person drags the edge.
    void setInspectorShare(double share) { m_share = share; }
    [[nodiscard]] std::vector<store::ObjectPtr> selected() const;
    virtual void refreshInspector();
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void divide();
    void refreshButtons();

    ObjectTable* m_table;
    Inspector* m_inspector;
    QHBoxLayout* m_header;
    ButtonRow* m_row;
    QSplitter* m_splitter;
    double m_share = 0.32; // 0: as a person wants it
    std::vector<std::pair<QString, QPushButton*>> m_buttons;
};

// Large, for the top of a page.
[[nodiscard]] QWidget* pageTitle(const QString& text, QWidget* parent);
// The line that begins with it; buttons follow.
[[nodiscard]] QHBoxLayout* titleLine(const QString& title, QWidget* parent);
// The layout of a page, edge to edge, with that line at its top.
struct PageLayout
{
    QVBoxLayout* all;
    QHBoxLayout* header;
};
[[nodiscard]] PageLayout layOutPage(const QString& title, QWidget* page);

} // namespace skep::ui
