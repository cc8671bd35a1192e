#include "ui/history/historyfile.h"

#include "ui/text/text.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <atomic>
#include <cstring>

#include <sys/stat.h>

namespace skep::ui {
namespace {

// The recorded store needs a version of its own only.
constexpr std::uint64_t RecordedVersion = 1;

constexpr const char* Schema[] = {
    "CREATE TABLE IF NOT EXISTS keyframe(at INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS delta(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, bytes BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS delta_at ON delta(at)",
    R"(CREATE TABLE IF NOT EXISTS event(id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, until INTEGER, kind INTEGER NOT NULL,
       object TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, tone INTEGER NOT NULL))",
    "CREATE INDEX IF NOT EXISTS event_at ON event(at)",
    "CREATE TABLE IF NOT EXISTS spec(id INTEGER PRIMARY KEY, service TEXT NOT NULL, at INTEGER, bytes BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS spec_service ON spec(service)",
    "CREATE TABLE IF NOT EXISTS alive(one INTEGER PRIMARY KEY CHECK(one = 1), at INTEGER NOT NULL)",
};

Failure broken(const QSqlError& error)
{
    return fail(ErrorCode::DataLoss, "the local history: " + error.text().toStdString());
}

Result<void> execute(QSqlQuery& query)
{
    if (!query.exec())
        return broken(query.lastError());
    return {};
}

void clean(api::TaskSpec& spec)
{
    if (spec.container && spec.container->registryAuth != api::SecretText())
        spec.container.edit().registryAuth = {};
}

QByteArray pressed(const Bytes& bytes)
{
    // Fast rather than small: what repeats from task to task goes in any case.
    return qCompress(reinterpret_cast<const uchar*>(bytes.data()), qsizetype(bytes.size()), 1);
}

// A keyframe is pressed in parts: as one it would take as much memory as the swarm itself. It begins with four zero octets, with which
// nothing that was pressed as one begins, as the first keyframes were; then come parts, each after its size.
constexpr std::size_t PartSize = 1 << 20;
constexpr qsizetype MarkSize = 4;

void appendSize(std::size_t value, auto& bytes)
{
    const auto size = std::uint32_t(value);
    bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
}

QByteArray packed(const std::vector<store::ObjectPtr>& objects)
{
    QByteArray all(MarkSize, '\0');
    Bytes part;
    const auto press = [&] {
        const QByteArray one = pressed(std::exchange(part, {}));
        appendSize(std::size_t(one.size()), all);
        all += one;
    };
    for (const auto& object : objects) {
        const Bytes one = store::encode(withoutSecrets(object));
        appendSize(one.size(), part);
        part += one;
        if (part.size() >= PartSize)
            press();
    }
    if (!part.empty())
        press();
    return all;
}

// Cuts off what comes after its size. Error DataLoss.
Result<BytesView> cutSized(BytesView& rest)
{
    std::uint32_t size = 0;
    if (rest.size() < sizeof size)
        return fail(ErrorCode::DataLoss, "a recorded state is damaged");
    std::memcpy(&size, rest.data(), sizeof size);
    rest.remove_prefix(sizeof size);
    if (rest.size() < size)
        return fail(ErrorCode::DataLoss, "a recorded state is damaged");
    const BytesView cut = rest.substr(0, size);
    rest.remove_prefix(size);
    return cut;
}

BytesView viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

Result<void> unpackPart(const QByteArray& bytes, store::Store& into)
{
    std::vector<store::Change> changes;
    for (BytesView rest = viewOf(bytes); !rest.empty();) {
        SKEP_TRY(one, cutSized(rest));
        SKEP_TRY(object, store::decodeObject(one));
        changes.push_back({store::Action::Update, std::move(object)});
    }
    into.mirror(RecordedVersion, changes);
    return {};
}

Result<void> unpack(const QByteArray& bytes, store::Store& into)
{
    if (!bytes.startsWith(QByteArray(MarkSize, '\0')))
        return unpackPart(qUncompress(bytes), into);
    BytesView rest = viewOf(bytes).substr(MarkSize);
    while (!rest.empty()) {
        SKEP_TRY(part, cutSized(rest));
        SKEP_CHECK(unpackPart(qUncompress(reinterpret_cast<const uchar*>(part.data()), qsizetype(part.size())), into));
    }
    return {};
}

QString likePattern(const QString& text)
{
    QString pattern = text;
    pattern.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'%', QStringLiteral("\\%"))
        .replace(u'_', QStringLiteral("\\_"));
    return u'%' + pattern + u'%';
}

} // namespace

