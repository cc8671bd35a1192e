#pragma once

#include "ui/connect/probe.h"
#include "ui/connect/recents.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace skep::ui {

// Welcome: recent clusters, what this computer knows, and a form that tries a connection step by step before it is used.
class ConnectWindow final : public QWidget {
    Q_OBJECT
public:
    ConnectWindow();

Q_SIGNALS:
    void chosen(const skep::client::ClusterTarget& target);

private:
    enum Kind { Socket, Tcp, Ssh };

    QWidget* makeLists();
    QWidget* makeForm();
    QWidget* makeSteps();
    void fillLists();
    void followKind();
    [[nodiscard]] QString host() const;
    void use(const Recent& recent);
    void tryIt();
    void showSteps();

    Recent m_trying;
    std::optional<client::ClusterTarget> m_target;
    Probe* m_probe = nullptr;
    QListWidget *m_recents, *m_found;
    QComboBox* m_kind;
    QLineEdit *m_address, *m_tlsFolder, *m_name;
    QLabel* m_error;
    QWidget* m_tlsRow;
    QPushButton *m_try, *m_connect;
    std::array<QLabel*, 5> m_steps{};
};

} // namespace skep::ui
