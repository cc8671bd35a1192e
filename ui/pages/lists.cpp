#include "ui/pages/lists.h"

#include "ui/pages/configcontent.h"
#include "ui/pages/servicedetail.h"
#include "ui/pages/tablepage.h"
#include "ui/pages/why.h"
#include "ui/servicepage/servicespage.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSplitter>

namespace skep::ui {
namespace {

struct Lists {
    Q_DECLARE_TR_FUNCTIONS(Pages)
};

bool always(const Cluster&)
{
    return true;
}

QString number(std::size_t count)
{
    return count == 0 ? QString() : QLocale().toString(qulonglong(count));
}

class TasksPage final : public TablePage {
public:
    TasksPage(Cluster& cluster, QWidget* parent) : TablePage(cluster, parent, Lists::tr("Tasks"), taskTable(), {})
    {
        setInspectorShare(0.36);
        table().setEmpty(Lists::tr("No tasks yet. They appear when a service is created."), {},
            QStringLiteral("docker service create --name web --replicas 3 nginx"));
    }

protected:
    void inspect(Inspector& inspector, const std::vector<store::ObjectPtr>& objects) override
    {
        TablePage::inspect(inspector, objects);
        if (!m_why) {
            m_why = new Why(&inspector);
            inspector.setExtra(m_why);
        }
        const auto task = objects.size() == 1 ? store::as<api::Task>(objects.front()) : nullptr;
        if (task)
            m_why->explain(cluster(), *task);
        else
            m_why->hide();
    }

private:
    Why* m_why = nullptr;
};

class ServicesPage final : public TablePage {
public:
    ServicesPage(Cluster& cluster, QWidget* parent)
        : TablePage(cluster, parent, Lists::tr("Services"), serviceTable(),
            {QStringLiteral("service.create"), QStringLiteral("service.edit"), QStringLiteral("service.scaleUp"), QStringLiteral("service.scaleDown"), QStringLiteral("service.restart"), QStringLiteral("service.rollback"),
                QStringLiteral("service.remove")})
    {
        setInspectorShare(0.36);
        table().setEmpty(Lists::tr("No services yet. A service keeps a number of copies of a container running, wherever there is room."),
            QStringLiteral("service.create"),
            QStringLiteral("docker service create --name web --replicas 3 nginx"));
    }

protected:
    void inspect(Inspector& inspector, const std::vector<store::ObjectPtr>& objects) override
    {
        TablePage::inspect(inspector, objects);
        if (!m_detail) {
            m_detail = new ServiceDetail(cluster(), &inspector);
            inspector.setExtra(m_detail);
            connect(m_detail, &ServiceDetail::trigger, this, &Page::trigger);
            connect(m_detail, &ServiceDetail::taskChosen, this, [this](const QString& id) {
                Q_EMIT goTo(QStringLiteral("tasks"), Selection{.kind = api::ObjectKind::Task, .ids = {id.toStdString()}});
            });
        }
        const auto service = objects.size() == 1 ? store::as<api::Service>(objects.front()) : nullptr;
        m_detail->setVisible(service != nullptr);
        if (service)
            m_detail->show(service->id);
    }

private:
    ServiceDetail* m_detail = nullptr;
};

// With the content of the selected config.
class ConfigsPage final : public TablePage {
public:
    using TablePage::TablePage;

protected:
    void inspect(Inspector& inspector, const std::vector<store::ObjectPtr>& objects) override
    {
        TablePage::inspect(inspector, objects);
        if (!m_content) {
            m_content = new ConfigContent(&inspector);
            inspector.setExtra(m_content);
        }
        const auto config = objects.size() == 1 ? store::as<api::Config>(objects.front()) : nullptr;
        m_content->setVisible(config != nullptr);
        if (config)
            m_content->show(*config);
    }

private:
    ConfigContent* m_content = nullptr;
};

template <class T, class P = TablePage>
PageEntry listEntry(const char* id, QString title, std::function<bool(const Cluster&)> available, TableKind (*kind)(), QStringList buttons, QString empty, QString hint, QString emptyAction = {})
{
    PageEntry entry{.id = QString::fromLatin1(id), .title = title, .icon = QString::fromLatin1(id), .available = std::move(available)};
    entry.badge = [](const Cluster& cluster) { return number(cluster.store().template count<T>()); };
    entry.make = [=](Cluster& cluster, QWidget* parent) -> Page* {
        auto* page = new P(cluster, parent, title, kind(), buttons);
        page->table().setEmpty(empty, emptyAction, hint);
        return page;
    };
    return entry;
}

} // namespace

PageEntry nodesEntry()
{
    return listEntry<api::Node>("nodes", Lists::tr("Nodes"), always, nodeTable,
        {QStringLiteral("node.add"), QStringLiteral("node.drain"), QStringLiteral("node.activate"), QStringLiteral("node.promote"),
            QStringLiteral("node.demote"), QStringLiteral("node.labels")},
        Lists::tr("No node is known yet."), {});
}

PageEntry servicesEntry()
{
    return {.id = QStringLiteral("services"), .title = Lists::tr("Services"), .icon = QStringLiteral("services"), .available = always,
        .badge = [](const Cluster& cluster) { return number(cluster.store().count<api::Service>()); },
        .make = [](Cluster& cluster, QWidget* parent) -> Page* { return new ServicesRoom(cluster, parent, new ServicesPage(cluster, nullptr)); }};
}

PageEntry tasksEntry()
{
    return {.id = QStringLiteral("tasks"), .title = Lists::tr("Tasks"), .icon = QStringLiteral("tasks"), .available = always,
        .badge = [](const Cluster& cluster) { return number(cluster.store().count<api::Task>()); },
        .make = [](Cluster& cluster, QWidget* parent) -> Page* { return new TasksPage(cluster, parent); }};
}

PageEntry secretsEntry()
{
    return listEntry<api::Secret>("secrets", Lists::tr("Secrets"), [](const Cluster& cluster) { return cluster.capabilities().secrets; }, secretTable,
        {QStringLiteral("secret.create"), QStringLiteral("secret.rotate"), QStringLiteral("secret.labels"), QStringLiteral("secret.remove")},
        Lists::tr("No secrets. Services read them from files in memory; nobody can read a value back from here."),
        QStringLiteral("docker secret create NAME FILE"), QStringLiteral("secret.create"));
}

PageEntry configsEntry()
{
    return listEntry<api::Config, ConfigsPage>("configs", Lists::tr("Configs"), [](const Cluster& cluster) { return cluster.capabilities().configs; }, configTable,
        {QStringLiteral("config.create"), QStringLiteral("config.rotate"), QStringLiteral("config.labels"), QStringLiteral("config.remove")},
        Lists::tr("No configs. A config is a file that services mount without building an image for it."),
        QStringLiteral("docker config create NAME FILE"), QStringLiteral("config.create"));
}

PageEntry networksEntry()
{
    return listEntry<api::Network>("networks", Lists::tr("Networks"), [](const Cluster& cluster) { return cluster.capabilities().networks; }, networkTable,
        {QStringLiteral("network.create"), QStringLiteral("network.remove")}, Lists::tr("No networks of the swarm yet."),
        QStringLiteral("docker network create --driver overlay NAME"), QStringLiteral("network.create"));
}

} // namespace skep::ui
