#include "ui/swarm/secrets.h"

#include "ui/cluster/asking.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QToolButton>

namespace skep::ui {

using namespace std::chrono_literals;

void copySecret(const QString& text, std::chrono::milliseconds keep)
{
    auto* data = new QMimeData;
    data->setText(text);
    // Clipboard managers that know this leave it out of their history.
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    QClipboard* clipboard = QGuiApplication::clipboard();
    clipboard->setMimeData(data);
    QTimer::singleShot(keep, clipboard, [clipboard, text] {
        if (clipboard->text() == text)
            clipboard->clear();
    });
}

SecretLine::SecretLine(const QString& what, const QString& mask, Fetch fetch, QWidget* parent)
    : QWidget(parent)
    , m_mask(mask)
    , m_fetch(std::move(fetch))
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    m_text = new QLabel(mask, this);
    m_text->setObjectName(QStringLiteral("secret"));
    m_text->setAccessibleName(tr("%1, hidden").arg(what));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setFont(codeFont());
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reveal = new QToolButton(this);
    m_reveal->setObjectName(QStringLiteral("reveal"));
    m_reveal->setIcon(icon(QStringLiteral("eye")));
    m_reveal->setToolTip(tr("Show for 20 seconds"));
    m_reveal->setAccessibleName(tr("%1: show for 20 seconds").arg(what));
    m_copy = new QToolButton(this);
    m_copy->setObjectName(QStringLiteral("copy"));
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setToolTip(tr("Copy; the clipboard is emptied after a minute"));
    m_copy->setAccessibleName(tr("%1: copy").arg(what));
    for (auto* button : {m_reveal, m_copy})
        button->setAutoRaise(true);
    line->addWidget(m_text, 1);
    line->addWidget(m_reveal);
    line->addWidget(m_copy);
    m_hide.setSingleShot(true);
    m_hide.setInterval(20s);
    connect(&m_hide, &QTimer::timeout, this, &SecretLine::hideSecret);
    connect(m_reveal, &QToolButton::clicked, this, &SecretLine::reveal);
    connect(m_copy, &QToolButton::clicked, this, &SecretLine::copy);
}

void SecretLine::hideSecret()
{
    m_hide.stop();
    m_text->setText(m_mask);
    m_reveal->setToolTip(tr("Show for 20 seconds"));
}

void SecretLine::reveal()
{
    if (revealed())
        return hideSecret();
    whenAnswered<QString>(this, m_fetch(), [this](const Result<QString>& secret) {
        if (!secret) {
            Q_EMIT failed(errorText(secret.error()));
            return;
        }
        m_text->setText(*secret);
        m_reveal->setToolTip(tr("Hide"));
        m_hide.start();
    });
}

void SecretLine::copy()
{
    whenAnswered<QString>(this, m_fetch(), [this](const Result<QString>& secret) {
        if (!secret) {
            Q_EMIT failed(errorText(secret.error()));
            return;
        }
        copySecret(*secret);
        Q_EMIT copied();
    });
}

} // namespace skep::ui
