#include "ui/widgets/question.h"

#include "ui/theme/theme.h"
#include "ui/widgets/sheet.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {

void ask(QWidget* window, const QString& title, const QString& text, const QString& verb, ButtonRole role,
    std::function<void()> then, const QString& refusal)
{
    auto* sheet = new Sheet(window);
    sheet->setTitle(title);
    const auto words = [sheet](const QString& sentence, const char* name) {
        auto* label = new QLabel(sentence, sheet);
        label->setObjectName(QString::fromLatin1(name));
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        sheet->content()->addWidget(label);
        return label;
    };
    words(text, "question");
    if (!refusal.isEmpty()) {
        QLabel* why = words(refusal, "refusal");
        QPalette colours = why->palette();
        colours.setColor(QPalette::WindowText, theme().textError);
        why->setPalette(colours);
    }
    auto* cancel = sheet->addButton(QCoreApplication::translate("Question", "Cancel"), ButtonRole::Plain);
    cancel->setObjectName(QStringLiteral("cancel"));
    auto* button = sheet->addButton(verb, role);
    button->setObjectName(QStringLiteral("verb"));
    button->setEnabled(refusal.isEmpty());
    QObject::connect(cancel, &QPushButton::clicked, sheet, &Sheet::close);
    QObject::connect(button, &QPushButton::clicked, sheet, [sheet, then = std::move(then)] {
        then();
        sheet->close();
    });
    sheet->present();
    (role == ButtonRole::Danger || !refusal.isEmpty() ? cancel : button)->setFocus();
}

} // namespace skep::ui
