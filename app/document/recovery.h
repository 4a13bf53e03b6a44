#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/project/project_file.h"
#include "core/studio/job_threads.h"

namespace mien {

class Notices;

/// What a window that ended unexpectedly left behind, offered one after another, the newest first. Nothing goes
/// without the user's word. Thread: the window's.
class Recovery : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the project file")
  Q_PROPERTY(bool offered READ offered NOTIFY changed)
  Q_PROPERTY(QString question READ question NOTIFY changed)

 public:
  explicit Recovery(Notices& notices) : notices_(notices) {}

  /// Looks for autosaves of processes that have ended.
  void look();
  bool offered() const { return offered_ != nullptr; }
  QString question() const;
  /// Asks for it: wanted(). The offer stays until it is taken.
  Q_INVOKABLE void restore();
  Q_INVOKABLE void discard();
  /// What is offered becomes this process's: restored(). Nothing happens when it is no longer offered.
  void take(const std::shared_ptr<const Autosave>& autosave);

 Q_SIGNALS:
  void changed();
  /// Somebody wants it restored, which may cost the document that is open: to be taken once that is agreed to.
  void wanted(std::shared_ptr<const mien::Autosave> autosave);
  /// The file belongs to this process now.
  void restored(std::shared_ptr<const mien::Autosave> autosave, std::filesystem::path claimed);

 private:
  void offerNext();

  Notices& notices_;
  std::deque<std::filesystem::path> left_;
  std::shared_ptr<const Autosave> offered_;
  std::optional<std::int64_t> newer_;  ///< ms since 1970: when its file was changed after it
  JobThreads threads_{1};
};

}  // namespace mien