store::ObjectPtr withoutSecrets(const store::ObjectPtr& object)
{
    if (const auto cluster = store::as<api::Cluster>(object)) {
        api::Cluster copy = *cluster;
        copy.joinTokens = {};
        copy.shownTokens.reset();
        copy.rootCaKey = {};
        copy.spec.ca.signingCaCert = {};
        copy.spec.ca.signingCaKey = {};
        return std::make_shared<const api::Cluster>(std::move(copy));
    }
    if (const auto secret = store::as<api::Secret>(object); secret && secret->spec.data) {
        api::Secret copy = *secret;
        copy.spec.data.reset();
        return std::make_shared<const api::Secret>(std::move(copy));
    }
    if (const auto service = store::as<api::Service>(object)) {
        api::Service copy = *service;
        clean(copy.spec.task);
        if (copy.previousSpec)
            clean(copy.previousSpec->task);
        for (auto& revision : copy.pastRevisions)
            clean(revision.spec.task);
        return std::make_shared<const api::Service>(std::move(copy));
    }
    if (const auto task = store::as<api::Task>(object); task && task->spec.container && task->spec.container->registryAuth != api::SecretText()) {
        api::Task copy = *task;
        clean(copy.spec);
        return std::make_shared<const api::Task>(std::move(copy));
    }
    return object;
}

Result<std::unique_ptr<HistoryFile>> HistoryFile::open(const QString& path, Limits limits)
{
    static std::atomic<unsigned> counter{0};
    const QString connection = QStringLiteral("history-%1").arg(counter++);
    std::unique_ptr<HistoryFile> file(new HistoryFile(connection, limits));
    const mode_t before = ::umask(0077);
    bool opened = false;
    QString why;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(path);
        opened = database.open();
        why = database.lastError().text();
    }
    Result<void> made;
    if (opened) {
        for (const char* pragma : {"PRAGMA busy_timeout=2000", "PRAGMA auto_vacuum=INCREMENTAL",
                 "PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL"})
            made = made ? file->run(pragma) : made;
        for (const char* statement : Schema)
            made = made ? file->run(statement) : made;
    }
    ::umask(before);
    if (!opened)
        return fail(ErrorCode::Unavailable, "cannot open " + path.toStdString() + ": " + why.toStdString());
    if (!made)
        return Failure(made.error());
    return file;
}

HistoryFile::~HistoryFile()
{
    database().close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<void> HistoryFile::run(const char* statement)
{
    QSqlQuery query(database());
    if (!query.exec(QString::fromLatin1(statement)))
        return broken(query.lastError());
    return {};
}

Result<std::int64_t> HistoryFile::number(const char* statement)
{
    QSqlQuery query(database());
    if (!query.exec(QString::fromLatin1(statement)))
        return broken(query.lastError());
    return query.next() && !query.value(0).isNull() ? query.value(0).toLongLong() : 0;
}

Result<void> HistoryFile::write(
    Timestamp at, const std::vector<store::Change>& changes, const std::vector<Recorded>& events)
{
    SKEP_CHECK(run("BEGIN IMMEDIATE"));
    const auto all = [&]() -> Result<void> {
        QSqlQuery query(database());
        if (!changes.empty()) {
            store::Transaction transaction{.at = at, .changes = {}};
            for (const auto& change : changes)
                transaction.changes.push_back({change.action, withoutSecrets(change.object)});
            for (const auto& change : transaction.changes)
                if (change.action != store::Action::Remove)
                    SKEP_CHECK(rememberSpec(at, change.object));
            query.prepare(QStringLiteral("INSERT INTO delta(at, bytes) VALUES(?, ?)"));
            query.addBindValue(qint64(at.ns));
            query.addBindValue(pressed(store::encode(transaction)));
            SKEP_CHECK(execute(query));
        }
        query.prepare(
            QStringLiteral("INSERT INTO event(at, until, kind, object, name, text, tone) VALUES(?, ?, ?, ?, ?, ?, ?)"));
        for (const Recorded& event : events) {
            query.bindValue(0, qint64(event.at.ns));
            query.bindValue(1, event.gap() ? QVariant(qint64(event.until.ns)) : QVariant());
            query.bindValue(2, int(event.told.kind));
            query.bindValue(3, qstr(event.told.id));
            query.bindValue(4, event.told.name.isNull() ? QStringLiteral("") : event.told.name);
            query.bindValue(5, event.told.text.isNull() ? QStringLiteral("") : event.told.text);
            query.bindValue(6, int(event.told.tone));
            SKEP_CHECK(execute(query));
        }
        query.prepare(QStringLiteral("INSERT OR REPLACE INTO alive(one, at) VALUES(1, ?)"));
        query.addBindValue(qint64(at.ns));
        return execute(query);
    }();
    SKEP_CHECK(run(all ? "COMMIT" : "ROLLBACK"));
    return all;
}

Result<void> HistoryFile::rememberSpec(Timestamp at, const store::ObjectPtr& object)
{
    const auto service = store::as<api::Service>(object);
    if (!service)
        return {};
    // A service of nothing but its specification.
    api::Service bare{.id = service->id, .spec = service->spec};
    clean(bare.spec.task);
    const Bytes encoded = store::encode(std::make_shared<const api::Service>(std::move(bare)));
    const QByteArray bytes(encoded.data(), qsizetype(encoded.size()));
    QSqlQuery query(database());
    query.prepare(QStringLiteral("SELECT bytes FROM spec WHERE service = ? ORDER BY id DESC LIMIT 1"));
    query.addBindValue(qstr(service->id));
    SKEP_CHECK(execute(query));
    if (query.next() && query.value(0).toByteArray() == bytes)
        return {};
    query.prepare(QStringLiteral("INSERT INTO spec(service, at, bytes) VALUES(?, ?, ?)"));
    query.addBindValue(qstr(service->id));
    query.addBindValue(qint64(at.ns));
    query.addBindValue(bytes);
    return execute(query);
}

Result<std::vector<HistoryFile::Spec>> HistoryFile::specs(const std::string& serviceId)
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT at, bytes FROM spec WHERE service = ? ORDER BY id DESC LIMIT 50"));
    query.addBindValue(qstr(serviceId));
    SKEP_CHECK(execute(query));
    std::vector<Spec> all;
    while (query.next()) {
        const QByteArray bytes = query.value(1).toByteArray();
        SKEP_TRY(object, store::decodeObject(viewOf(bytes)));
        if (const auto service = store::as<api::Service>(object))
            all.push_back({{query.value(0).toLongLong()}, service->spec});
    }
    return all;
}

