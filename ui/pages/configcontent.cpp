#include "ui/pages/configcontent.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QStringDecoder>
#include <QVBoxLayout>

namespace skep::ui {

ConfigContent::ConfigContent(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_heading = new QLabel(this);
    QFont bold = m_heading->font();
    bold.setWeight(QFont::DemiBold);
    m_heading->setFont(bold);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("configContent"));
    m_text->setAccessibleName(tr("Content"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(codeFont());
    m_text->setMinimumHeight(fontMetrics().height() * 16);
    column->addWidget(m_heading);
    column->addWidget(m_text, 1);
}

void ConfigContent::show(const api::Config& config)
{
    if (m_id == config.id)
        return; // its content never changes
    m_id = config.id;
    const Bytes none;
    const Bytes& data = config.spec.data ? config.spec.data->data : none;
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(QByteArrayView(reinterpret_cast<const char*>(data.data()), qsizetype(data.size())));
    const bool readable = !decode.hasError() && !text.contains(QChar(u'\0'));
    m_heading->setText(readable ? tr("Content") : tr("Not a text: %1").arg(bytesText(std::int64_t(data.size()))));
    m_text->setVisible(readable);
    m_text->setPlainText(readable ? text : QString());
}

} // namespace skep::ui
