#include "app/document/autosaver.h"

#include <utility>

#include "app/document/mix_document.h"
#include "app/model/notices.h"
#include "core/base/atomic_file.h"
#include "core/project/autosave_folder.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

/// From the first change on, not the last: a drag that goes on is written too.
constexpr int kDelayMs = 700;

Result<void> makePrivateFolder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (!error) return {};
  return fail(ErrorKind::Disk,
              folder.string() + " can't be made (" + error.message() + "): check who may write there.");
}

}  // namespace

Autosaver::Autosaver(MixDocument& document, JobThreads& writer, FacePacker& packer, Notices& notices,
                     std::function<DocumentSnapshot()> take)
    : document_(document),
      writer_(writer),
      packer_(packer),
      notices_(notices),
      take_(std::move(take)),
      folder_(autosaveFolder()),
      file_(ownAutosave(folder_)) {
  timer_.setSingleShot(true);
  timer_.setInterval(kDelayMs);
  connect(&timer_, &QTimer::timeout, this, &Autosaver::writeSoon);
  connect(&document_, &MixDocument::changed, this, &Autosaver::documentChanged);
  connect(&document_, &MixDocument::modifiedChanged, this, &Autosaver::documentChanged);
}

void Autosaver::documentChanged() {
  if (!document_.modified()) return forget();
  letGo_ = false;
  if (!timer_.isActive()) timer_.start();
}

void Autosaver::takeOver(const fs::path& claimed) {
  claimed_ = claimed;
  documentChanged();
}

void Autosaver::letGo() {
  letGo_ = true;
  forget();
}

void Autosaver::forget() {
  timer_.stop();
  // In the lane of the writes, so that none comes after it.
  writer_.replace([this, claimed = claimed_] { remove(claimed); });
}

void Autosaver::writeSoon() {
  writer_.replace([this, snapshot = take_(), claimed = claimed_] {
    const auto written = write(snapshot, claimed);
    QMetaObject::invokeMethod(
        this,
        [this, written] {
          if (!written && !std::exchange(complained_, true))
            notices_.fail(tr("What changes now would be lost if Mien ended: save the project. %1")
                              .arg(QString::fromStdString(written.error().message)));
          if (written) complained_ = false;
        },
        Qt::QueuedConnection);
  });
}

Result<void> Autosaver::write(const DocumentSnapshot& snapshot, const fs::path& claimed) const {
  const auto kept = autosaveOf(snapshot, packer_).and_then([](const Autosave& a) { return packAutosave(a); });
  if (!kept) return tl::unexpected(kept.error());
  if (auto made = makePrivateFolder(folder_); !made) return made;
  auto written = writeFileAtomically(file_, *kept);
  std::error_code gone;
  if (written && !claimed.empty()) fs::remove(claimed, gone);
  return written;
}

void Autosaver::remove(const fs::path& claimed) const {
  std::error_code gone;
  fs::remove(file_, gone);
  if (!claimed.empty()) fs::remove(claimed, gone);
}

void Autosaver::finish() {
  if (letGo_ || !document_.modified()) return remove(claimed_);
  static_cast<void>(write(take_(), claimed_));  // nobody is left to be told
}

}  // namespace mien
