#pragma once

#include "shared/api/objects.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace skep::ui {

class SecretEdit;

// The value of a secret or config: typed or pasted, from a file, or (a secret) generated. A secret's is hidden while
// nobody holds "Show", and gone with the widget.
class PayloadInput final : public QWidget
{
    Q_OBJECT
public:
    PayloadInput(api::ObjectKind kind, QWidget* parent);
    ~PayloadInput() override;

    // What is to be sent, read now; an error is a sentence for the person.
    struct Payload
    {
        QByteArray data;
        QString error;
    };
    [[nodiscard]] Payload payload() const;
    // "-" for what was typed, else the path: the last argument of docker's command.
    [[nodiscard]] QString source() const;
    void setText(const QString& text);
    void clear();

Q_SIGNALS:
    void edited();

private:
    void browse();

    const api::ObjectKind m_kind;
    QPlainTextEdit* m_text;
    QLineEdit* m_path;
};

} // namespace skep::ui
