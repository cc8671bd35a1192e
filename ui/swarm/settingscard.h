#pragma once

#include "ui/cluster/cluster.h"
#include "ui/swarm/card.h"
#include "ui/swarm/swarmspec.h"

#include <map>

class QFormLayout;
class QPushButton;

namespace skep::ui {

// The swarm's settings as one staged form: what differs is shown with its command before Apply sends it.
class SettingsCard final : public SwarmCard
{
    Q_OBJECT
public:
    SettingsCard(Cluster& cluster, QWidget* parent);
    void refresh();

private:
    void addField(const SwarmSetting& setting);
    void edited();
    void revert();
    void apply();
    [[nodiscard]] QJsonObject spec() const;
    [[nodiscard]] static QJsonObject documentOf(const store::View& view);
    [[nodiscard]] std::map<QString, QString> texts() const;

    Cluster& m_cluster;
    QFormLayout* m_rows;
    std::map<QString, QWidget*> m_fields;
    std::map<QString, QString> m_shown; // as the mirror had it when the field was filled
    QLabel *m_fixed, *m_diff, *m_command, *m_error;
    QPushButton *m_revert, *m_apply;
    bool m_filling = false;
};

} // namespace skep::ui
