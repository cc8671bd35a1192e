#include "ui/guard/guardsettings.h"

#include "ui/guard/clusterstrip.h"
#include "ui/theme/theme.h"
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace skep::ui {

GuardSettings::GuardSettings(Cluster& cluster, QWidget* parent)
    : QWidget(parent)
    , m_clusterId(cluster.state().clusterId)
{
    const Guard guard = GuardBook::instance().of(m_clusterId);
    auto* rows = new QFormLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    m_level = new QComboBox(this);
    m_level->setObjectName(QStringLiteral("guardLevel"));
    for (const auto level : GuardLevels)
        m_level->addItem(guardLevelText(level), int(level));
    m_level->setCurrentIndex(m_level->findData(int(guard.level)));
    m_tag = new QLineEdit(guard.tag, this);
    m_tag->setObjectName(QStringLiteral("guardTag"));
    m_tag->setPlaceholderText(QStringLiteral("PROD"));
    m_tag->setMaxLength(16);
    rows->addRow(tr("Guard"), m_level);
    rows->addRow(tr("Tag"), m_tag);
    m_colour = new QComboBox(this);
    m_colour->setObjectName(QStringLiteral("guardColour"));
    for (int tint = -1; tint < MembershipTints; ++tint)
        m_colour->addItem(clusterSwatch(tint), colourText(tint), tint);
    m_colour->setCurrentIndex(m_colour->findData(guard.colour));
    m_colour->setAccessibleName(tr("Colour of %1").arg(cluster.name()));
    m_colour->setToolTip(tr("Of a strip along the windows of this cluster"));
    rows->addRow(tr("Colour"), m_colour);
    m_level->setAccessibleName(tr("Guard of %1").arg(cluster.name()));
    m_tag->setAccessibleName(tr("Tag of %1").arg(cluster.name()));
    const auto words = [this, rows](const QString& text) {
        auto* label = new QLabel(text, this);
        label->setWordWrap(true);
        rows->addRow(label);
        return label;
    };
    m_meaning = words({});
    m_meaning->setObjectName(QStringLiteral("guardMeaning"));
    words(tr("It guards against accidents and is no access control: whoever may connect may change the cluster by other "
             "means."))
        ->setForegroundRole(QPalette::PlaceholderText);
    setEnabled(!m_clusterId.empty());
    connect(m_level, &QComboBox::currentIndexChanged, this, &GuardSettings::refresh);
    refresh();
}

Guard GuardSettings::chosen() const
{
    return {Guard::Level(m_level->currentData().toInt()), m_tag->text().trimmed(), m_colour->currentData().toInt()};
}

void GuardSettings::refresh()
{
    m_meaning->setText(guardLevelMeaning(chosen().level));
    m_tag->setEnabled(chosen().level == Guard::Level::Production);
}

void GuardSettings::save()
{
    GuardBook::instance().set(m_clusterId, chosen());
}

} // namespace skep::ui
