#include "ui/servicepage/specmerge.h"

namespace skep::ui {

QJsonObject withDifferences(QJsonObject raw, const QJsonObject& from, const QJsonObject& to)
{
    for (auto it = from.begin(); it != from.end(); ++it)
        if (!to.contains(it.key()))
            raw.remove(it.key());
    for (auto it = to.begin(); it != to.end(); ++it) {
        const QJsonValue before = from.value(it.key());
        if (before == it.value())
            continue;
        if (it.value().isObject() && before.isObject())
            raw.insert(
                it.key(), withDifferences(raw.value(it.key()).toObject(), before.toObject(), it.value().toObject()));
        else
            raw.insert(it.key(), it.value());
    }
    return raw;
}

} // namespace skep::ui
