#pragma once
#include <QMetaObject>
#include <QObject>
#include <utility>

#include "core/studio/job_threads.h"

namespace mien {

/// Runs `work` on one of `threads` and `handle` with its result on `receiver`'s thread. The receiver owns the threads
/// as its last members, or outlives who does: once they are joined nothing is posted any more.
template <class Work, class Handler>
void inBackground(JobThreads& threads, QObject* receiver, Work work, Handler handle) {
  threads.enqueue([receiver, work = std::move(work), handle = std::move(handle)]() mutable {
    QMetaObject::invokeMethod(
        receiver, [handle, result = work()]() mutable { handle(std::move(result)); }, Qt::QueuedConnection);
  });
}

}  // namespace mien
