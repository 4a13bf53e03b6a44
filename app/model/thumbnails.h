#pragma once
#include <QCache>
#include <QImage>
#include <QObject>
#include <set>
#include <vector>

namespace mien {

class RecordThread;

/// Thumbnails of outputs out of the record, read when they are first asked for: the last asked first, a few at a time.
/// Thread: the window's.
class Thumbnails : public QObject {
  Q_OBJECT

 public:
  explicit Thumbnails(RecordThread& record);

  /// Null while it is not there, and where there is none.
  QImage of(std::int64_t output);
  bool loading() const { return loading_; }
  /// What was erased is not shown any more.
  void forget(std::int64_t output);

 Q_SIGNALS:
  void loaded(const std::vector<std::int64_t>& outputs);

 private:
  void load();

  RecordThread& record_;
  QCache<std::int64_t, QImage> kept_;
  std::vector<std::int64_t> wanted_;
  std::set<std::int64_t> asked_;
  bool loading_ = false;
};

}  // namespace mien
