#include "ui/pages/inspector.h"

#include "ui/tables/tablekind.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/valuelabel.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

struct Facts
{
    Q_DECLARE_TR_FUNCTIONS(Facts)
};

constexpr int MostKeyWidth = 140;

using Fact = Inspector::Fact;
using Section = Inspector::Section;

void add(Section& section, QString label, QString text, bool code = false)
{
    if (!text.isEmpty())
        section.facts.push_back({std::move(label), std::move(text), code});
}

Section labels(QString title, const api::Labels& values)
{
    Section section{std::move(title), {}};
    for (const auto& [name, value] : values)
        section.facts.push_back({qstr(name), value.empty() ? QStringLiteral("–") : qstr(value), true});
    return section;
}

QString when(Timestamp at)
{
    return whenText(at, systemNow());
}

// Breaks a label's key after what joins its words: com.docker.stack.namespace.
QString breakable(QString key)
{
    for (qsizetype at = key.size() - 1; at > 0; --at)
        if (!key[at - 1].isLetterOrNumber() && !key[at - 1].isSpace())
            key.insert(at, QChar(0x200B));
    return key;
}

std::vector<Section> withoutEmpty(std::vector<Section> sections)
{
    std::erase_if(sections, [](const Section& section) { return section.facts.empty(); });
    return sections;
}

QString joined(const std::vector<std::string>& all, const QString& separator)
{
    QStringList texts;
    for (const auto& one : all)
        texts << qstr(one);
    return texts.join(separator);
}

Section containerFacts(const api::TaskSpec& spec)
{
    Section section{Facts::tr("Container"), {}};
    if (!spec.container)
        return section;
    add(section, Facts::tr("Image"), qstr(spec.container->image), true);
    add(section, Facts::tr("Entry point"), joined(spec.container->command, QStringLiteral(" ")), true);
    add(section, Facts::tr("Command"), joined(spec.container->args, QStringLiteral(" ")), true);
    add(section, Facts::tr("Environment"), Facts::tr("%n variable(s)", nullptr, int(spec.container->env.size())));
    if (spec.container->env.empty())
        section.facts.pop_back();
    if (spec.placement)
        add(section, Facts::tr("Constraints"), joined(spec.placement->constraints, QStringLiteral("\n")), true);
    const auto amounts = [](const auto& resources) {
        QStringList all;
        if (resources.nanoCpus)
            all << Facts::tr("%1 CPU").arg(cpusText(resources.nanoCpus));
        if (resources.memoryBytes)
            all << bytesText(resources.memoryBytes);
        return all.join(QStringLiteral(", "));
    };
    if (spec.resources && spec.resources->reservations)
        add(section, Facts::tr("Reserved"), amounts(*spec.resources->reservations));
    if (spec.resources && spec.resources->limits)
        add(section, Facts::tr("Limit"), amounts(*spec.resources->limits));
    return section;
}

} // namespace

QString exitCodeText(std::int64_t code)
{
    switch (code) {
    case 125:
        return Facts::tr("the engine could not start it");
    case 126:
        return Facts::tr("the command cannot be executed");
    case 127:
        return Facts::tr("the command was not found");
    case 134:
        return Facts::tr("it aborted itself");
    case 137:
        return Facts::tr("killed, possibly out of memory");
    case 139:
        return Facts::tr("it crashed: invalid memory reference");
    case 143:
        return Facts::tr("ended by SIGTERM");
    default:
        return {};
    }
}

Inspector::Inspector(QWidget* parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Inspector"));
    m_body = new QWidget(this);
    m_layout = new QVBoxLayout(m_body);
    m_layout->setContentsMargins(16, 12, 16, 16);
    m_layout->setSpacing(12);
    m_layout->addStretch(1);
    setWidget(m_body);
    setMinimumWidth(280);
}

void Inspector::show(const QString& title, const QString& subtitle, std::vector<Section> sections)
{
    if (title == m_title && subtitle == m_subtitle && sections == m_sections)
        return;
    const bool same = m_facts && sameShape(sections);
    m_title = title;
    m_subtitle = subtitle;
    m_sections = std::move(sections);
    if (!same)
        build();
    fill();
}

