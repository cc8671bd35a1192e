#include "daemon/docker/template.h"

#include <QtTest>

using namespace skep;
using docker::TemplateValue;

namespace {

TemplateValue dot()
{
    using Map = TemplateValue::Map;
    return {Map{{"Service", {Map{{"Name", TemplateValue::text("web")}, {"Labels", TemplateValue::dictionary({{"a", "1"}, {"b.c", "2"}})}}}},
        {"Task", {Map{{"Slot", TemplateValue::text("3")}, {"Empty", TemplateValue::text("")}}}}}};
}

// The expansion, or the error in angle brackets.
QString expanded(const QString& source)
{
    const auto result = docker::expandTemplate(source.toStdString(), dot());
    return result ? QString::fromStdString(*result) : QStringLiteral("<%1>").arg(QString::fromStdString(result.error().message));
}

} // namespace

class TestTemplate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expandsAsGoDoes_data();
    void expandsAsGoDoes();
    void refusesWhatGoRefuses_data();
    void refusesWhatGoRefuses();
    void ownFunctionsAreCalled();
    void deepNestingIsRefused();
};

void TestTemplate::expandsAsGoDoes_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("result");
    const auto row = [](const char* source, const char* result) { QTest::newRow(source) << source << result; };
    row("plain text }} here", "plain text }} here");
    row("{{.Service.Name}}", "web");
    row("a-{{ .Service.Name }}.{{.Task.Slot}}-b", "a-web.3-b");
    row("{{index .Service.Labels \"a\"}}", "1");
    row("{{index .Service.Labels `b.c`}}", "2");
    row("[{{index .Service.Labels \"none\"}}]", "[]");
    row("{{.Service.Labels.a}}", "1");
    row("{{.Service.Labels}}", "map[a:1 b.c:2]");
    row("{{join \"-\" .Service.Name .Task.Slot \"x\"}}", "web-3-x");
    row("{{if .Task.Empty}}yes{{else}}no{{end}}", "no");
    row("{{if eq .Task.Slot \"3\"}}third{{end}}", "third");
    row("{{if eq .Task.Slot \"1\" \"2\" \"3\"}}any{{end}}", "any");
    row("{{if ne .Task.Slot \"3\"}}other{{else if eq .Service.Name \"web\"}}web{{else}}neither{{end}}", "web");
    row("{{if and .Service.Name (not .Task.Empty)}}both{{end}}", "both");
    row("{{or .Task.Empty .Service.Name}}", "web");
    row("{{printf \"%s/%q/%v/%d%%\" .Service.Name .Task.Slot true 7}}", "web/\"3\"/true/7%");
    row("{{.Service.Name | printf \"%s-%s\" .Task.Slot}}", "3-web");
    row("{{\"a\\\"}}b\"}}", "a\"}}b");
    row("x {{- .Task.Slot -}} y", "x3y");
    row("x{{/* a comment with }} and ' */}}y", "xy");
    row("{{(index .Service.Labels \"a\")}}", "1");
    row("{{print 1 \"a\" false}}", "1afalse");
    row("{{if true}}{{if false}}a{{else}}b{{end}}c{{end}}", "bc");
    row("{{-3}}", "-3");
}

void TestTemplate::expandsAsGoDoes()
{
    QFETCH(QString, source);
    QFETCH(QString, result);

    QCOMPARE(expanded(source), result);
}

void TestTemplate::refusesWhatGoRefuses_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* source, const char* error) { QTest::newRow(source) << source << error; };
    row("{{.Nope}}", "<unknown field \"Nope\">");
    row("{{.Service.Labels.none}}", "<unknown field \"none\">");
    row("{{.Service.Name.More}}", "<unknown field \"More\">");
    row("{{", "<unclosed action>");
    row("{{.Service.Name}", "<unclosed action>");
    row("{{}}", "<missing value for command>");
    row("{{.Service.Name |}}", "<missing value for command>");
    row("{{if true}}", "<missing {{end}}>");
    row("{{end}}", "<unexpected {{end}}>");
    row("{{else}}", "<unexpected {{else}}>");
    row("{{if true}}a{{else}}b{{else}}c{{end}}", "<expected {{end}}, found {{else}}>");
    row("{{nope 1}}", "<function \"nope\" not defined>");
    row("{{.Service.Name 1}}", "<can't give argument to non-function>");
    row("{{\"abc}}", "<unclosed action>");
    row("{{(1}}", "<unclosed left parenthesis>");
    row("{{1)}}", "<unexpected right parenthesis>");
    row("{{eq 1 \"1\"}}", "<incompatible types for comparison>");
    row("{{printf \"%d\" \"x\"}}", "<printf %d needs a number>");
    row("{{printf \"%x\" 1}}", "<printf knows %s, %v, %d, %q and %% only>");
    row("{{printf \"%s\"}}", "<printf has too few arguments>");
    row("{{1.5}}", "<bad number in action>");
    row("{{$x}}", "<unexpected \"$\" in action>");
    row("{{/* a }}", "<unclosed comment>");
}

void TestTemplate::refusesWhatGoRefuses()
{
    QFETCH(QString, source);
    QFETCH(QString, error);

    QCOMPARE(expanded(source), error);
}

void TestTemplate::ownFunctionsAreCalled()
{
    const docker::TemplateFunctions functions{{"secret",
        [](const std::vector<TemplateValue>& arguments) -> Result<TemplateValue> { return TemplateValue::text("<" + arguments.at(0).toString() + ">"); }}};

    QCOMPARE(*docker::expandTemplate("pw={{secret \"db\"}}", dot(), functions), std::string("pw=<db>"));
}

void TestTemplate::deepNestingIsRefused()
{
    const auto parentheses = docker::expandTemplate("{{" + std::string(100'000, '(') + "}}", dot());
    std::string conditions;
    for (int i = 0; i < 100'000; ++i)
        conditions += "{{if true}}";
    const auto branches = docker::expandTemplate(conditions, dot());

    QVERIFY(!parentheses);
    QVERIFY(!branches);
    QCOMPARE(branches.error().message, std::string("conditions are nested too deeply"));
}

QTEST_GUILESS_MAIN(TestTemplate)
#include "tst_template.moc"
