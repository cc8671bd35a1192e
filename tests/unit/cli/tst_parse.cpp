#include "app/cli/parse.h"

#include <QTest>

#include <set>

using namespace skep;
using namespace skep::cli;

class TestParse : public QObject {
    Q_OBJECT

    client::EngineClient m_engine{http::Endpoint::unixSocket("/nowhere")};

    struct Outcome {
        std::optional<int> code;
        Invocation invocation;
    };

    Outcome parse(const std::vector<std::string>& words)
    {
        const Parsed parsed = parseCommand(words);
        if (!parsed.command)
            qFatal("no such command");
        Outcome outcome{{}, Invocation(*parsed.command, m_engine)};
        outcome.code = parseOptions(outcome.invocation, parsed.rest);
        return outcome;
    }

private Q_SLOTS:
    void everyCommandHasHelpAHandlerAndOptionsThatStandOnce()
    {
        std::set<std::string_view> paths;
        for (const Command& command : commands()) {
            QVERIFY2(paths.insert(command.path).second, command.path.data());
            QVERIFY2(!command.help.empty() && command.run, command.path.data());
            std::set<std::string_view> names;
            std::set<char> shorthands;
            for (const Flag& flag : command.flags) {
                QVERIFY2(names.insert(flag.name).second, flag.name.data());
                QVERIFY2(!flag.help.empty(), flag.name.data());
                if (flag.shorthand)
                    QVERIFY2(shorthands.insert(flag.shorthand).second, flag.name.data());
            }
            QVERIFY(helpOf(command).find(std::string(command.help)) != std::string::npos);
        }
    }

    void theCommandOfTheDeckIsUnderstood()
    {
        const auto [code, in] = parse({"service", "create", "-p", "8080:8080", "--name", "search", "--replicas", "4", "searchsvc:v1.0"});

        QVERIFY(!code);
        QCOMPARE(in.list("publish"), std::vector<std::string>{"8080:8080"});
        QCOMPARE(in.text("name"), std::string("search"));
        QCOMPARE(in.text("replicas"), std::string("4"));
        QCOMPARE(in.arguments, std::vector<std::string>{"searchsvc:v1.0"});
    }

    void optionsEndAtTheImage()
    {
        const auto [code, in] = parse({"service", "create", "image", "--name", "x", "-p", "1"});

        QVERIFY(!code);
        QVERIFY(!in.given("name"));
        QCOMPARE(in.arguments, (std::vector<std::string>{"image", "--name", "x", "-p", "1"}));
    }

    void switchesMayBeSwitchedOff()
    {
        QVERIFY(parse({"service", "create", "-d", "image"}).invocation.on("detach"));
        QVERIFY(!parse({"service", "create", "--detach=false", "image"}).invocation.on("detach"));
        QVERIFY(!parse({"service", "create", "image"}).invocation.on("detach"));
    }

    void listsCollectAndTextsTakeTheLast()
    {
        const auto [code, in] = parse({"service", "create", "-e", "A=1", "--env", "B=2", "--name", "x", "--name", "y", "image"});

        QVERIFY(!code);
        QCOMPARE(in.list("env"), (std::vector<std::string>{"A=1", "B=2"}));
        QCOMPARE(in.text("name"), std::string("y"));
    }

    void optionsMayStandBehindArgumentsWhereTheyDoNotEnd()
    {
        const auto [code, in] = parse({"service", "scale", "web=3", "-d"});

        QVERIFY(!code);
        QVERIFY(in.on("detach"));
        QCOMPARE(in.arguments, std::vector<std::string>{"web=3"});
    }

    void wrongUsageHasDockersExitCodes()
    {
        QCOMPARE(parse({"service", "create"}).code, std::optional<int>(Failed));
        QCOMPARE(parse({"service", "ls", "x"}).code, std::optional<int>(Failed));
        QCOMPARE(parse({"service", "ls", "--bogus"}).code, std::optional<int>(WrongUsage));
        QCOMPARE(parse({"service", "create", "--name"}).code, std::optional<int>(WrongUsage));
        QCOMPARE(parseCommand({"service", "bogus"}).exitCode, Failed);
        QCOMPARE(parseCommand({"--bogus"}).exitCode, WrongUsage);
        QCOMPARE(parseCommand({"service", "create", "--help"}).exitCode, -1);
        QCOMPARE(parse({"service", "create", "--help"}).code, std::optional<int>(Ok));
    }

    void theHostComesBeforeTheCommand()
    {
        const Parsed parsed = parseCommand({"-H", "unix:///x", "node", "ls"});

        QCOMPARE(parsed.global.host, std::string("unix:///x"));
        QCOMPARE(parsed.command->path, std::string_view("node ls"));
    }
};

QTEST_GUILESS_MAIN(TestParse)
#include "tst_parse.moc"
