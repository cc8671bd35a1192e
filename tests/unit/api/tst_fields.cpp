#include "shared/api/alltypes.h"

#include <QtTest>

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
