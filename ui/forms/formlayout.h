#pragma once

#include "ui/forms/field.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QWidget;

namespace skep::ui {

class ConflictPane;
class FieldPages;
class ReviewPane;
class Sheet;

// The parts of a service's form and where they stand; what they do is ServiceForm's.
struct FormLayout
{
    ConflictPane* conflicts;
    QWidget* restored; // "Your unfinished changes are back", with `discard` and what is not back
    QPushButton* discard;
    QLabel* left;
    QLabel* wait;
    FieldPages* pages;
    ReviewPane* review;
    QCheckBox* pin;
    QLabel *refusal, *base;
    QPushButton *retry, *cancel, *stage, *apply;
};
[[nodiscard]] FormLayout layOut(Sheet& sheet, bool creating, std::function<const FormNames&()> names);

} // namespace skep::ui
