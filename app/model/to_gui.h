#pragma once
#include <QMetaObject>
#include <QObject>
#include <utility>

#include "core/studio/studio.h"

namespace mien {

/// Wraps `handle` so that it runs on `receiver`'s thread, later. The studio is destroyed before any receiver, and calls
/// back no more after that; what is still posted is dropped with the receiver.
template <class T, class Handler>
Studio::Done<T> toGui(QObject* receiver, Handler handle) {
  return [receiver, handle = std::move(handle)](Result<T> result) {
    QMetaObject::invokeMethod(
        receiver, [handle, result = std::move(result)]() mutable { handle(std::move(result)); }, Qt::QueuedConnection);
  };
}

}  // namespace mien
