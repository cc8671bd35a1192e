#pragma once

#include "ui/mainwindow/actionbook.h"
#include "ui/palette/match.h"
#include "ui/widgets/sheet.h"

class QLineEdit;
class QListWidget;

namespace skep::ui {

// One line to go anywhere and do anything: pages, objects, the actions of the catalogue, and actions on objects ("dr w2"). What
// cannot be done now is shown with its reason.
class CommandPalette final : public Sheet {
    Q_OBJECT
public:
    static CommandPalette* open(Cluster& cluster, ActionBook& book, QWidget* window, ActionBook::Go go);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // What an entry does when it is chosen.
    struct Choice {
        QString page; // go there …
        const Action* action = nullptr; // … or run this
        Selection selection;
    };

    CommandPalette(Cluster& cluster, ActionBook& book, QWidget* window, ActionBook::Go go);
    void search();
    void choose();
    void addPages();
    void addObjects(const QString& query, QChar prefix);
    void addActions();
    void addActionsOn(const QString& query);
    void add(PaletteEntry entry, Choice choice);

    Cluster& m_cluster;
    ActionBook& m_book;
    ActionBook::Go m_go;
    QLineEdit* m_line;
    QListWidget* m_list;
    std::vector<PaletteEntry> m_entries;
    std::vector<Choice> m_choices;
};

} // namespace skep::ui
