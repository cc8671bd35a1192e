#include "tests/support/storedobjects.h"
#include "ui/forms/draft.h"
#include "ui/forms/effect.h"
#include "ui/forms/servicerequests.h"
#include "ui/text/linediff.h"
#include "ui/text/translations.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace skep;
using namespace skep::ui;

namespace {

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

const Field& field(const char* id)
{
    return *findServiceField(QString::fromLatin1(id));
}

QJsonObject web()
{
    return json(
        R"({"Name":"web","FromTheFuture":9007199254740993,"Labels":{},"TaskTemplate":{"ContainerSpec":{"Image":"web:1.3","Env":["A=1","B=2"],
        "DNSConfig":{"Nameservers":["10.0.0.2"]}},"Placement":{"Constraints":["node.role == worker"]},"ForceUpdate":3},
        "Mode":{"Replicated":{"Replicas":3}},"EndpointSpec":{"Mode":"vip","Ports":[{"TargetPort":80,"PublishedPort":8080,"Protocol":"tcp",
        "PublishMode":"ingress","FromTheFuture":true}]}})");
}

// A change as somebody else would make it.
QJsonObject with(QJsonObject document, const JsonPath& path, const QJsonValue& value)
{
    setValueAt(document, path, value);
    return document;
}

const FormNames Names;

} // namespace

