#pragma once
#include <QObject>
#include <QTimer>
#include <filesystem>
#include <optional>
#include <utility>

#include "app/document/in_background.h"
#include "core/record/record.h"

namespace mien {

/// The record for view models: opened on a thread of its own, where all that is asked of it runs in order. Tells when
/// somebody has changed it. Thread: the window's.
class RecordThread : public QObject {
  Q_OBJECT

 public:
  /// `file` may be empty when no place for a record is known: then every request says so.
  explicit RecordThread(std::filesystem::path file);
  ~RecordThread() override;

  /// Waits for what runs; nothing is told any more.
  void close();

  /// Runs `work(const Record&)`, which returns a Result, and then `handle` with it on the window's thread. `receiver`
  /// must live until close().
  template <class Work, class Handler>
  void ask(QObject* receiver, Work work, Handler handle) {
    inBackground(
        threads_, receiver,
        [this, work = std::move(work)]() mutable -> decltype(work(std::declval<const Record&>())) {
          const auto record = opened();
          if (!record) return tl::unexpected(record.error());
          return work(*record);
        },
        std::move(handle));
  }

  /// The same for what changes the record: changed() follows when it has.
  template <class Work, class Handler>
  void change(QObject* receiver, Work work, Handler handle) {
    ask(receiver, std::move(work), [this, handle = std::move(handle)](auto result) mutable {
      const bool done = result.has_value();
      handle(std::move(result));
      if (done) Q_EMIT changed();
    });
  }

 Q_SIGNALS:
  void changed();

 private:
  /// On the thread.
  Result<Record> opened();
  void look();

  const std::filesystem::path file_;
  std::optional<Record> record_;  ///< the thread's
  std::optional<std::int64_t> version_;
  bool looking_ = false;
  QTimer timer_;
  JobThreads threads_{1};
};

}  // namespace mien
