#include "app/model/record_thread.h"

namespace mien {
namespace {
constexpr int kLookEveryMs = 500;
}  // namespace

RecordThread::RecordThread(std::filesystem::path file) : file_(std::move(file)) {
  connect(&timer_, &QTimer::timeout, this, &RecordThread::look);
  timer_.start(kLookEveryMs);
  look();  // before anything is read, or what changes between that and the first look would be missed
}

RecordThread::~RecordThread() {
  close();
}

void RecordThread::close() {
  timer_.stop();
  threads_.join();
}

Result<Record> RecordThread::opened() {
  if (record_) return *record_;
  if (file_.empty()) return tl::unexpected(defaultRecordFile().error());
  auto record = Record::open(file_);
  if (record) record_ = *record;
  return record;
}

void RecordThread::look() {
  if (looking_) return;
  looking_ = true;
  ask(
      this, [](const Record& record) { return record.dataVersion(); },
      [this](const Result<std::int64_t>& version) {
        looking_ = false;
        if (!version) return timer_.stop();  // whoever asks for something hears why
        if (version_ && *version_ != *version) Q_EMIT changed();
        version_ = *version;
      });
}

}  // namespace mien
