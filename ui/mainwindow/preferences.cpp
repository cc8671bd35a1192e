#include "ui/mainwindow/preferences.h"

#include "ui/activity/alerts.h"
#include "ui/guard/guardsettings.h"
#include "ui/widgets/sheet.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

struct Preferences
{
    Q_DECLARE_TR_FUNCTIONS(Preferences)
};

const QString SingleKeys = QStringLiteral("keys/single");

void heading(Sheet& sheet, const QString& text)
{
    auto* label = new QLabel(text, &sheet);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    sheet.content()->addSpacing(4);
    sheet.content()->addWidget(label);
}

QCheckBox* choice(Sheet& sheet, const QString& name, const QString& text, bool on)
{
    auto* box = new QCheckBox(text, &sheet);
    box->setObjectName(name);
    box->setChecked(on);
    sheet.content()->addWidget(box);
    return box;
}

} // namespace

void openPreferences(Cluster& cluster, QWidget* window)
{
    auto* sheet = new Sheet(window);
    sheet->setObjectName(QStringLiteral("preferences"));
    sheet->setTitle(Preferences::tr("Preferences"));
    heading(*sheet, Preferences::tr("The cluster %1").arg(cluster.name()));
    auto* guard = new GuardSettings(cluster, sheet);
    sheet->content()->addWidget(guard);
    heading(*sheet, Preferences::tr("Keyboard"));
    auto* single = choice(*sheet, QStringLiteral("singleKeys"),
        Preferences::tr("Single letters act on the chosen nodes of the map (D drains, A activates, P pauses)"),
        QSettings().value(SingleKeys, true).toBool());
    heading(*sheet, Preferences::tr("Notifications of the desktop while no window of the cluster is in front"));
    std::vector<std::pair<Alert::Kind, QCheckBox*>> kinds;
    for (const auto kind : AlertKinds)
        kinds.emplace_back(
            kind, choice(*sheet, QStringLiteral("alert.%1").arg(int(kind)), alertKindText(kind), alertsOf(kind)));
    const std::string id = cluster.state().clusterId;
    auto* muted = choice(*sheet, QStringLiteral("alertsMuted"),
        Preferences::tr("None of them from %1").arg(cluster.name()), alertsMuted(id));
    muted->setEnabled(!id.empty());
    auto* cancel = sheet->addButton(Preferences::tr("Cancel"), ButtonRole::Plain);
    auto* save = sheet->addButton(Preferences::tr("Save"), ButtonRole::Primary);
    save->setObjectName(QStringLiteral("savePreferences"));
    QObject::connect(cancel, &QPushButton::clicked, sheet, &Sheet::close);
    QObject::connect(save, &QPushButton::clicked, sheet, [=] {
        QSettings().setValue(SingleKeys, single->isChecked());
        for (const auto& [kind, box] : kinds)
            setAlertsOf(kind, box->isChecked());
        if (!id.empty())
            setAlertsMuted(id, muted->isChecked());
        guard->save();
        sheet->close();
    });
    sheet->present();
    single->setFocus();
}

} // namespace skep::ui