Result<void> HistoryFile::writeKeyframe(Timestamp at, const std::vector<store::ObjectPtr>& objects)
{
    for (const auto& object : objects)
        SKEP_CHECK(rememberSpec(at, object));
    QSqlQuery query(database());
    query.prepare(QStringLiteral("INSERT OR REPLACE INTO keyframe(at, bytes) VALUES(?, ?)"));
    query.addBindValue(qint64(at.ns));
    query.addBindValue(packed(objects));
    return execute(query);
}

Result<void> HistoryFile::forgetBefore(std::int64_t ns)
{
    for (const char* statement :
        {"DELETE FROM keyframe WHERE at < ?", "DELETE FROM delta WHERE at < ?", "DELETE FROM event WHERE at < ?",
            "DELETE FROM spec WHERE at < ? AND id NOT IN (SELECT max(id) FROM spec GROUP BY service)"}) {
        QSqlQuery query(database());
        query.prepare(QString::fromLatin1(statement));
        query.addBindValue(qint64(ns));
        SKEP_CHECK(execute(query));
    }
    m_replay = {};
    return {};
}

Result<void> HistoryFile::prune(Timestamp now)
{
    // Up to the last keyframe that is old enough: what follows it needs it.
    QSqlQuery query(database());
    query.prepare(QStringLiteral("SELECT max(at) FROM keyframe WHERE at <= ?"));
    query.addBindValue(qint64((now - m_limits.age).ns));
    SKEP_CHECK(execute(query));
    if (query.next() && !query.value(0).isNull())
        SKEP_CHECK(forgetBefore(query.value(0).toLongLong()));
    query.finish();
    for (;;) {
        SKEP_TRY(pages, number("PRAGMA page_count"));
        SKEP_TRY(unused, number("PRAGMA freelist_count"));
        SKEP_TRY(size, number("PRAGMA page_size"));
        SKEP_TRY(second, number("SELECT at FROM keyframe ORDER BY at LIMIT 1 OFFSET 1"));
        if ((pages - unused) * size <= m_limits.bytes || second == 0)
            break;
        SKEP_CHECK(forgetBefore(second));
    }
    return run("PRAGMA incremental_vacuum");
}

