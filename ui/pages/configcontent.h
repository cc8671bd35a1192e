#pragma once

#include "shared/api/objects.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace skep::ui {

// What is in a config, to read and copy; of one that is no text, how large it is.
class ConfigContent final : public QWidget
{
    Q_OBJECT
public:
    explicit ConfigContent(QWidget* parent);
    void show(const api::Config& config);

private:
    QLabel* m_heading;
    QPlainTextEdit* m_text;
    std::string m_id;
};

} // namespace skep::ui
