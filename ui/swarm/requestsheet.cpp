#include "ui/swarm/requestsheet.h"

#include "ui/actions/quorum.h"
#include "ui/cluster/asking.h"
#include "ui/guard/confirmation.h"
#include "ui/swarm/localaddresses.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QToolButton>
#include <QVBoxLayout>

namespace skep::ui {

RequestSheet::RequestSheet(
    Cluster& cluster, QWidget* window, const QString& title, const QString& verb, ButtonRole role)
    : Sheet(window)
    , m_cluster(cluster)
{
    setTitle(title);
    m_error = new QLabel(this);
    m_error->setObjectName(QStringLiteral("error"));
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme().textError);
    m_error->setPalette(colours);
    m_error->hide();
    m_confirmation = new Confirmation(cluster, this);
    connect(m_confirmation, &Confirmation::changed, this, &RequestSheet::refreshVerb);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->insertWidget(2, m_confirmation); // between the content and the buttons
    column->insertWidget(3, m_error);
    m_cancel = addButton(tr("Cancel"), ButtonRole::Plain);
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_verb = addButton({}, role);
    setVerb(verb);
    m_verb->setObjectName(QStringLiteral("verb"));
    connect(m_cancel, &QPushButton::clicked, this, &Sheet::close);
    connect(m_verb, &QPushButton::clicked, this, [this] { act(); });
}

QLabel* RequestSheet::say(const QString& text)
{
    auto* label = new QLabel(text, this);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    content()->addWidget(label);
    return label;
}

void RequestSheet::showCommand(const QString& command, bool copyable)
{
    if (!m_command) {
        auto* line = new QHBoxLayout;
        m_command = new QLabel(this);
        m_command->setObjectName(QStringLiteral("command"));
        m_command->setWordWrap(true);
        m_command->setTextFormat(Qt::PlainText);
        m_command->setFont(codeFont());
        m_command->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_command->setAccessibleName(tr("The same as a command"));
        auto* copy = new QToolButton(this);
        copy->setObjectName(QStringLiteral("copyCommand"));
        copy->setAutoRaise(true);
        copy->setIcon(icon(QStringLiteral("copy")));
        copy->setToolTip(tr("Copy the command"));
        copy->setAccessibleName(copy->toolTip());
        connect(
            copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
        line->addWidget(m_command, 1);
        copy->setVisible(copyable);
        line->addWidget(copy, 0, Qt::AlignVCenter);
        content()->addLayout(line);
    }
    m_command->setText(command);
}

QString RequestSheet::error() const
{
    return m_error->text();
}

void RequestSheet::refuse(const std::optional<QString>& reason)
{
    m_refused = reason;
    refreshVerb();
}

void RequestSheet::confirm(const Deed& deed)
{
    m_confirmation->setDeed(deed);
    refreshVerb();
}

void RequestSheet::setVerb(const QString& verb)
{
    m_verb->setText(verbUnder(m_cluster.guard(), verb));
}

void RequestSheet::refreshVerb()
{
    const auto refused = m_refused ? m_refused : m_confirmation->refusal();
    m_verb->setEnabled(!refused && !m_sending);
    m_verb->setToolTip(m_sending ? tr("Waiting for the answer…") : refused.value_or(QString()));
}

void RequestSheet::fail(const QString& error)
{
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
}

void RequestSheet::send(const Work& work, std::function<void(const std::string&)> done)
{
    fail({});
    m_sending = true;
    refreshVerb();
    whenAnswered<std::string>(this, work(), [this, done = std::move(done)](const Result<std::string>& answer) {
        m_sending = false;
        refreshVerb();
        if (!answer)
            return fail(errorText(answer.error()));
        m_cluster.connection().refresh();
        done(*answer);
    });
}

QString answeringNode(const Cluster& cluster)
{
    if (const auto node = cluster.store().get<api::Node>(cluster.state().nodeId))
        return nodeName(*node);
    const auto& endpoints = const_cast<Cluster&>(cluster).connection().target().endpoints;
    const bool here = !endpoints.empty() && endpoints.front().kind == http::Endpoint::Kind::Unix;
    return here ? QSysInfo::machineHostName() : qstr(cluster.state().host);
}

QComboBox* addressBox(const Cluster& cluster, QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    const auto& endpoints = const_cast<Cluster&>(cluster).connection().target().endpoints;
    if (!endpoints.empty() && endpoints.front().kind == http::Endpoint::Kind::Unix) {
        for (const LocalAddress& local : localAddresses())
            box->addItem(
                QStringLiteral("%1   (%2)").arg(local.address.toString(), describe(local)), local.address.toString());
    } else {
        const QString host = qstr(cluster.state().host).section(u'@', -1);
        box->addItem(host, host);
    }
    return box;
}

QString addressOf(const QComboBox* box)
{
    const QString text = box->currentText().trimmed();
    return text == box->itemText(box->currentIndex()) && box->currentData().isValid() ? box->currentData().toString()
                                                                                      : text;
}

} // namespace skep::ui
