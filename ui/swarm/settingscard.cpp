#include "ui/swarm/settingscard.h"

#include "shared/api/json.h"
#include "ui/actions/action.h"
#include "ui/swarm/swarmrequests.h"
#include "ui/text/text.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

QString textOf(const QWidget* field)
{
    if (const auto* line = qobject_cast<const QLineEdit*>(field))
        return line->text();
    return static_cast<const QPlainTextEdit*>(field)->toPlainText();
}

void setText(QWidget* field, const QString& text)
{
    if (textOf(field) == text)
        return;
    if (auto* line = qobject_cast<QLineEdit*>(field))
        line->setText(text);
    else
        static_cast<QPlainTextEdit*>(field)->setPlainText(text);
}

// What somebody else changed since we looked stays theirs.
client::ClusterConnection::Edit editOf(std::vector<SettingChange> changes)
{
    return [changes = std::move(changes)](QJsonObject& spec) -> Result<void> {
        for (const SettingChange& change : changes)
            for (const SwarmSetting& setting : swarmSettings())
                if (setting.id == change.id && settingText(setting, spec) != change.from)
                    return fail(ErrorCode::Aborted, "update out of sequence");
        return applySettings(spec, changes);
    };
}

} // namespace

SettingsCard::SettingsCard(Cluster& cluster, QWidget* parent)
    : SwarmCard(tr("Settings"), parent)
    , m_cluster(cluster)
{
    setObjectName(QStringLiteral("settings"));
    m_rows = new QFormLayout;
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_rows->setVerticalSpacing(6);
    body()->addLayout(m_rows);
    for (const SwarmSetting& setting : swarmSettings())
        addField(setting);
    m_fixed = addText({}, true);
    m_diff = addText({});
    m_diff->setObjectName(QStringLiteral("diff"));
    m_command = addText({});
    m_command->setObjectName(QStringLiteral("command"));
    m_command->setAccessibleName(tr("The same as a command"));
    m_command->setFont(codeFont());
    m_error = addText({});
    m_error->setObjectName(QStringLiteral("error"));
    setTone(m_error, TextTone::Error);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    m_revert = new QPushButton(tr("Revert"), this);
    m_revert->setObjectName(QStringLiteral("revert"));
    m_apply = new QPushButton(tr("Apply"), this);
    m_apply->setObjectName(QStringLiteral("apply"));
    setButtonRole(m_apply, ButtonRole::Primary);
    buttons->addWidget(m_revert);
    buttons->addWidget(m_apply);
    body()->addLayout(buttons);
    body()->addStretch(1);
    connect(m_revert, &QPushButton::clicked, this, &SettingsCard::revert);
    connect(m_apply, &QPushButton::clicked, this, &SettingsCard::apply);
}

void SettingsCard::addField(const SwarmSetting& setting)
{
    QWidget* field = nullptr;
    if (setting.kind == SwarmSetting::Kind::Urls) {
        auto* text = new QPlainTextEdit(this);
        text->setTabChangesFocus(true);
        text->setFixedHeight(text->fontMetrics().height() * 2 + 14);
        text->setPlaceholderText(QStringLiteral("https://cfssl.example:8888/api/v1/cfssl/sign"));
        connect(text, &QPlainTextEdit::textChanged, this, &SettingsCard::edited);
        field = text;
    } else {
        auto* line = new QLineEdit(this);
        connect(line, &QLineEdit::textChanged, this, &SettingsCard::edited);
        connect(line, &QLineEdit::returnPressed, this, [this] {
            if (m_apply->isEnabled())
                m_apply->setFocus();
        });
        field = line;
    }
    field->setObjectName(QStringLiteral("setting.") + setting.id);
    field->setAccessibleName(setting.title);
    field->setAccessibleDescription(setting.help);
    field->setToolTip(setting.help);
    m_rows->addRow(setting.title, field);
    m_fields[setting.id] = field;
}

QJsonObject SettingsCard::spec() const
{
    return documentOf(m_cluster.store());
}

