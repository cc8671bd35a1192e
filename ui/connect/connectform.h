#pragma once

#include "ui/connect/probe.h"
#include "ui/connect/recents.h"

#include <QWidget>

#include <array>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace skep::ui {

// Where to connect to, tried step by step before it is used.
class ConnectForm final : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectForm(QWidget* parent);

    // Fills the fields with it and tries it.
    void use(const Recent& recent);
    void focusAddress();
    // Tries this computer's daemon for what a tile of the welcome asks for: it has to be in no swarm.
    void begin(const Recent& daemon, const QString& actionId);

Q_SIGNALS:
    void chosen(const skep::client::ClusterTarget& target);
    // The daemon is ready for the action.
    void begun(const skep::client::ClusterTarget& target, const QString& actionId);

private:
    enum Kind
    {
        Socket,
        Tcp,
        Ssh
    };

    QWidget* makeFields();
    QWidget* makeSteps();
    QLineEdit* fileField(const char* name, const QString& what, QWidget* row);
    void chooseFile(QLineEdit* field);
    void followKind();
    [[nodiscard]] QString host() const;
    void tryIt();
    void tryTarget(client::ClusterTarget target);
    void tryManager(const QString& manager);
    void complain(const QString& text);
    void showSteps();
    void showManagers();

    Recent m_trying;
    QString m_action; // of begin()
    std::optional<client::ClusterTarget> m_target;
    Probe* m_probe = nullptr;
    QComboBox* m_kind;
    QLineEdit *m_address, *m_ca, *m_certificate, *m_key, *m_name;
    QWidget* m_tlsRow;
    QLabel *m_tlsTitle, *m_error;
    QHBoxLayout* m_managers;
    QPushButton *m_try, *m_connect;
    std::array<QLabel*, 5> m_steps{};
};

} // namespace skep::ui
