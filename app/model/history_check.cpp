#include "app/model/history_check.h"

#include "core/record/history.h"

namespace mien {
namespace {

Result<Verification> verified(const std::filesystem::path& file) {
  if (file.empty()) return tl::unexpected(defaultRecordFile().error());
  const auto record = Record::open(file);
  if (!record) return tl::unexpected(record.error());
  return verifyHistory(*record);
}

QString textOf(const std::vector<Finding>& damages) {
  const QString first = QString::fromStdString(damages.front().what);
  if (damages.size() == 1)
    return HistoryCheck::tr(
               "The history was altered: %1 Restore a backup with mien record restore, or go on as it lies with mien "
               "history accept.")
        .arg(first);
  return HistoryCheck::tr(
             "The history was altered in %1 places, first: %2 Restore a backup with mien record restore, or go on as "
             "it lies with mien history accept; mien history verify lists all.")
      .arg(damages.size())
      .arg(first);
}

}  // namespace

HistoryCheck::HistoryCheck(std::filesystem::path recordFile, Notices& notices)
    : file_(std::move(recordFile)), notices_(notices) {}

void HistoryCheck::look(bool all) {
  std::error_code none;
  if (running_ || (!all && !std::filesystem::exists(file_, none))) return;
  running_ = true;
  Q_EMIT runningChanged();
  inBackground(
      threads_, this, [file = file_] { return verified(file); },
      [this, all](const Result<Verification>& history) {
        running_ = false;
        Q_EMIT runningChanged();
        if (!history) {
          if (all) notices_.fail(history.error());  // else whoever asks for something hears why
          return;
        }
        if (!history->sound()) return notices_.fail(textOf(history->damages));
        if (all) notices_.tell(tr("All %1 entries of the history are as they were written.").arg(history->entries));
      });
}

}  // namespace mien