bool Inspector::sameShape(const std::vector<Section>& sections) const
{
    const auto sameFact = [](const Fact& a, const Fact& b) { return a.label == b.label && a.code == b.code; };
    return std::equal(sections.begin(), sections.end(), m_sections.begin(), m_sections.end(),
        [&](const Section& a, const Section& b) {
            return a.title == b.title
                && std::equal(a.facts.begin(), a.facts.end(), b.facts.begin(), b.facts.end(), sameFact);
        });
}

void Inspector::fill()
{
    const auto put = [](QLabel* label, const QString& text) {
        if (label->text() != text)
            label->setText(text);
    };
    put(m_head, m_title);
    put(m_line, m_subtitle);
    m_line->setVisible(!m_subtitle.isEmpty());
    auto value = m_values.begin();
    for (const Section& section : m_sections)
        for (const Fact& fact : section.facts) {
            (*value)->say(fact.text);
            (*value++)->setAccessibleDescription(fact.text);
        }
}

void Inspector::build()
{
    delete m_facts;
    m_facts = new QWidget(m_body);
    auto* grid = new QGridLayout(m_facts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(1, 1);
    int row = 0;
    m_values.clear();
    m_head = new QLabel(m_facts);
    QFont large = m_head->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    m_head->setFont(large);
    m_line = new QLabel(m_facts);
    m_line->setForegroundRole(QPalette::PlaceholderText);
    for (auto* label : {m_head, m_line}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        grid->addWidget(label, row++, 0, 1, 2);
    }
    for (const Section& section : m_sections) {
        if (!section.title.isEmpty()) {
            auto* heading = new QLabel(section.title, m_facts);
            QFont bold = heading->font();
            bold.setWeight(QFont::DemiBold);
            heading->setFont(bold);
            heading->setContentsMargins(0, 10, 0, 0);
            grid->addWidget(heading, row++, 0, 1, 2);
        }
        for (const Fact& fact : section.facts) {
            auto* label = new QLabel(breakable(fact.label), m_facts);
            label->setForegroundRole(QPalette::PlaceholderText);
            label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
            label->setTextFormat(Qt::PlainText);
            const int wanted = label->sizeHint().width();
            label->setWordWrap(wanted > MostKeyWidth);
            label->setFixedWidth(std::min(wanted, MostKeyWidth));
            auto* value = new ValueLabel(m_facts);
            m_values.push_back(value);
            value->setAccessibleName(fact.label);
            if (fact.code)
                value->setFont(codeFont());
            grid->addWidget(label, row, 0);
            grid->addWidget(value, row++, 1, Qt::AlignTop);
        }
    }
    m_layout->insertWidget(0, m_facts);
}

void Inspector::setExtra(QWidget* extra)
{
    delete m_extra;
    m_extra = extra;
    if (extra)
        m_layout->insertWidget(m_layout->count() - 1, extra);
}

std::vector<Section> factsOf(const store::View& view, const api::Node& node)
{
    Section state{{}, {}}, machine{Facts::tr("Machine"), {}};
    add(state, Facts::tr("Status"), stateText(node.status.state));
    add(state, Facts::tr("Message"), qstr(node.status.message));
    add(state, Facts::tr("Role"), roleText(node.spec.role));
    if (node.managerStatus)
        add(state, Facts::tr("Manager"),
            qstr(node.managerStatus->addr) + (node.managerStatus->leader ? Facts::tr(" (leader)") : QString()), true);
    add(state, Facts::tr("Availability"), availabilityText(node.spec.availability));
    add(state, Facts::tr("Address"), qstr(node.status.addr), true);
    add(state, Facts::tr("Joined"), when(node.meta.createdAt));
    add(state, Facts::tr("ID"), qstr(node.id), true);
    const auto& about = node.description;
    add(machine, Facts::tr("Platform"), qstr(about.platform.os) + u' ' + qstr(about.platform.architecture));
    add(machine, Facts::tr("CPUs"), cpusText(about.resources.nanoCpus));
    add(machine, Facts::tr("Memory"), bytesText(about.resources.memoryBytes));
    add(machine, Facts::tr("Engine"), qstr(about.engine.engineVersion));
    QStringList plugins;
    for (const auto& plugin : about.engine.plugins)
        if (plugin.type != "Log")
            plugins << qstr(plugin.name);
    plugins.removeDuplicates();
    add(machine, Facts::tr("Plugins"), plugins.join(QStringLiteral(", ")));
    Section tasks{Facts::tr("Tasks"), {}};
    for (const auto& task : view.tasksOfNode(node.id))
        if (!isTerminal(task->status.state) && tasks.facts.size() < 30)
            tasks.facts.push_back({taskNameOn(*task, node.id), stateText(task->status.state)});
    return withoutEmpty({state, machine, labels(Facts::tr("Labels"), node.spec.labels),
        labels(Facts::tr("Engine labels"), about.engine.labels), tasks});
}

std::vector<Section> factsOf(const store::View& view, const api::Task& task)
{
    Section state{{}, {}};
    add(state, Facts::tr("State"),
        Facts::tr("%1, wanted: %2").arg(stateText(task.status.state), stateText(task.desiredState)));
    add(state, Facts::tr("Since"), when(task.status.timestamp));
    add(state, Facts::tr("Message"), qstr(task.status.message));
    add(state, Facts::tr("Error"), qstr(task.status.err));
    if (task.status.container) {
        const auto& container = *task.status.container;
        if (isTerminal(task.status.state)) {
            const QString meaning = exitCodeText(container.exitCode);
            add(state, Facts::tr("Exit code"),
                QString::number(container.exitCode)
                    + (meaning.isEmpty() ? QString() : QStringLiteral(" – ") + meaning));
        }
        add(state, Facts::tr("Container"), qstr(container.containerId).left(24), true);
    }
    if (const auto node = view.get<api::Node>(task.nodeId))
        add(state, Facts::tr("Node"), qstr(node->description.hostname));
    add(state, Facts::tr("Service"), qstr(task.serviceName));
    add(state, Facts::tr("Created"), when(task.meta.createdAt));
    add(state, Facts::tr("ID"), qstr(task.id), true);
    Section networks{Facts::tr("Networks"), {}};
    for (const auto& attachment : task.networks) {
        const auto network = view.get<api::Network>(attachment.networkId);
        networks.facts.push_back({network ? qstr(network->spec.name) : shortId(attachment.networkId),
            joined(attachment.addresses, QStringLiteral("\n")), true});
    }
    Section earlier{Facts::tr("Earlier attempts"), {}};
    auto siblings = view.tasksOfService(task.serviceId);
    std::sort(siblings.begin(), siblings.end(),
        [](const auto& a, const auto& b) { return a->meta.createdAt > b->meta.createdAt; });
    for (const auto& other : siblings)
        if (other->id != task.id && other->slot == task.slot && (task.slot != 0 || other->nodeId == task.nodeId)
            && other->meta.createdAt < task.meta.createdAt && earlier.facts.size() < 5)
            earlier.facts.push_back({ageText(other->status.timestamp, systemNow()),
                other->status.err.empty()
                    ? stateText(other->status.state)
                    : Facts::tr("%1: %2").arg(stateText(other->status.state), qstr(other->status.err))});
    return withoutEmpty({state, containerFacts(task.spec), networks, earlier});
}

std::vector<Section> factsOf(const store::View& view, const api::Service& service)
{
    Section state{{}, {}};
    add(state, Facts::tr("Mode"), serviceModeText(service));
    add(state, Facts::tr("Ports"), portsText(service));
    if (service.updateStatus && service.updateStatus->state != api::UpdateState::Unspecified) {
        add(state, Facts::tr("Update"), stateText(service.updateStatus->state));
        add(state, Facts::tr("Message"), qstr(service.updateStatus->message));
        if (service.updateStatus->startedAt)
            add(state, Facts::tr("Started"), when(*service.updateStatus->startedAt));
    }
    add(state, Facts::tr("Changed"), when(service.meta.updatedAt));
    add(state, Facts::tr("Created"), when(service.meta.createdAt));
    add(state, Facts::tr("ID"), qstr(service.id), true);
    Section networks{Facts::tr("Networks"), {}};
    for (const auto& vip : service.endpoint.virtualIps) {
        const auto network = view.get<api::Network>(vip.networkId);
        networks.facts.push_back({network ? qstr(network->spec.name) : shortId(vip.networkId), qstr(vip.addr), true});
    }
    return withoutEmpty(
        {state, containerFacts(service.spec.task), networks, labels(Facts::tr("Labels"), service.spec.labels)});
}

// Docker's own options without the prefix that all of them have.
static api::Labels shortNames(const api::Labels& options)
{
    static constexpr std::string_view Prefix = "com.docker.network.driver.";
    api::Labels names;
    for (const auto& [name, value] : options)
        names.emplace(name.starts_with(Prefix) ? name.substr(Prefix.size()) : name, value);
    return names;
}

std::vector<Section> factsOf(const store::View& view, const api::Network& network)
{
    Section about{{}, {}};
    add(about, Facts::tr("Driver"),
        qstr(network.driverState.name.empty() ? network.spec.driver.name : network.driverState.name));
    add(about, Facts::tr("Scope"), qstr(network.spec.scope));
    add(about, Facts::tr("Used by"), usersOf(view, api::ObjectKind::Network, network.id).join(QStringLiteral(", ")));
    add(about, Facts::tr("Created"), when(network.meta.createdAt));
    add(about, Facts::tr("ID"), qstr(network.id), true);
    Section addresses{Facts::tr("Addresses"), {}};
    const auto& ipam = network.ipam ? network.ipam : network.spec.ipam;
    if (ipam)
        for (const auto& config : ipam->configs) {
            add(addresses, Facts::tr("Subnet"), qstr(config.subnet), true);
            add(addresses, Facts::tr("Gateway"), qstr(config.gateway), true);
            add(addresses, Facts::tr("Range"), qstr(config.range), true);
        }
    return withoutEmpty({about, addresses, labels(Facts::tr("Options"), shortNames(network.spec.driver.options)),
        labels(Facts::tr("Labels"), network.spec.labels)});
}

std::vector<Section> factsOf(const store::View& view, const api::Secret& secret)
{
    Section about{{}, {}};
    const QStringList users = usersOf(view, api::ObjectKind::Secret, secret.id);
    add(about, Facts::tr("Used by"), users.isEmpty() ? Facts::tr("no service refers to it") : users.join(QStringLiteral(", ")));
    add(about, Facts::tr("Value"), Facts::tr("nobody can read it back"));
    if (secret.spec.driver)
        add(about, Facts::tr("Driver"), qstr(secret.spec.driver->name));
    add(about, Facts::tr("Created"), when(secret.meta.createdAt));
    add(about, Facts::tr("ID"), qstr(secret.id), true);
    return withoutEmpty({about, labels(Facts::tr("Labels"), secret.spec.labels)});
}

std::vector<Section> factsOf(const store::View& view, const api::Config& config)
{
    Section about{{}, {}};
    const QStringList users = usersOf(view, api::ObjectKind::Config, config.id);
    add(about, Facts::tr("Used by"), users.isEmpty() ? Facts::tr("no service refers to it") : users.join(QStringLiteral(", ")));
    add(about, Facts::tr("Created"), when(config.meta.createdAt));
    if (config.spec.data)
        add(about, Facts::tr("Size"), bytesText(std::int64_t(config.spec.data->data.size())));
    add(about, Facts::tr("ID"), qstr(config.id), true);
    return withoutEmpty({about, labels(Facts::tr("Labels"), config.spec.labels)});
}

} // namespace skep::ui
