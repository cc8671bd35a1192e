#include "ui/forms/formlayout.h"

#include "ui/forms/conflictpane.h"
#include "ui/forms/fieldeditor.h"
#include "ui/forms/fieldpages.h"
#include "ui/forms/reviewpane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/sheet.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>

namespace skep::ui {
namespace {

struct ServiceFormText
{
    Q_DECLARE_TR_FUNCTIONS(FormLayout)
};

// Wants to be as large as a form is comfortable; the sheet gives it what the window has.
class Body final : public QSplitter
{
public:
    explicit Body(QWidget* parent)
        : QSplitter(Qt::Horizontal, parent)
    {
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        return {fontMetrics().averageCharWidth() * 190, fontMetrics().height() * 34};
    }
};

} // namespace

FormLayout layOut(Sheet& sheet, bool creating, std::function<const FormNames&()> names)
{
    using T = ServiceFormText;
    FormLayout parts{};
    parts.restored = new QWidget(&sheet);
    auto* line = new QHBoxLayout(parts.restored);
    line->setContentsMargins(0, 0, 0, 0);
    auto* back = new QLabel(T::tr("Your unfinished changes are back."), parts.restored);
    back->setObjectName(QStringLiteral("restored"));
    parts.discard = new QPushButton(T::tr("Discard them"), parts.restored);
    parts.discard->setObjectName(QStringLiteral("discard"));
    line->addWidget(back);
    line->addWidget(parts.discard);
    parts.left = new QLabel(parts.restored);
    parts.left->setObjectName(QStringLiteral("left"));
    parts.left->setTextFormat(Qt::PlainText);
    parts.left->setWordWrap(true);
    line->addWidget(parts.left, 1);
    parts.restored->hide();
    parts.conflicts = new ConflictPane(&sheet);
    parts.wait = new QLabel(T::tr("Reading the service…"), &sheet);
    auto* body = new Body(&sheet);
    body->setChildrenCollapsible(false);
    body->setHandleWidth(12);
    parts.pages = new FieldPages(serviceSections(), std::move(names), body);
    parts.review = new ReviewPane(body);
    body->addWidget(parts.pages);
    body->addWidget(parts.review);
    body->setStretchFactor(0, 3);
    body->setStretchFactor(1, 2);
    body->setSizes({700, 480});
    parts.pin = new QCheckBox(T::tr("Pin the digest of the image"), &sheet);
    parts.pin->setObjectName(QStringLiteral("pin"));
    parts.pin->setToolTip(
        T::tr("Asks the registry which image the tag stands for now, so that every node runs the same one."));
    parts.refusal = new QLabel(&sheet);
    parts.refusal->setObjectName(QStringLiteral("refusal"));
    parts.refusal->setWordWrap(true);
    parts.refusal->setTextFormat(Qt::PlainText);
    parts.refusal->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QPalette red = parts.refusal->palette();
    red.setColor(QPalette::WindowText, theme().textError);
    parts.refusal->setPalette(red);
    parts.refusal->hide();
    parts.base = new QLabel(&sheet);
    parts.base->setObjectName(QStringLiteral("baseVersion"));
    parts.base->setForegroundRole(QPalette::PlaceholderText);
    auto* foot = new QHBoxLayout;
    foot->addWidget(parts.pin);
    foot->addStretch(1);
    foot->addWidget(parts.base);
    QVBoxLayout* column = sheet.content();
    for (QWidget* part : {parts.restored, static_cast<QWidget*>(parts.conflicts), static_cast<QWidget*>(parts.wait)})
        column->addWidget(part);
    column->addWidget(body, 1);
    column->addWidget(parts.refusal);
    column->addLayout(foot);
    if (creating)
        parts.pages->setHint(T::tr(
            "Image, name and number are enough. Everything else has a default; the sections on the left change it."));
    parts.retry = sheet.addButton(T::tr("Try again"), ButtonRole::Plain);
    parts.cancel = sheet.addButton(T::tr("Cancel"), ButtonRole::Plain);
    parts.stage = sheet.addButton(T::tr("Add to Change Set"), ButtonRole::Plain);
    parts.apply = sheet.addButton({}, ButtonRole::Primary);
    parts.retry->setObjectName(QStringLiteral("retry"));
    parts.cancel->setObjectName(QStringLiteral("cancel"));
    parts.stage->setObjectName(QStringLiteral("stage"));
    parts.apply->setObjectName(QStringLiteral("apply"));
    return parts;
}

} // namespace skep::ui
