#pragma once

#include "ui/forms/draft.h"

#include <QFrame>

class QLabel;
class QGridLayout;

namespace skep::ui {

// Somebody else changed the object while it was edited: what came in by itself, and, for each field that both changed,
// the value it had, mine and theirs, with a button for either.
class ConflictPane final : public QFrame
{
    Q_OBJECT
public:
    explicit ConflictPane(QWidget* parent);
    void show(const std::vector<Draft::Change>& taken, const std::vector<Draft::Conflict>& conflicts);

Q_SIGNALS:
    void settled(const QString& id, bool keepMine);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_sentence;
    QWidget* m_rows = nullptr;
};

} // namespace skep::ui
