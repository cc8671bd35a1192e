#include "ui/forms/payloadinput.h"

#include "shared/api/validation.h"
#include "ui/forms/secretedit.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRandomGenerator>

namespace skep::ui {

PayloadInput::PayloadInput(api::ObjectKind kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
{
    const bool secret = kind == api::ObjectKind::Secret;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    if (secret) {
        m_text = new SecretEdit(this);
    } else {
        m_text = new QPlainTextEdit(this);
        m_text->setFont(codeFont());
        m_text->setTabChangesFocus(true);
    }
    m_text->setObjectName(QStringLiteral("value"));
    m_text->setAccessibleName(tr("Value"));
    m_text->setPlaceholderText(secret ? tr("Type or paste the value") : tr("Type or paste the content"));
    m_text->setMinimumHeight(fontMetrics().height() * (secret ? 4 : 10));
    if (secret)
        m_text->setMaximumHeight(fontMetrics().height() * 6);
    column->addWidget(m_text, 1);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    auto* label = new QLabel(tr("or from a file"), this);
    m_path = new QLineEdit(this);
    m_path->setObjectName(QStringLiteral("file"));
    m_path->setAccessibleName(tr("File"));
    m_path->setPlaceholderText(tr("path"));
    label->setBuddy(m_path);
    auto* open = new QPushButton(icon(QStringLiteral("folder")), tr("Choose…"), this);
    open->setObjectName(QStringLiteral("choose"));
    connect(open, &QPushButton::clicked, this, &PayloadInput::browse);
    line->addWidget(label);
    line->addWidget(m_path, 1);
    line->addWidget(open);
    if (secret) {
        auto* show = new QPushButton(icon(QStringLiteral("eye")), tr("Show"), this);
        show->setObjectName(QStringLiteral("reveal"));
        show->setToolTip(tr("Shows the value while it is held down"));
        auto* edit = static_cast<SecretEdit*>(m_text);
        connect(show, &QPushButton::pressed, edit, [edit] { edit->setRevealed(true); });
        connect(show, &QPushButton::released, edit, [edit] { edit->setRevealed(false); });
        auto* generate = new QPushButton(tr("Generate"), this);
        generate->setObjectName(QStringLiteral("generate"));
        generate->setToolTip(tr("32 random letters and digits"));
        connect(generate, &QPushButton::clicked, this, [this] {
            static constexpr char Letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
            QString text;
            for (int i = 0; i < 32; ++i)
                text += QLatin1Char(Letters[QRandomGenerator::system()->bounded(int(sizeof Letters - 1))]);
            m_path->clear();
            setText(text);
        });
        line->addWidget(show);
        line->addWidget(generate);
    }
    column->addLayout(line);
    connect(m_text, &QPlainTextEdit::textChanged, this, &PayloadInput::edited);
    connect(m_path, &QLineEdit::textChanged, this, [this](const QString& path) {
        m_text->setEnabled(path.isEmpty());
        Q_EMIT edited();
    });
    setFocusProxy(m_text);
}

PayloadInput::~PayloadInput()
{
    clear();
}

void PayloadInput::browse()
{
    auto* dialog = new QFileDialog(this, tr("Choose a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

PayloadInput::Payload PayloadInput::payload() const
{
    const bool secret = m_kind == api::ObjectKind::Secret;
    const auto limit = qint64(secret ? api::SecretDataLimit : api::ConfigDataLimit);
    QByteArray data;
    if (m_path->text().isEmpty()) {
        data = m_text->toPlainText().toUtf8();
    } else {
        QFile file(m_path->text());
        if (!file.open(QIODevice::ReadOnly))
            return {{}, tr("%1 cannot be read: %2").arg(m_path->text(), file.errorString())};
        data = file.read(limit + 1);
    }
    if (data.isEmpty() && secret)
        return {{}, tr("A secret needs a value")};
    if (data.isEmpty())
        return {{}, tr("A config needs a content")};
    if (data.size() >= limit)
        return {{}, tr("It is larger than the %1 that a swarm stores").arg(QLocale().formattedDataSize(limit))};
    return {data, {}};
}

QString PayloadInput::source() const
{
    return m_path->text().isEmpty() ? QStringLiteral("-") : m_path->text();
}

void PayloadInput::setText(const QString& text)
{
    m_text->setPlainText(text);
}

void PayloadInput::clear()
{
    const QSignalBlocker quiet(m_text);
    m_text->clear();
}

} // namespace skep::ui
