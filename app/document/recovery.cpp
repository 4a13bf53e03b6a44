#include "app/document/recovery.h"

#include <QDateTime>
#include <QLocale>
#include <QUrl>

#include "app/document/in_background.h"
#include "app/document/known_files.h"
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

QUrl documentOf(const LocalState& local) {
  return QUrl::fromEncoded(QByteArray::fromStdString(local.document));
}

/// When the file was changed that an autosave is of, in ms, if that was later.
std::optional<std::int64_t> newerThan(const LocalState& local) {
  const auto changed = changeTime(documentOf(local).toLocalFile().toStdU16String());
  if (!changed || *changed / 1'000'000 <= local.changedAt) return std::nullopt;
  return *changed / 1'000'000;
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
  struct Found {
    Result<Autosave> autosave;
    std::optional<std::int64_t> newer;
  };
  inBackground(
      threads_, this,
      [file = left_.front()] {
        Found found{readAutosave(file), {}};
        if (found.autosave) found.newer = newerThan(found.autosave->local);
        return found;
      },
      [this](Found found) {
        auto& autosave = found.autosave;
        newer_ = found.newer;
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
  const QString name = documentOf(offered_->local).fileName();
  const QString asked = tr("Mien closed unexpectedly. Restore %1 of %2?")
                            .arg(name.isEmpty() ? tr("the mix") : name, when(offered_->local.changedAt));
  return newer_ ? tr("%1 Its file is newer, of %2.").arg(asked, when(*newer_)) : asked;
}

void Recovery::restore() {
  if (offered_) Q_EMIT wanted(offered_);
}

void Recovery::take(const std::shared_ptr<const Autosave>& autosave) {
  if (!autosave || offered_ != autosave) return;
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
