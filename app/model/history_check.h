#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <filesystem>

#include "app/document/in_background.h"
#include "app/model/notices.h"

namespace mien {

/// Looks whether the history is as it was written (verifyHistory()), on a thread and a connection of its own: a long
/// one takes a second. Thread: the window's.
class HistoryCheck : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the review desk")
  Q_PROPERTY(bool running READ running NOTIFY runningChanged)

 public:
  /// `recordFile` may be empty when no place for a record is known.
  HistoryCheck(std::filesystem::path recordFile, Notices& notices);

  bool running() const { return running_; }
  /// Says what it found.
  Q_INVOKABLE void check() { look(true); }
  /// The same, but says nothing of a history that is sound, nor where there is no record yet.
  void checkQuietly() { look(false); }

 Q_SIGNALS:
  void runningChanged();

 private:
  void look(bool all);

  const std::filesystem::path file_;
  Notices& notices_;
  bool running_ = false;
  JobThreads threads_{1};
};

}  // namespace mien
