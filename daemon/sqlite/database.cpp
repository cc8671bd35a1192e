#include "daemon/sqlite/database.h"

#include <QSqlError>
#include <QVariant>

#include <atomic>

#include <sys/stat.h>

namespace skep::sqlite {

Database::Database(QString name, std::string path)
    : m_name(std::move(name))
    , m_path(std::move(path))
{
}

Database::Database(Database&& other) noexcept
    : m_name(std::exchange(other.m_name, {}))
    , m_path(std::move(other.m_path))
{
}

Database::~Database()
{
    if (m_name.isEmpty())
        return;
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<Database> Database::open(const std::string& path, std::initializer_list<const char*> pragmas)
{
    static std::atomic<unsigned> counter{0};
    Database result(QStringLiteral("skep-%1").arg(counter++), path);
    const mode_t before = ::umask(0077);
    bool opened = false;
    QString why;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), result.m_name);
        db.setDatabaseName(QString::fromStdString(path));
        opened = db.open();
        why = db.lastError().text();
    }
    Result<void> set;
    for (const char* pragma : pragmas)
        if (opened && set)
            set = result.run(pragma);
    ::umask(before);
    if (!opened)
        return fail(ErrorCode::Unavailable, "cannot open " + path + ": " + why.toStdString());
    if (!set)
        return tl::unexpected(set.error());
    return result;
}

Result<void> Database::run(const char* statement)
{
    QSqlQuery query(handle());
    if (!query.exec(QString::fromLatin1(statement)))
        return fail(ErrorCode::DataLoss, m_path + ": " + query.lastError().text().toStdString());
    return {};
}

Result<QSqlQuery> Database::prepare(const char* statement)
{
    QSqlQuery query(handle());
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromLatin1(statement)))
        return fail(ErrorCode::DataLoss, m_path + ": " + query.lastError().text().toStdString());
    return query;
}

Result<void> execute(QSqlQuery& query)
{
    if (!query.exec())
        return fail(ErrorCode::DataLoss, "database: " + query.lastError().text().toStdString());
    return {};
}

} // namespace skep::sqlite
