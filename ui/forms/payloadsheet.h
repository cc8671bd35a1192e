#pragma once

#include "ui/cluster/cluster.h"
#include "ui/widgets/sheet.h"

class QCheckBox;
class QLabel;
class QLineEdit;

namespace skep::ui {

class PayloadInput;
class RowsEditor;

// Creates a secret or config; or, given one that exists, the next version of it and puts that in its place, service by
// service. A refusal keeps everything that was written.
class PayloadSheet final : public Sheet
{
    Q_OBJECT
public:
    static PayloadSheet* create(Cluster& cluster, QWidget* window, api::ObjectKind kind);
    static PayloadSheet* rotate(Cluster& cluster, QWidget* window, api::ObjectKind kind, const std::string& id);

private:
    PayloadSheet(Cluster& cluster, QWidget* window, api::ObjectKind kind, std::string oldId);
    void addUsers();
    void refresh();
    void send();
    void accepted(const std::string& id);
    [[nodiscard]] bool rotating() const { return !m_oldId.empty(); }
    [[nodiscard]] QString commandText() const;

    static async::Task<void> sending(
        QPointer<PayloadSheet> sheet, std::shared_ptr<client::EngineClient> engine, std::string path, QJsonObject spec);

    Cluster& m_cluster;
    const api::ObjectKind m_kind;
    const std::string m_oldId;
    bool m_busy = false;
    QLineEdit* m_name;
    PayloadInput* m_input;
    RowsEditor* m_labels;
    std::vector<std::pair<std::string, QCheckBox*>> m_users;
    QLabel *m_command, *m_refusal;
    QPushButton* m_verb;
};

} // namespace skep::ui
