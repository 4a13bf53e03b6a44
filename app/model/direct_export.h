#pragma once
#include <QtQml/qqmlregistration.h>

#include "app/model/output_choice.h"

namespace mien {

class Notices;

/// An output that is made at once, in the background, and not by the queue; one at a time. Thread: the window's.
/// (The base is named in full for the registration in QML.)
class DirectExport : public mien::OutputChoice {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("a part of the exports")
  Q_PROPERTY(bool busy READ busy NOTIFY progressChanged)
  Q_PROPERTY(double progress READ progress NOTIFY progressChanged)

 public:
  bool busy() const { return busy_; }
  double progress() const { return progress_; }  ///< 0..1

  Q_INVOKABLE virtual void cancel() = 0;

 Q_SIGNALS:
  void progressChanged();
  void finished(bool written);

 protected:
  DirectExport(const MixDocument& document, Notices& notices, Preferences& preferences, const QString& key,
               QObject* parent);

  /// Says why nothing may lie at path() now, or begins. `overwrite`: the user agreed to replace what is there.
  bool begin(bool overwrite);
  /// From any thread.
  void progressTo(double share);
  /// Shows what an admission warns of; from any thread.
  void warn(const std::vector<std::string>& texts);
  void ended(const Result<std::filesystem::path>& written);
  /// What is made: a refusal leads to it. JSON.
  void setMade(const std::string& recipe);
  /// It was cancelled, or its mix went, before it began to render.
  void stopped() { ended(fail(ErrorKind::Cancelled, "The export was stopped.")); }
  Notices& notices() { return notices_; }

 private:
  void setBusy(bool busy, double progress);

  Notices& notices_;
  int failed_ = -1;  ///< what Notices shows of the last attempt, until one succeeds
  bool busy_ = false;
  double progress_ = 0;
  QString made_;  ///< digestsOf() it
};

}  // namespace mien
