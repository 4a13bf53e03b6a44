#include "app/document/recovery.h"

#include <QDateTime>
#include <QLocale>
#include <QUrl>

#include "app/document/in_background.h"
#include "app/model/notices.h"
#include "core/project/autosave_folder.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

QString when(std::int64_t changedAt) {
  const QDateTime time = QDateTime::fromMSecsSinceEpoch(changedAt);
  const QString clock = time.toString(u"HH:mm"_s);
  return time.date() == QDate::currentDate() ? clock : time.toString(u"d MMMM, "_s) + clock;
}

}  // namespace

void Recovery::look() {
  inBackground(
      threads_, this, [] { return abandonedAutosaves(autosaveFolder()); },
      [this](std::vector<std::filesystem::path> found) {
        left_.assign(found.begin(), found.end());
        offerNext();
      });
}

void Recovery::offerNext() {
  offered_ = nullptr;
  Q_EMIT changed();
  if (left_.empty()) return;
  inBackground(
      threads_, this, [file = left_.front()] { return readAutosave(file); },
      [this](Result<Autosave> autosave) {
        if (!autosave) {  // of a newer Mien, maybe: it stays where it is
          notices_.fail(autosave.error());
          left_.pop_front();
          return offerNext();
        }
        offered_ = std::make_shared<const Autosave>(std::move(*autosave));
        Q_EMIT changed();
      });
}

QString Recovery::question() const {
  if (!offered_) return {};
  const QString name = QUrl(QString::fromStdString(offered_->local.document)).fileName();
  return tr("Mien closed unexpectedly. Restore %1 of %2?")
      .arg(name.isEmpty() ? tr("the mix") : name, when(offered_->local.changedAt));
}

void Recovery::restore() {
  if (!offered_) return;
  const auto autosave = offered_;
  const auto claimed = claimAutosave(left_.front());
  left_.pop_front();
  if (claimed) {
    Q_EMIT restored(autosave, *claimed);
  } else {
    notices_.fail(claimed.error());
  }
  offerNext();
}

void Recovery::discard() {
  if (!offered_) return;
  std::error_code gone;
  std::filesystem::remove(left_.front(), gone);
  left_.pop_front();
  offerNext();
}

}  // namespace mien