QJsonObject SettingsCard::documentOf(const store::View& view)
{
    const auto swarm = view.cluster();
    return swarm ? QJsonDocument::fromJson(QByteArray::fromStdString(api::toJson(swarm->spec))).object()
                 : QJsonObject();
}

std::map<QString, QString> SettingsCard::texts() const
{
    std::map<QString, QString> all;
    for (const auto& [id, field] : m_fields)
        all[id] = textOf(field);
    return all;
}

// Fields that nobody has touched follow the mirror.
void SettingsCard::refresh()
{
    const QJsonObject now = spec();
    m_filling = true;
    // What the server does not know has no field.
    m_rows->setRowVisible(m_fields[QStringLiteral("externalCas")], offers(m_cluster, "externalca"));
    for (const SwarmSetting& setting : swarmSettings()) {
        const QString text = settingText(setting, now);
        const auto before = m_shown.find(setting.id);
        QWidget* field = m_fields[setting.id];
        if (before == m_shown.end() || textOf(field) == before->second)
            setText(field, text);
        m_shown[setting.id] = text;
    }
    m_filling = false;
    const auto swarm = m_cluster.store().cluster();
    m_fixed->setText(swarm
            ? tr("Raft: heartbeat tick %1, election tick %2. Neither can be changed while the swarm runs.")
                  .arg(swarm->spec.raft.heartbeatTick)
                  .arg(swarm->spec.raft.electionTick)
            : QString());
    edited();
}

void SettingsCard::edited()
{
    if (m_filling)
        return;
    const auto changes = settingChanges(spec(), texts());
    m_error->setText(changes ? QString() : qstr(changes.error().message));
    m_error->setVisible(!changes);
    QStringList lines;
    if (changes)
        for (const SettingChange& change : *changes)
            lines << tr("%1: %2 → %3")
                         .arg(change.title, change.from.isEmpty() ? tr("none") : change.from,
                             change.to.isEmpty() ? tr("none") : change.to);
    m_diff->setText(lines.join(u'\n'));
    m_diff->setVisible(!lines.isEmpty());
    m_command->setText(changes ? settingsCommand(*changes) : QString());
    m_command->setVisible(!lines.isEmpty());
    const auto refused = changeRefusal(m_cluster);
    m_apply->setText(verbUnder(m_cluster.guard(), tr("Apply")));
    m_revert->setEnabled(!changes || !lines.isEmpty());
    m_apply->setEnabled(!lines.isEmpty() && !refused);
    m_apply->setToolTip(lines.isEmpty() ? tr("Nothing is changed") : refused.value_or(QString()));
}

void SettingsCard::revert()
{
    m_shown.clear();
    refresh();
}

void SettingsCard::apply()
{
    const auto changes = settingChanges(spec(), texts());
    if (!changes || changes->empty())
        return;
    std::vector<SettingChange> back = *changes;
    for (SettingChange& change : back)
        std::swap(change.from, change.to);
    auto* connection = &m_cluster.connection();
    Operations::Work work;
    work.title = changes->size() == 1 ? tr("Change %1").arg(changes->front().title)
                                      : tr("Change %n setting(s) of the swarm", nullptr, int(changes->size()));
    work.request = [connection, changes = *changes] { return connection->editSwarm(editOf(changes)); };
    work.undoText = tr("Undo");
    work.undo = [connection, back](bool) { return connection->editSwarm(editOf(back)); };
    work.contested = [mirror = &m_cluster, changes = *changes] {
        QStringList lines;
        for (const SwarmSetting& setting : swarmSettings())
            for (const SettingChange& change : changes)
                if (const QString now = settingText(setting, documentOf(mirror->live())); setting.id == change.id && now != change.to)
                    lines << tr("%1: %2", "setting, value").arg(change.title, now.isEmpty() ? tr("none") : now);
        return lines.join(u'\n');
    };
    m_cluster.operations().start(std::move(work));
}

} // namespace skep::ui
