#include "ui/widgets/buttonrow.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace skep::ui {
namespace {

constexpr int Spacing = 8;

} // namespace

ButtonRow::ButtonRow(QWidget* parent) : QWidget(parent), m_layout(new QHBoxLayout(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(Spacing);
    m_layout->addStretch(1);
}

void ButtonRow::add(QPushButton* button)
{
    Entry entry{.button = button, .text = button->text()};
    if (button->accessibleName().isEmpty())
        button->setAccessibleName(entry.text);
    m_layout->addWidget(button);
    measure(entry);
    m_entries.push_back(std::move(entry));
    updateGeometry();
}

void ButtonRow::setText(QPushButton* button, const QString& text)
{
    button->setAccessibleName(text);
    const auto entry = std::ranges::find(m_entries, button, &Entry::button);
    if (entry->text.isEmpty() || entry->text == text)
        return;
    entry->text = text;
    measure(*entry);
    updateGeometry();
    arrange();
}

void ButtonRow::measure(Entry& entry)
{
    entry.button->setText(entry.text);
    entry.wide = entry.narrow = entry.button->sizeHint().width();
    if (entry.button->icon().isNull())
        return;
    entry.button->setText({});
    entry.narrow = entry.button->sizeHint().width();
    entry.button->setText(entry.text);
}

int ButtonRow::total(int Entry::*width) const
{
    int sum = 0;
    for (const Entry& entry : m_entries)
        sum += entry.*width + (sum ? Spacing : 0);
    return sum;
}

QSize ButtonRow::sizeHint() const
{
    return {total(&Entry::wide), m_layout->sizeHint().height()};
}

QSize ButtonRow::minimumSizeHint() const
{
    return {total(&Entry::narrow), m_layout->minimumSize().height()};
}

void ButtonRow::arrange()
{
    int wanted = total(&Entry::wide);
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
        const bool bare = wanted > width() && entry->narrow < entry->wide;
        if (bare)
            wanted -= entry->wide - entry->narrow;
        if (const QString text = bare ? QString() : entry->text; entry->button->text() != text)
            entry->button->setText(text);
    }
}

void ButtonRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ButtonRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange)
        return;
    for (Entry& entry : m_entries)
        measure(entry);
    updateGeometry();
    arrange();
}

} // namespace skep::ui
