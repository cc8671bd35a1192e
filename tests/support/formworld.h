#pragma once

#include "tests/support/fakewrites.h"
#include "tests/support/storedobjects.h"
#include "ui/actions/action.h"
#include "ui/cluster/cluster.h"
#include "ui/text/text.h"
#include "ui/widgets/sheet.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QtTest/qtest_gui.h>
#include <QtTest/qtest_widgets.h>

namespace skep::test {

// A window over a cluster of a fake manager, with the controls of the sheet that lies on it.
struct FormWorld
{
    // `data`: where the program keeps what outlives it; "" for a place of its own.
    explicit FormWorld(FakeManager::Level level = FakeManager::Level::Skep, const QString& data = {})
        : manager((dir.path() + QStringLiteral("/s.sock")).toStdString(), level)
        , writes(manager)
        , cluster(client::ClusterTarget{
              "fake", {http::Endpoint::unixSocket((dir.path() + QStringLiteral("/s.sock")).toStdString())}})
    {
        qputenv("XDG_DATA_HOME", (data.isEmpty() ? dir.path() : data).toLocal8Bit());
        window.resize(1280, 800);
        window.show();
    }

    [[nodiscard]] bool ready()
    {
        return QTest::qWaitFor(
            [this] { return cluster.state().synced && cluster.state().liveness == client::Liveness::Live; });
    }
    // The sheet in front; null when there is none.
    [[nodiscard]] ui::Sheet* sheet() const
    {
        for (auto* each : window.findChildren<ui::Sheet*>())
            if (each->isVisible())
                return each;
        return nullptr;
    }
    template <class W>
    [[nodiscard]] W* find(const char* name) const
    {
        auto* found = sheet() ? sheet()->findChild<W*>(QString::fromLatin1(name)) : nullptr;
        if (!found)
            qWarning("no %s on the sheet", name);
        return found;
    }
    [[nodiscard]] QString text(const char* name) const
    {
        if (auto* label = sheet()->findChild<QLabel*>(QString::fromLatin1(name)))
            return label->isVisible() ? label->text() : QString();
        if (auto* edit = sheet()->findChild<QLineEdit*>(QString::fromLatin1(name)))
            return edit->text();
        auto* plain = sheet()->findChild<QPlainTextEdit*>(QString::fromLatin1(name));
        return plain ? plain->toPlainText() : QStringLiteral("no such thing");
    }
    void type(const char* name, const QString& words) const
    {
        auto* edit = find<QLineEdit>(name);
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, words);
    }
    void click(const char* name) const { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    [[nodiscard]] bool enabled(const char* name) const { return find<QWidget>(name)->isEnabled(); }
    bool run(const char* action, ui::Selection selection = {})
    {
        const ui::Action* row = ui::findAction(QString::fromLatin1(action));
        cluster.select(selection);
        if (!row || ui::refusalOf(*row, cluster, selection))
            return false;
        row->run({cluster, selection, &window, [this](const QString& page, const ui::Selection& chosen) {
                      wentTo = page;
                      cluster.select(chosen);
                  }});
        return true;
    }

    // The swarm does what the service now says: its task, "ID-task", is of the new specification.
    void rollOut(const std::string& id)
    {
        writes.put([this, &id](store::Tx& tx) {
            api::Task task = *manager.store.get<api::Task>(id + "-task");
            task.spec = manager.store.get<api::Service>(id)->spec.task;
            QVERIFY(tx.update(task).has_value());
        });
    }

    QTemporaryDir dir;
    FakeManager manager;
    FakeWrites writes;
    ui::Cluster cluster;
    QMainWindow window;
    QString wentTo;
};

inline api::Service runningService(std::string id, std::string name, std::uint64_t replicas = 2)
{
    api::Service service = serviceOf(std::move(id), std::move(name));
    service.spec.task.container.emplace().image = "web:1.3";
    service.spec.mode.replicated.emplace().replicas = replicas;
    service.spec.labels = {{"team", "blue"}};
    return service;
}

inline api::Node readyNode(std::string id, std::string name)
{
    api::Node node = nodeOf(std::move(id), std::move(name));
    node.spec.role = api::NodeRole::Worker;
    node.spec.availability = api::Availability::Active;
    node.status.state = api::NodeState::Ready;
    node.description.platform = {"x86_64", "linux"};
    node.description.resources = {4'000'000'000, 8LL << 30, {}};
    return node;
}

// "ID-task", running on n1.
inline api::Task runningTaskOf(const api::Service& service)
{
    api::Task task = taskOf(service.id + "-task", service.id, "n1");
    task.spec = service.spec.task;
    task.status.state = task.desiredState = api::TaskState::Running;
    return task;
}

inline ui::Selection one(api::ObjectKind kind, std::string id)
{
    return {.kind = kind, .ids = {std::move(id)}};
}

} // namespace skep::test
