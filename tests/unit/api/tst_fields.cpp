#include "shared/api/alltypes.h"
#include "shared/api/typename.h"

#include <QFile>
#include <QTest>

#include <set>

using namespace skep;
using namespace skep::api;

// Converts to whatever a member is, so that T{Anything{}, …} compiles exactly up to the number of T's members. Never
// defined.
struct Anything {
    template <class T>
    operator T() const; // NOLINT(google-explicit-constructor): that is its purpose
};

namespace {

template <class T, class... A>
constexpr std::size_t countMembers()
{
    if constexpr (requires { T{A{}..., Anything{}}; })
        return countMembers<T, A..., Anything>();
    else
        return sizeof...(A);
}

// What a member is on the wire.
template <class M>
std::string wireKind()
{
    if constexpr (HasFields<M>)
        return std::string(detail::typeName<M>());
    else if constexpr (std::is_same_v<M, bool>)
        return "bool";
    else if constexpr (std::is_integral_v<M>)
        return "integer";
    else if constexpr (std::is_enum_v<M>)
        return "word";
    else if constexpr (std::is_same_v<M, double>)
        return "double";
    else if constexpr (std::is_same_v<M, std::string>)
        return "text";
    else if constexpr (std::is_same_v<M, Blob>)
        return "octets";
    else if constexpr (std::is_same_v<M, Timestamp>)
        return "time";
    else if constexpr (requires { typename M::mapped_type; })
        return "map of " + wireKind<typename M::mapped_type>();
    else if constexpr (requires(M m) { m.push_back({}); })
        return "list of " + wireKind<typename M::value_type>();
    else
        return wireKind<std::decay_t<decltype(*std::declval<M>())>>(); // an optional that is there looks like its value
}

// "PortConfig 3 TargetPort integer"
struct WireRows {
    std::string type;
    QStringList lines;

    template <class M, class T>
    void operator()(unsigned key, std::string_view name, M T::*, Omit)
    {
        lines += QString::fromStdString(
            type + " " + std::to_string(key) + " " + (name.empty() ? "-" : std::string(name)) + " " + wireKind<M>());
    }
    template <class M, class T>
    void inlined(unsigned key, M T::*)
    {
        lines += QString::fromStdString(type + " " + std::to_string(key) + " (inlined) " + wireKind<M>());
    }
};

struct Rows {
    std::vector<unsigned> keys;
    std::vector<std::string> names;

    template <class M, class T>
    void operator()(unsigned key, std::string_view name, M T::*, Omit)
    {
        keys.push_back(key);
        if (!name.empty())
            names.emplace_back(name);
    }
    template <class M, class T>
    void inlined(unsigned key, M T::*)
    {
        keys.push_back(key);
        Rows inner;
        M::fields(inner);
        names.insert(names.end(), inner.names.begin(), inner.names.end());
    }
};

struct CountRows {
    std::size_t count = 0;

    template <class... A>
    constexpr void operator()(A&&...)
    {
        ++count;
    }
    template <class... A>
    constexpr void inlined(A&&...)
    {
        ++count;
    }
};

template <class T>
std::size_t countRows()
{
    CountRows rows;
    T::fields(rows);
    return rows.count;
}

} // namespace

class FieldsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMemberHasARow()
    {
#define CHECK(T) QVERIFY2(countRows<T>() == countMembers<T>(), #T);
        SKEP_API_TYPES(CHECK)
#undef CHECK
    }

    void theCountSeesAMissingRow()
    {
        struct Forgotten {
            std::string name;
            std::optional<Driver> driver;
            std::vector<Mount> mounts;
            bool last = true;
            Timestamp since;
        };

        QCOMPARE(countMembers<Forgotten>(), std::size_t(5));
    }

    void keysAscendAndNamesAreUnique()
    {
#define CHECK(T)                                                                                                       \
    {                                                                                                                  \
        Rows rows;                                                                                                     \
        T::fields(rows);                                                                                               \
        unsigned last = 0;                                                                                             \
        for (const unsigned key : rows.keys)                                                                           \
            QVERIFY2(key > std::exchange(last, key), #T);                                                              \
        QVERIFY2(std::set<std::string>(rows.names.begin(), rows.names.end()).size() == rows.names.size(), #T);         \
    }
        SKEP_API_TYPES(CHECK)
#undef CHECK
    }

    // Numbers, names and kinds are what other nodes, logs on disk and clients know: rows may be added, never changed. A new
    // row joins the file when the test runs with SKEP_REWRITE=1.
    void rowsStayAsTheyWere()
    {
        QStringList now;
#define LIST(T)                                                                                                        \
    {                                                                                                                  \
        WireRows rows{#T, {}};                                                                                         \
        T::fields(rows);                                                                                               \
        now += rows.lines;                                                                                             \
    }
        SKEP_API_TYPES(LIST)
#undef LIST
        QFile file(QStringLiteral(SKEP_TEST_DATA "/api/fields.txt"));
        if (qEnvironmentVariableIsSet("SKEP_REWRITE")) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(now.join(QLatin1Char('\n')).toUtf8() + '\n');
            QSKIP("tests/data/api/fields.txt is written anew: read the difference");
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList then = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);

        QVERIFY(then.size() > 300);
        for (const QString& row : then)
            QVERIFY2(now.contains(row), qPrintable(row));
    }

    void taskNamesGoBySlotElseNode()
    {
        Task task{.id = "t1", .serviceId = "s", .slot = 3, .nodeId = "n1", .serviceName = "web"};

        QCOMPARE(taskShortName(task), std::string("web.3"));
        QCOMPARE(taskName(task), std::string("web.3.t1"));

        task.slot = 0;

        QCOMPARE(taskShortName(task), std::string("web.n1"));
        QCOMPARE(taskName(task), std::string("web.n1.t1"));
    }
};

QTEST_GUILESS_MAIN(FieldsTest)
#include "tst_fields.moc"
