#pragma once

#include "ui/cluster/cluster.h"
#include "ui/forms/field.h"
#include "ui/widgets/sheet.h"

class QLabel;

namespace skep::ui {

class RowsEditor;

// "docker node update --label-add zone=a --label-rm rack worker-1"
[[nodiscard]] QString nodeLabelCommand(const Rows& before, const Rows& after, const QString& node);

// The labels of a node, secret or config. Labels that others change meanwhile stay as they made them.
class LabelSheet final : public Sheet
{
    Q_OBJECT
public:
    // `suggestion`: a row to begin with, or a row to change where its name stands there already.
    static LabelSheet* open(Cluster& cluster, QWidget* window, api::ObjectKind kind, const std::string& id,
        const QStringList& suggestion = {});

private:
    LabelSheet(Cluster& cluster, QWidget* window, api::ObjectKind kind, std::string id, const QStringList& suggestion);
    void refresh();
    void send();
    static async::Task<void> sending(QPointer<LabelSheet> sheet, Rows wanted);

    Cluster& m_cluster;
    const api::ObjectKind m_kind;
    const std::string m_id;
    Rows m_base;
    bool m_busy = false;
    RowsEditor* m_labels;
    QLabel *m_command, *m_refusal;
    QPushButton* m_verb;
};

} // namespace skep::ui
