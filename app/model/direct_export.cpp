#include "app/model/direct_export.h"

#include <QFileInfo>
#include <utility>

#include "app/model/mix_digests.h"
#include "app/model/notices.h"
#include "app/paths.h"

namespace mien {

DirectExport::DirectExport(const MixDocument& document, Notices& notices, Preferences& preferences, const QString& key,
                           QObject* parent)
    : OutputChoice(document, preferences, key, QStandardPaths::PicturesLocation, parent), notices_(notices) {}

bool DirectExport::begin(bool overwrite) {
  if (busy_) return false;
  if (const QString problem = nameProblem(); !problem.isEmpty()) {
    notices_.fail(problem);
    return false;
  }
  if (!overwrite && wouldOverwrite()) {
    notices_.fail(tr("%1 is there already: choose another name or replace it.").arg(fileName()));
    return false;
  }
  setBusy(true, 0);
  return true;
}

void DirectExport::progressTo(double share) {
  QMetaObject::invokeMethod(
      this, [this, share] { setBusy(busy_, share); }, Qt::QueuedConnection);
}

void DirectExport::warn(const std::vector<std::string>& texts) {
  QMetaObject::invokeMethod(
      this,
      [this, texts] {
        for (const std::string& text : texts) notices_.warn(QString::fromStdString(text));
      },
      Qt::QueuedConnection);
}

void DirectExport::ended(const Result<std::filesystem::path>& written) {
  setBusy(false, 0);
  if (written) {
    notices_.withdraw(std::exchange(failed_, -1));
    const QFileInfo file(shownPath(*written));
    notices_.tell(tr("Exported %1.").arg(file.fileName()), QUrl::fromLocalFile(file.absolutePath()));
  } else {
    // What a review decides on is of another mix, and stays.
    const bool decided = written.error().kind == ErrorKind::Blocked || written.error().kind == ErrorKind::NeedsReview;
    const int shown = notices_.failForNow(written.error(), made_);
    if (shown >= 0) notices_.withdraw(std::exchange(failed_, decided ? -1 : shown));
  }
  Q_EMIT finished(written.has_value());
}

void DirectExport::setMade(const std::string& recipe) {
  made_ = digestsOf(recipe);
}

void DirectExport::setBusy(bool busy, double progress) {
  busy_ = busy;
  progress_ = progress;
  Q_EMIT progressChanged();
}

}  // namespace mien
