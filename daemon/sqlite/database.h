#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <string>

namespace skep::sqlite {

// One connection to one SQLite file, usable in the thread that made it. Queries made from it must be gone before it goes.
class Database {
public:
    // `pragmas` run right after opening. The file gets mode 0600. Error Unavailable naming the file and SQLite's reason.
    [[nodiscard]] static Result<Database> open(const std::string& path, std::initializer_list<const char*> pragmas);
    Database(Database&& other) noexcept;
    Database& operator=(Database&&) = delete;
    ~Database();

    [[nodiscard]] QSqlDatabase handle() const { return QSqlDatabase::database(m_name, false); }
    [[nodiscard]] Result<void> run(const char* statement);
    [[nodiscard]] Result<QSqlQuery> prepare(const char* statement);

private:
    Database(QString name, std::string path);

    QString m_name;
    std::string m_path;
};

// Executes with the values bound so far. Error DataLoss with SQLite's reason.
[[nodiscard]] Result<void> execute(QSqlQuery& query);

[[nodiscard]] inline QByteArray blob(BytesView bytes) { return {bytes.data(), qsizetype(bytes.size())}; }
[[nodiscard]] inline Bytes bytesOf(const QVariant& value) { return value.toByteArray().toStdString(); }

} // namespace skep::sqlite
