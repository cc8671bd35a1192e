#include "ui/managers/raftfacts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace skep::ui {

std::optional<RaftFacts> readRaft(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonObject report = document.object();
    if (!report.contains(u"Term") || !report.value(u"Members").isArray())
        return std::nullopt;
    const auto number
        = [](const QJsonObject& object, QStringView name) { return std::uint64_t(object.value(name).toInteger()); };
    RaftFacts facts{
        number(report, u"Term"), number(report, u"Commit"), number(report, u"Applied"), number(report, u"Last"), {}};
    for (const auto& each : report.value(u"Members").toArray()) {
        const QJsonObject member = each.toObject();
        facts.members[member.value(u"NodeID").toString().toStdString()]
            = {member.value(u"Voter").toBool(), member.value(u"Leader").toBool(), number(member, u"Match"),
                number(member, u"Lag"), member.value(u"LastContactMs").toInteger(-1)};
    }
    return facts;
}

} // namespace skep::ui
