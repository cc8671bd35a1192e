#include "shared/gotemplate/template.h"

#include <QTest>

using namespace skep;
using gotemplate::Value;

namespace {

Value dot()
{
    using Map = Value::Map;
    return {Map{{"Service", {Map{{"Name", Value::text("web")}, {"Labels", Value::dictionary({{"a", "1"}, {"b.c", "2"}})}}}},
        {"Task", {Map{{"Slot", Value::text("3")}, {"Empty", Value::text("")}}}}}};
}

// The expansion, or the error in angle brackets.
QString expanded(const QString& source)
{
    const auto result = gotemplate::expand(source.toStdString(), dot());
    return result ? QString::fromStdString(*result) : QStringLiteral("<%1>").arg(QString::fromStdString(result.error().message));
}

} // namespace

class TestTemplate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expandsAsGoDoes_data();
    void expandsAsGoDoes();
    void listsAreWalked();
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

void TestTemplate::listsAreWalked()
{
    const Value list{Value::Map{{"Items", {Value::List{Value::text("a"), Value{std::int64_t(2)}, Value{true}}}}, {"None", {Value::List{}}}}};

    QCOMPARE(*gotemplate::expand("{{range .Items}}<{{.}}>{{end}}", list), std::string("<a><2><true>"));
    QCOMPARE(*gotemplate::expand("{{range .None}}x{{else}}empty{{end}}", list), std::string("empty"));
    QCOMPARE(*gotemplate::expand("{{len .Items}} {{index .Items 1}}", list), std::string("3 2"));
    QVERIFY(!gotemplate::expand("{{index .Items 3}}", list));
    QVERIFY(!gotemplate::expand("{{range .Items}}", list));
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
    const gotemplate::Functions functions{{"secret",
        [](const std::vector<Value>& arguments) -> Result<Value> { return Value::text("<" + arguments.at(0).toString() + ">"); }}};

    QCOMPARE(*gotemplate::expand("pw={{secret \"db\"}}", dot(), functions), std::string("pw=<db>"));
}

void TestTemplate::deepNestingIsRefused()
{
    const auto parentheses = gotemplate::expand("{{" + std::string(100'000, '(') + "}}", dot());
    std::string conditions;
    for (int i = 0; i < 100'000; ++i)
        conditions += "{{if true}}";
    const auto branches = gotemplate::expand(conditions, dot());

    QVERIFY(!parentheses);
    QVERIFY(!branches);
    QCOMPARE(branches.error().message, std::string("blocks are nested too deeply"));
}

QTEST_GUILESS_MAIN(TestTemplate)
#include "tst_template.moc"
