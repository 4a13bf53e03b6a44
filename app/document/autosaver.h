#pragma once
#include <QObject>
#include <QTimer>
#include <filesystem>
#include <functional>

#include "app/document/document_snapshot.h"
#include "core/studio/job_threads.h"

namespace mien {

class MixDocument;
class Notices;

/// Keeps the document safe while it is modified: written beside within a second of a change, gone once it is saved.
/// Thread: the window's; it writes on `writer`, which has one thread and is joined before the autosaver ends.
class Autosaver : public QObject {
  Q_OBJECT

 public:
  Autosaver(MixDocument& document, JobThreads& writer, FacePacker& packer, Notices& notices,
            std::function<DocumentSnapshot()> take);

  /// What was restored from that file is safe once this process has written it itself; then the file goes.
  void takeOver(const std::filesystem::path& claimed);
  /// The user lets the changes go: nothing is kept.
  void letGo();
  /// Once the writer is joined: the last state is written here, or what was kept goes.
  void finish();

 private:
  void documentChanged();
  void writeSoon();
  void forget();
  Result<void> write(const DocumentSnapshot& snapshot, const std::filesystem::path& claimed) const;
  void remove(const std::filesystem::path& claimed) const;

  MixDocument& document_;
  JobThreads& writer_;
  FacePacker& packer_;
  Notices& notices_;
  std::function<DocumentSnapshot()> take_;
  const std::filesystem::path folder_;
  const std::filesystem::path file_;
  std::filesystem::path claimed_;  ///< what was restored from; empty: nothing
  QTimer timer_;
  bool letGo_ = false;
  bool complained_ = false;
};

}  // namespace mien
