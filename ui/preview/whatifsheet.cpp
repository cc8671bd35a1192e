#include "ui/preview/whatifsheet.h"

#include "ui/actions/action.h"
#include "ui/forms/sheetparts.h"
#include "ui/preview/arming.h"
#include "ui/preview/whatifview.h"
#include "ui/widgets/sheet.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>

namespace skep::ui {
namespace {

struct WhatIfSheet
{
    Q_DECLARE_TR_FUNCTIONS(WhatIfSheet)
};

void addVerb(Sheet& sheet, Cluster& cluster, WhatIfView& whatIf, const WhatIfOffer& offer)
{
    auto* verb = sheet.addButton(verbUnder(cluster.guard(), offer.verb), ButtonRole::Primary);
    verb->setObjectName(QStringLiteral("verb"));
    auto* arming = new Arming(&sheet);
    const auto refresh = [verb, arming, &cluster, view = &whatIf] {
        const auto refused = changeRefusal(cluster);
        verb->setEnabled(!refused && view->eventful() && !arming->resting());
        verb->setToolTip(refused.value_or(QString()));
    };
    QObject::connect(arming, &Arming::rested, verb, refresh);
    QObject::connect(&cluster, &Cluster::stateChanged, verb, refresh);
    QObject::connect(&whatIf, &WhatIfView::changed, verb, [refresh, arming, view = &whatIf] {
        arming->say({view->digest()});
        refresh();
    });
    QObject::connect(verb, &QPushButton::clicked, &sheet, [sheet = &sheet, send = offer.send] {
        sheet->close();
        send();
    });
    refresh();
}

} // namespace

void openWhatIf(Cluster& cluster, QWidget* window, WhatIfOffer offer)
{
    auto* sheet = new Sheet(window);
    sheet->setObjectName(QStringLiteral("whatIfSheet"));
    sheet->setTitle(offer.verb.isEmpty() ? offer.title : WhatIfSheet::tr("%1 — preview, nothing has changed yet").arg(offer.title));
    setWords(addWords(*sheet, QStringLiteral("sentence")), offer.sentence);
    auto* whatIf = new WhatIfView(sheet);
    sheet->content()->addWidget(whatIf, 1);
    if (!offer.command.isEmpty())
        addCommand(*sheet)->setText(offer.command);
    auto* close = sheet->addButton(offer.verb.isEmpty() ? WhatIfSheet::tr("Close") : WhatIfSheet::tr("Cancel"), ButtonRole::Plain);
    QObject::connect(close, &QPushButton::clicked, sheet, &Sheet::close);
    if (!offer.verb.isEmpty())
        addVerb(*sheet, cluster, *whatIf, offer);
    whatIf->follow(cluster, offer.question);
    sheet->present();
    close->setFocus();
}

} // namespace skep::ui