Result<HistoryFile::Extent> HistoryFile::extent()
{
    Extent extent;
    SKEP_TRY(first, number("SELECT min(at) FROM keyframe"));
    SKEP_TRY(alive, number("SELECT at FROM alive"));
    if (first != 0)
        extent.first = {first};
    if (alive != 0)
        extent.alive = {alive};
    QSqlQuery query(database());
    if (!query.exec(QStringLiteral("SELECT at, until FROM event WHERE until IS NOT NULL ORDER BY at")))
        return broken(query.lastError());
    while (query.next())
        extent.gaps.emplace_back(Timestamp{query.value(0).toLongLong()}, Timestamp{query.value(1).toLongLong()});
    return extent;
}

Result<std::vector<Recorded>> HistoryFile::events(const Query& wanted)
{
    QString text = QStringLiteral("SELECT id, at, until, kind, object, name, text, tone FROM event WHERE id > ?");
    std::vector<QVariant> values{qint64(wanted.after)};
    const auto also = [&](const char* condition, QVariant value) {
        text += QStringLiteral(" AND ") + QString::fromLatin1(condition);
        values.push_back(std::move(value));
    };
    if (!wanted.from.isZero())
        also("coalesce(until, at) >= ?", qint64(wanted.from.ns));
    if (!wanted.to.isZero())
        also("at <= ?", qint64(wanted.to.ns));
    // Gaps are told whatever is looked for: something may be missing there.
    if (wanted.kind)
        also("(kind = ? OR until IS NOT NULL)", int(*wanted.kind));
    if (!wanted.name.isEmpty())
        also("(name LIKE ? ESCAPE '\\' OR until IS NOT NULL)", likePattern(wanted.name));
    if (!wanted.text.isEmpty())
        also("(name || ' ' || text LIKE ? ESCAPE '\\' OR until IS NOT NULL)", likePattern(wanted.text));
    text += QStringLiteral(" ORDER BY at DESC, id DESC LIMIT %1").arg(wanted.limit);
    QSqlQuery query(database());
    query.setForwardOnly(true);
    query.prepare(text);
    for (const QVariant& value : values)
        query.addBindValue(value);
    SKEP_CHECK(execute(query));
    std::vector<Recorded> rows;
    while (query.next()) {
        Recorded row;
        row.id = query.value(0).toLongLong();
        row.at = {query.value(1).toLongLong()};
        if (!query.value(2).isNull())
            row.until = {query.value(2).toLongLong()};
        row.told = {static_cast<api::ObjectKind>(query.value(3).toInt()), query.value(4).toString().toStdString(),
            query.value(5).toString(), query.value(6).toString(), static_cast<Told::Tone>(query.value(7).toInt())};
        rows.push_back(std::move(row));
    }
    return rows;
}

void HistoryFile::forgetReplay()
{
    m_replay = {};
}

Result<Moment> HistoryFile::seek(Timestamp at)
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT max(at) FROM keyframe WHERE at <= ?"));
    query.addBindValue(qint64(at.ns));
    SKEP_CHECK(execute(query));
    if (!query.next() || query.value(0).isNull())
        return fail(ErrorCode::NotFound, "nothing was recorded before that time");
    const std::int64_t keyframe = query.value(0).toLongLong();
    query.finish();
    if (m_replay.keyframe != keyframe || m_replay.at > at) {
        query.prepare(QStringLiteral("SELECT bytes FROM keyframe WHERE at = ?"));
        query.addBindValue(qint64(keyframe));
        SKEP_CHECK(execute(query));
        if (!query.next())
            return fail(ErrorCode::NotFound, "nothing was recorded before that time");
        m_replay = {.store = std::make_unique<store::Store>()};
        SKEP_CHECK(unpack(query.value(0).toByteArray(), *m_replay.store));
        query.finish();
        m_replay.keyframe = keyframe;
        // Changes of the keyframe's own instant are in it already; putting them once more does no harm.
        m_replay.at = {keyframe};
    }
    query.prepare(QStringLiteral("SELECT id, bytes FROM delta WHERE at >= ? AND at <= ? AND id > ? ORDER BY id"));
    query.addBindValue(qint64(keyframe));
    query.addBindValue(qint64(at.ns));
    query.addBindValue(qint64(m_replay.delta));
    SKEP_CHECK(execute(query));
    while (query.next()) {
        const QByteArray bytes = qUncompress(query.value(1).toByteArray());
        SKEP_TRY(transaction, store::decodeTransaction(viewOf(bytes)));
        m_replay.store->mirror(RecordedVersion, transaction.changes);
        m_replay.delta = query.value(0).toLongLong();
    }
    m_replay.at = at;
    return Moment{.at = at, .objects = m_replay.store->objects()};
}

} // namespace skep::ui
