#pragma once

#include "app/cli/command.h"
#include "shared/api/json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <vector>

namespace skep::cli {

// A JSON array of objects.
template <class T>
[[nodiscard]] Result<std::vector<T>> listOf(const std::string& json)
{
    std::vector<T> list;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    for (const QJsonValue& value : document.array()) {
        SKEP_TRY(object, api::fromJson<T>(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact).toStdString()));
        list.push_back(std::move(object));
    }
    return list;
}

// --filter as the daemon wants it, with more pairs. Error for one that is not NAME=VALUE.
[[nodiscard]] Result<std::string> filtersOf(const Invocation& in, std::vector<std::pair<std::string, std::string>> more = {});
// The tasks that --filter and `more` leave.
[[nodiscard]] async::Task<Result<std::vector<api::Task>>> tasksWith(Invocation& in, std::vector<std::pair<std::string, std::string>> more);
// As `service ps` and `node ps` show them, by the flags of those commands.
[[nodiscard]] async::Task<int> printTasks(Invocation& in, std::vector<api::Task> tasks);

} // namespace skep::cli
