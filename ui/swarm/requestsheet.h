#pragma once

#include "ui/cluster/cluster.h"
#include "ui/widgets/sheet.h"

#include <QJsonObject>

class QComboBox;
class QLabel;
class QPushButton;

namespace skep::ui {

class Confirmation;

// A sheet that sends one request and stays until it is answered: what the server refuses stands in it, beside what was
// asked for.
class RequestSheet : public Sheet
{
    Q_OBJECT
public:
    RequestSheet(Cluster& cluster, QWidget* window, const QString& title, const QString& verb, ButtonRole role);

    [[nodiscard]] Cluster& cluster() const { return m_cluster; }
    [[nodiscard]] QString error() const;

protected:
    using Work = std::function<async::Task<Result<std::string>>()>;

    // A paragraph of words below what is there.
    QLabel* say(const QString& text);
    // The line with the equivalent command. One with a masked secret in it cannot be copied.
    void showCommand(const QString& command, bool copyable = true);
    // Why the verb cannot be pressed now; nullopt when it can.
    void refuse(const std::optional<QString>& reason);
    // What the cluster's guard has to know of it.
    void confirm(const Deed& deed);
    // With the tag of a production cluster.
    void setVerb(const QString& verb);
    void fail(const QString& error);
    // Sends; the verb rests meanwhile. `done` is called on success and decides whether the sheet closes.
    void send(const Work& work, std::function<void(const std::string&)> done);
    // What the verb does.
    virtual void act() = 0;
    [[nodiscard]] QPushButton* verb() const { return m_verb; }
    [[nodiscard]] QPushButton* cancel() const { return m_cancel; }

private:
    void refreshVerb();

    Cluster& m_cluster;
    QLabel *m_error, *m_command = nullptr;
    QPushButton *m_cancel, *m_verb;
    Confirmation* m_confirmation;
    std::optional<QString> m_refused;
    bool m_sending = false;
};

// The name of the node that answers: as the swarm calls it, else of this computer when it is reached by a socket here,
// else the host.
[[nodiscard]] QString answeringNode(const Cluster& cluster);

// Addresses of the node that answers, to choose from or to write: those of this computer when it is reached by a socket
// here, else the host of the connection.
[[nodiscard]] QComboBox* addressBox(const Cluster& cluster, QWidget* parent);
[[nodiscard]] QString addressOf(const QComboBox* box);

} // namespace skep::ui
