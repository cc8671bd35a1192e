#include "ui/widgets/question.h"

#include "ui/guard/confirmation.h"
#include "ui/theme/theme.h"
#include "ui/widgets/sheet.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {

void ask(Cluster* cluster, QWidget* window, const Question& question, std::function<void()> then)
{
    auto* sheet = new Sheet(window);
    sheet->setTitle(question.title);
    const auto words = [sheet](const QString& sentence, const char* name) {
        auto* label = new QLabel(sentence, sheet);
        label->setObjectName(QString::fromLatin1(name));
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        sheet->content()->addWidget(label);
        return label;
    };
    words(question.text, "question");
    if (!question.refusal.isEmpty()) {
        QLabel* why = words(question.refusal, "refusal");
        QPalette colours = why->palette();
        colours.setColor(QPalette::WindowText, theme().textError);
        why->setPalette(colours);
    }
    const Guard guard = cluster ? cluster->guard() : Guard{.level = Guard::Level::Relaxed};
    const auto staged = question.stage ? whyStaged(guard, question.deed.objects) : std::nullopt;
    Confirmation* confirmation = nullptr;
    if (staged) {
        words(*staged, "staged");
    } else if (cluster && question.refusal.isEmpty()) {
        confirmation = new Confirmation(*cluster, sheet);
        sheet->content()->addWidget(confirmation);
        confirmation->setDeed(question.deed);
    }
    auto* cancel = sheet->addButton(QCoreApplication::translate("Question", "Cancel"), ButtonRole::Plain);
    cancel->setObjectName(QStringLiteral("cancel"));
    auto* button = staged ? sheet->addButton(QCoreApplication::translate("Question", "Add to Change Set"), ButtonRole::Primary)
                          : sheet->addButton(verbUnder(guard, question.verb), question.role);
    button->setObjectName(staged ? QStringLiteral("stage") : QStringLiteral("verb"));
    const auto refresh = [button, confirmation, refused = question.refusal] {
        const auto untyped = confirmation ? confirmation->refusal() : std::nullopt;
        button->setEnabled(refused.isEmpty() && !untyped);
        button->setToolTip(untyped.value_or(QString()));
    };
    refresh();
    if (confirmation)
        QObject::connect(confirmation, &Confirmation::changed, button, refresh);
    QObject::connect(cancel, &QPushButton::clicked, sheet, &Sheet::close);
    // What is staged opens a sheet of its own.
    QObject::connect(button, &QPushButton::clicked, sheet, [sheet, does = staged ? question.stage : std::move(then)] {
        sheet->close();
        does();
    });
    sheet->present();
    (question.role == ButtonRole::Danger || !question.refusal.isEmpty() ? cancel : button)->setFocus();
}

} // namespace skep::ui
