#pragma once

#include "ui/connect/connectform.h"

#include <QWidget>

class QListWidget;
class QPushButton;

namespace skep::ui {

// Welcome: a cluster here, another one, or this machine into one; recent clusters and what this computer knows.
class ConnectWindow final : public QWidget
{
    Q_OBJECT
public:
    ConnectWindow();

Q_SIGNALS:
    void chosen(const skep::client::ClusterTarget& target);
    // A window on it is to open and to run the action.
    void begun(const skep::client::ClusterTarget& target, const QString& actionId);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeTiles();
    QPushButton* tile(const char* name, const char* iconName, const QString& title, const QString& text);
    QWidget* makeLists();
    void fillLists();

    ConnectForm* m_form;
    QListWidget *m_recents, *m_found;
};

} // namespace skep::ui
