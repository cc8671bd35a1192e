#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

class QWidget;

namespace skep::ui {

// Waits until a window shows everything, saves its picture and answers: "" or why not.
class Screenshot final : public QObject {
    Q_OBJECT
public:
    // `settled`: whether everything is shown; `reason`: why it is not, for the error after `timeout`.
    Screenshot(QWidget* window, QString file, std::function<bool()> settled, std::function<QString()> reason, std::chrono::milliseconds timeout);

Q_SIGNALS:
    void done(const QString& error);

private:
    void look();
    void save();

    QWidget* m_window;
    QString m_file;
    std::function<bool()> m_settled;
    QTimer m_look, m_timeout;
    int m_quiet = 0; // looks in a row that found everything in place
};

} // namespace skep::ui
