#pragma once

#include "ui/cluster/cluster.h"
#include "ui/widgets/sheet.h"

#include <QJsonObject>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace skep::ui {

class RowsEditor;

// What a person says about a network to be made.
struct NetworkWish
{
    QString name, driver = QStringLiteral("overlay"), subnet, range, gateway;
    bool attachable = false, internal = false, encrypted = false;
    QJsonObject labels;
};
[[nodiscard]] QJsonObject networkRequest(const NetworkWish& wish);
[[nodiscard]] QString networkCommand(const NetworkWish& wish);
// Why it cannot be; "" when it can.
[[nodiscard]] QString networkError(const NetworkWish& wish);

// Creates a network of the swarm.
class NetworkSheet final : public Sheet
{
    Q_OBJECT
public:
    static NetworkSheet* open(Cluster& cluster, QWidget* window);

private:
    NetworkSheet(Cluster& cluster, QWidget* window);
    [[nodiscard]] NetworkWish wish() const;
    void refresh();
    void send();
    static async::Task<void> sending(
        QPointer<NetworkSheet> sheet, std::shared_ptr<client::EngineClient> engine, QJsonObject request);

    Cluster& m_cluster;
    bool m_busy = false;
    QLineEdit *m_name, *m_driver, *m_subnet, *m_range, *m_gateway;
    QCheckBox *m_attachable, *m_internal, *m_encrypted;
    RowsEditor* m_labels;
    QLabel *m_command, *m_refusal;
    QPushButton* m_verb;
};

} // namespace skep::ui
