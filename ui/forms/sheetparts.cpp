#include "ui/forms/sheetparts.h"

#include "shared/api/quantities.h"
#include "ui/forms/fieldkinds.h"
#include "ui/text/text.h"
#include "ui/text/translations.h"
#include "ui/theme/theme.h"
#include "ui/widgets/sheet.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace skep::ui {
namespace {

struct SheetParts
{
    Q_DECLARE_TR_FUNCTIONS(SheetParts)
};

} // namespace

QLineEdit* addLine(Sheet& sheet, const QString& name, const QString& label, const QString& hint)
{
    auto* line = new QHBoxLayout;
    line->setSpacing(12);
    auto* words = new QLabel(label, &sheet);
    words->setMinimumWidth(sheet.fontMetrics().averageCharWidth() * 16);
    auto* edit = new QLineEdit(&sheet);
    edit->setObjectName(name);
    edit->setAccessibleName(label);
    edit->setPlaceholderText(hint);
    words->setBuddy(edit);
    line->addWidget(words);
    line->addWidget(edit, 1);
    sheet.content()->addLayout(line);
    return edit;
}

QLabel* addWords(Sheet& sheet, const QString& name)
{
    auto* label = new QLabel(&sheet);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    sheet.content()->addWidget(label);
    return label;
}

QLabel* addRefusal(Sheet& sheet)
{
    QLabel* label = addWords(sheet, QStringLiteral("refusal"));
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, theme().textError);
    label->setPalette(colours);
    return label;
}

QLabel* addCommand(Sheet& sheet)
{
    auto* row = new QWidget(&sheet);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    auto* command = new QLabel(row);
    command->setObjectName(QStringLiteral("command"));
    command->setWordWrap(true);
    command->setTextFormat(Qt::PlainText);
    command->setTextInteractionFlags(Qt::TextSelectableByMouse);
    command->setFont(codeFont());
    auto* copy = new QToolButton(row);
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setToolTip(SheetParts::tr("Copy the command"));
    copy->setAccessibleName(copy->toolTip());
    QObject::connect(
        copy, &QToolButton::clicked, command, [command] { QGuiApplication::clipboard()->setText(command->text()); });
    line->addWidget(command, 1);
    line->addWidget(copy, 0, Qt::AlignTop);
    sheet.content()->addWidget(row);
    return command;
}

void setWords(QLabel* label, const QString& text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

const Field& labelsField()
{
    return keptByLanguage([] {
        return mapField({"labels", SheetParts::tr("Labels"), {QStringLiteral("Labels")}}, SheetParts::tr("Name"),
            SheetParts::tr("Value"));
    });
}

FieldValue readLabels(const Rows& rows)
{
    return labelsField().read(rows, QJsonObject(), {});
}

QString labelOptions(const Rows& rows, const char* option)
{
    QString text;
    for (const QStringList& row : rows)
        if (!row.value(0).trimmed().isEmpty())
            text += u' ' + QLatin1String(option) + u' '
                + qstr(api::quotedWord((row.value(0).trimmed() + u'=' + row.value(1)).toStdString()));
    return text;
}

} // namespace skep::ui