class TestDraft final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installTranslations(QLocale(QLocale::English)); }

    void every_field_has_an_id_of_its_own_and_reads_what_it_shows()
    {
        QSet<QString> ids;
        for (const FieldSection& section : serviceSections()) {
            for (const Field& each : section.fields) {
                QVERIFY2(!ids.contains(each.id), qPrintable(each.id));
                ids.insert(each.id);
                QVERIFY2(!each.label.isEmpty() && !each.path.isEmpty(), qPrintable(each.id));
                const QJsonValue before = valueAt(web(), each.path);
                const FieldValue read = each.read(each.show(before, Names), before, Names);
                QVERIFY2(read.error.isEmpty(), qPrintable(each.id + read.error));
                QCOMPARE(describe(each, read.value, Names), describe(each, before, Names));
            }
        }
    }

    void an_untouched_document_stays_as_it_is()
    {
        Draft draft(web(), serviceSections());
        for (const FieldSection& section : serviceSections())
            for (const Field& each : section.fields)
                draft.set(each, draft.rows(each, Names), Names);

        QVERIFY(draft.empty());
        QCOMPARE(draft.document(), web());
    }

    void a_change_touches_its_own_member_only()
    {
        Draft draft(web(), serviceSections());
        draft.set(field("image"), {{QStringLiteral("web:1.4")}}, Names);
        draft.set(field("reserveMemory"), {{QStringLiteral("64M")}}, Names);

        QJsonObject wanted = with(web(), field("image").path, QStringLiteral("web:1.4"));
        setValueAt(wanted, field("reserveMemory").path, 64 << 20);
        QCOMPARE(draft.document(), wanted);
        const auto changes = draft.changes(Names);
        QCOMPARE(changes.size(), std::size_t(2));
        QCOMPARE(changes[0].label + changes[0].from + changes[0].to, QStringLiteral("Imageweb:1.3web:1.4"));
        QCOMPARE(changes[1].from + changes[1].to, QStringLiteral("–64M"));
    }

    void a_value_put_back_is_no_change()
    {
        Draft draft(web(), serviceSections());
        draft.set(field("limitCpu"), {{QStringLiteral("2")}}, Names);
        QVERIFY(!draft.empty());
        draft.set(field("limitCpu"), {}, Names);

        QVERIFY(draft.empty());
        QCOMPARE(draft.document(), web());
    }

    void rows_keep_what_the_form_does_not_know()
    {
        Draft draft(web(), serviceSections());
        draft.set(field("ports"),
            {{QStringLiteral("9090"), QStringLiteral("80"), QStringLiteral("tcp"), QStringLiteral("ingress")},
                {QString(), QStringLiteral("53"), QStringLiteral("udp"), QStringLiteral("host")}},
            Names);

        const QJsonArray ports = valueAt(draft.document(), field("ports").path).toArray();
        QCOMPARE(ports.size(), 2);
        QCOMPARE(ports.at(0).toObject(),
            json(
                R"({"TargetPort":80,"PublishedPort":9090,"Protocol":"tcp","PublishMode":"ingress","FromTheFuture":true})"));
        QCOMPARE(ports.at(1).toObject(), json(R"({"TargetPort":53,"Protocol":"udp","PublishMode":"host"})"));
    }

    void a_row_of_a_list_that_did_not_change_keeps_its_spelling()
    {
        Draft draft(web(), serviceSections());
        draft.set(field("constraints"),
            {{QStringLiteral("node.role"), QStringLiteral("=="), QStringLiteral("worker")},
                {QStringLiteral("node.labels.zone"), QStringLiteral("!="), QStringLiteral("b")},
                {QString(), QStringLiteral("=="), QString()}},
            Names);

        QCOMPARE(valueAt(draft.document(), field("constraints").path).toArray(),
            (QJsonArray{QStringLiteral("node.role == worker"), QStringLiteral("node.labels.zone!=b")}));
    }

    void what_is_wrong_is_told_and_kept_out()
    {
        Draft draft(web(), serviceSections());
        draft.set(field("stopGrace"), {{QStringLiteral("soon")}}, Names);
        draft.set(field("replicas"), {{QStringLiteral("-1")}}, Names);
        draft.set(field("secrets"), {{QStringLiteral("nope"), {}, {}, {}, {}}}, Names);

        QCOMPARE(draft.errors().size(), std::size_t(3));
        QCOMPARE(draft.error(QStringLiteral("stopGrace")),
            QStringLiteral("“soon” is not a duration such as 500ms, 10s or 1m30s"));
        QCOMPARE(draft.error(QStringLiteral("secrets")), QStringLiteral("There is no secret “nope”"));
        QCOMPARE(draft.document(), web());
    }

    void a_new_update_section_has_the_defaults_of_the_command_line()
    {
        Draft draft(web(), serviceSections());
        draft.set(field("update.delay"), {{QStringLiteral("20s")}}, Names);

        QCOMPARE(draft.document().value(QStringLiteral("UpdateConfig")).toObject(),
            json(
                R"({"Delay":20000000000,"Parallelism":1,"Monitor":5000000000,"FailureAction":"pause","MaxFailureRatio":0,"Order":"stop-first"})"));
    }

    void another_mode_has_other_numbers()
    {
        Draft draft(
            json(R"({"TaskTemplate":{"ContainerSpec":{}},"Mode":{"Replicated":{"Replicas":1}}})"), serviceSections());
        draft.set(field("replicas"), {{QStringLiteral("4")}}, Names);
        draft.set(field("mode"), {{QStringLiteral("global")}}, Names);

        QCOMPARE(draft.document().value(QStringLiteral("Mode")).toObject(), json(R"({"Global":{}})"));
        QVERIFY(!field("replicas").applies(draft.document()));
    }

    void other_members_are_listed()
    {
        const auto others = otherMembers(web(), serviceSections());

        QStringList texts;
        for (const OtherMember& member : others)
            texts << member.path + u'=' + member.value;
        QCOMPARE(texts,
            (QStringList{QStringLiteral("FromTheFuture=9007199254740993"),
                QStringLiteral("TaskTemplate.ContainerSpec.DNSConfig.Nameservers=[\"10.0.0.2\"]"),
                QStringLiteral("TaskTemplate.ForceUpdate=3")}));
    }

    void changes_of_different_fields_stand_side_by_side()
    {
        Draft draft(web(), serviceSections());
        draft.set(field("image"), {{QStringLiteral("web:1.4")}}, Names);
        const QJsonObject theirs = with(web(), field("replicas").path, 7);

        const auto taken = draft.rebase(theirs, Names);

        QVERIFY(draft.conflicts().empty());
        QCOMPARE(taken.size(), std::size_t(1));
        QCOMPARE(taken[0].label + taken[0].from + taken[0].to, QStringLiteral("Replicas37"));
        QCOMPARE(draft.document(), with(theirs, field("image").path, QStringLiteral("web:1.4")));
    }

    void the_same_field_is_asked_about()
    {
        for (const bool mine : {true, false}) {
            Draft draft(web(), serviceSections());
            draft.set(field("image"), {{QStringLiteral("web:1.4")}}, Names);
            const QJsonObject theirs = with(web(), field("image").path, QStringLiteral("web:2.0"));

            draft.rebase(theirs, Names);

            QCOMPARE(draft.conflicts().size(), std::size_t(1));
            QCOMPARE(draft.conflicts()[0].base + draft.conflicts()[0].mine + draft.conflicts()[0].theirs,
                QStringLiteral("web:1.3web:1.4web:2.0"));
            draft.settle(QStringLiteral("image"), mine);
            QVERIFY(draft.conflicts().empty());
            QCOMPARE(valueAt(draft.document(), field("image").path).toString(),
                mine ? QStringLiteral("web:1.4") : QStringLiteral("web:2.0"));
        }
    }

    void the_same_wish_is_no_conflict()
    {
        Draft draft(web(), serviceSections());
        draft.set(field("image"), {{QStringLiteral("web:1.4")}}, Names);
        const QJsonObject theirs = with(web(), field("image").path, QStringLiteral("web:1.4"));

        draft.rebase(theirs, Names);

        QVERIFY(draft.conflicts().empty() && draft.empty());
        QCOMPARE(draft.document(), theirs);
    }

    void different_rows_of_one_list_stand_side_by_side()
    {
        Draft draft(web(), serviceSections());
        draft.set(field("env"),
            {{QStringLiteral("A"), QStringLiteral("9")}, {QStringLiteral("B"), QStringLiteral("2")},
                {QStringLiteral("MINE"), QStringLiteral("x")}},
            Names);
        const QJsonObject theirs = with(web(), field("env").path,
            QJsonArray{QStringLiteral("B=3"), QStringLiteral("A=1"), QStringLiteral("THEIRS=y")});

        draft.rebase(theirs, Names);

        QCOMPARE(draft.conflicts().size(), std::size_t(0));
        QCOMPARE(valueAt(draft.document(), field("env").path).toArray(),
            (QJsonArray{
                QStringLiteral("B=3"), QStringLiteral("A=9"), QStringLiteral("THEIRS=y"), QStringLiteral("MINE=x")}));
    }

    void the_same_row_of_one_list_is_asked_about()
    {
        Draft draft(web(), serviceSections());
        draft.set(field("env"),
            {{QStringLiteral("A"), QStringLiteral("9")}, {QStringLiteral("B"), QStringLiteral("2")}}, Names);

        draft.rebase(with(web(), field("env").path, QJsonArray{QStringLiteral("B=2")}), Names);

        QCOMPARE(draft.conflicts().size(), std::size_t(1));
        QCOMPARE(draft.conflicts()[0].mine, QStringLiteral("A 9; B 2"));
        QCOMPARE(draft.conflicts()[0].theirs, QStringLiteral("B 2"));
    }

    void the_effect_tells_restart_from_scale_from_description()
    {
        store::Store store;
        api::Service service = test::serviceOf("s1", "web");
        service.spec.mode.replicated.emplace().replicas = 4;
        service.spec.task.container.emplace().image = "web:1.3";
        service.spec.updateConfig = api::UpdateConfig{.parallelism = 2, .delay = 10'000'000'000};
        QVERIFY(test::commit(store, [&](store::Tx& tx) {
            api::Node node = test::nodeOf("n1", "one");
            node.status.state = api::NodeState::Ready;
            node.spec.availability = api::Availability::Active;
            QVERIFY(tx.create(node).has_value());
            QVERIFY(tx.create(service).has_value());
            for (std::uint64_t slot = 1; slot <= 4; ++slot) {
                api::Task task = test::taskOf("t" + std::to_string(slot), "s1", "n1", slot);
                task.status.state = task.desiredState = api::TaskState::Running;
                QVERIFY(tx.create(task).has_value());
            }
        }).has_value());
        const auto effect = [&](const std::function<void(api::ServiceSpec&)>& edit) {
            api::ServiceSpec after = service.spec;
            edit(after);
            return effectOf(store, &service, service.spec, after);
        };

        const Effect image = effect([](auto& spec) { spec.task.container.edit().image = "web:1.4"; });
        QCOMPARE(int(image.kind), int(Effect::Kind::Restarts));
        QCOMPARE(image.sentence, QStringLiteral("All 4 tasks are replaced, 2 at a time, at least 10 s."));
        const Effect scale = effect([](auto& spec) { spec.mode.replicated->replicas = 6; });
        QCOMPARE(int(scale.kind), int(Effect::Kind::Scales));
        QCOMPARE(scale.sentence, QStringLiteral("No task restarts. 2 tasks start."));
        const Effect label = effect([](auto& spec) { spec.labels["a"] = "b"; });
        QCOMPARE(int(label.kind), int(Effect::Kind::Metadata));
        QCOMPARE(label.sentence, QStringLiteral("No task restarts."));
        QCOMPARE(int(effect([](auto&) {}).kind), int(Effect::Kind::Nothing));
        const Effect placement
            = effect([](auto& spec) { spec.task.placement.emplace().constraints = {"node.hostname == one"}; });
        QCOMPARE(int(placement.kind), int(Effect::Kind::Metadata)); // every task is where it may be
        const Effect nowhere
            = effect([](auto& spec) { spec.task.placement.emplace().constraints = {"node.hostname == two"}; });
        QCOMPARE(int(nowhere.kind), int(Effect::Kind::Restarts));
        QVERIFY(nowhere.warnings.contains(QStringLiteral("No node meets its constraints: its tasks would wait.")));

        const auto slower = [](auto& spec) { spec.updateConfig->delay = 60'000'000'000; };
        QVERIFY(effect(slower).warnings.isEmpty());
        service.updateStatus = api::UpdateStatus{.state = api::UpdateState::Updating};
        QCOMPARE(effect(slower).warnings.value(0), QStringLiteral("It is being updated: 2 more tasks may start before the new pace counts."));
        QVERIFY(effect([](auto& spec) { spec.labels["a"] = "b"; }).warnings.isEmpty());
    }

    void warnings_name_what_would_go_wrong()
    {
        store::Store store;
        api::ServiceSpec spec;
        spec.mode.replicated.emplace().replicas = 3;
        spec.task.container.emplace().image = "web";
        spec.endpointSpec = api::EndpointSpec{
            api::EndpointMode::Vip, {{.targetPort = 80, .publishedPort = 8080, .publishMode = api::PublishMode::Host}}};
        QVERIFY(test::commit(store, [&](store::Tx& tx) {
            api::Node node = test::nodeOf("n1", "one");
            node.status.state = api::NodeState::Ready;
            node.spec.availability = api::Availability::Active;
            QVERIFY(tx.create(node).has_value());
        }).has_value());

        const Effect created = effectOf(store, nullptr, {}, spec);

        QCOMPARE(created.warnings.size(), 2);
        QVERIFY(created.warnings.at(0).startsWith(QStringLiteral("Port 8080 is taken on each node")));
        QVERIFY(created.warnings.at(1).startsWith(QStringLiteral("“latest” is whatever")));
    }

    void progress_counts_what_runs_as_wanted_whatever_a_server_leaves_out()
    {
        store::Store store;
        api::Service service = test::serviceOf("s1", "web");
        service.spec.mode.replicated.emplace().replicas = 2;
        // As Docker lists a service: with defaults that its tasks do not show.
        service.spec.task.container.emplace().image = "web:1.4";
        service.spec.task.container.edit().stopGracePeriod = 10'000'000'000;
        service.spec.task.container.edit().dnsConfig.emplace();
        service.spec.task.container.edit().isolation = "default";
        service.spec.task.resources.emplace();
        service.spec.task.restartPolicy = api::RestartPolicy{api::RestartCondition::Any, 5'000'000'000, 0, {}};
        service.spec.task.placement.emplace();
        service.spec.task.runtime = "container";
        const auto task = [](std::uint64_t slot, const char* image) {
            api::Task made = test::taskOf("t" + std::to_string(slot), "s1", "n1", slot);
            made.spec.container.emplace().image = image;
            made.spec.container.edit().isolation = "default";
            made.status.state = made.desiredState = api::TaskState::Running;
            return made;
        };
        QVERIFY(test::commit(store, [&](store::Tx& tx) {
            QVERIFY(tx.create(service).has_value());
            QVERIFY(tx.create(task(1, "web:1.4")).has_value());
            QVERIFY(tx.create(task(2, "web:1.3")).has_value());
        }).has_value());
        const std::uint64_t version = store.get<api::Service>("s1")->meta.version.index;

        QCOMPARE(progressOf(store, "s1", version, {}).total, 0); // the change has not been seen yet
        const ServiceProgress half = progressOf(store, "s1", version - 1, {});
        QCOMPARE(half.done, 1);
        QCOMPARE(half.total, 2);
        QVERIFY(!half.reached);
        QVERIFY(test::commit(store, [&](store::Tx& tx) {
            api::Task changed = *store.get<api::Task>("t2");
            changed.spec.container.edit().image = "web:1.4";
            QVERIFY(tx.update(changed).has_value());
        }).has_value());
        QVERIFY(progressOf(store, "s1", version - 1, {}).reached);
    }

    void a_diff_shows_lines_with_their_neighbours()
    {
        const QString diff = jsonDiff(web(), with(web(), field("image").path, QStringLiteral("web:1.4")), 1);

        QVERIFY2(diff.contains(QStringLiteral("- ") + QStringLiteral("            \"Image\": \"web:1.3\"\n+ ")
                     + QStringLiteral("            \"Image\": \"web:1.4\"")),
            qPrintable(diff));
        QVERIFY(diff.startsWith(QStringLiteral("  …")));
        QCOMPARE(jsonDiff(web(), web()), QString());
    }
};

QTEST_GUILESS_MAIN(TestDraft)
#include "tst_draft.moc"
