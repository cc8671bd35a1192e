#pragma once

#include <QObject>

namespace skep::http {

// Deletes an object that may be emitting a signal right now.
struct LaterDelete {
    void operator()(QObject* object) const { object->deleteLater(); }
};

} // namespace skep::http
