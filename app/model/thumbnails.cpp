#include "app/model/thumbnails.h"

#include <algorithm>

#include "app/model/record_thread.h"
#include "app/model/review_texts.h"
#include "core/record/output_store.h"

namespace mien {
namespace {

constexpr int kMostKept = 2000;  // 192 px a side: 220 MB at most
constexpr std::size_t kMostWanted = 400;
constexpr std::size_t kAtOnce = 16;

using Loaded = std::vector<std::pair<std::int64_t, QImage>>;

Result<Loaded> read(const Record& record, const std::vector<std::int64_t>& outputs) {
  const OutputStore store(record);
  Loaded loaded;
  for (const std::int64_t output : outputs) {
    const auto bytes = store.thumbnail(output);
    loaded.emplace_back(output, bytes ? pictureOf(*bytes) : QImage());
  }
  return loaded;
}

}  // namespace

Thumbnails::Thumbnails(RecordThread& record) : record_(record), kept_(kMostKept) {}

QImage Thumbnails::of(std::int64_t output) {
  if (const QImage* image = kept_.object(output)) return *image;
  if (asked_.insert(output).second) {
    wanted_.push_back(output);
    // Rows that were scrolled past are asked for again when they come back.
    if (wanted_.size() > kMostWanted) {
      asked_.erase(wanted_.front());
      wanted_.erase(wanted_.begin());
    }
    load();
  }
  return {};
}

void Thumbnails::forget(std::int64_t output) {
  kept_.remove(output);
}

void Thumbnails::load() {
  if (loading_ || wanted_.empty()) return;
  loading_ = true;
  const auto from = wanted_.end() - static_cast<std::ptrdiff_t>(std::min(kAtOnce, wanted_.size()));
  const std::vector<std::int64_t> now(from, wanted_.end());
  wanted_.erase(from, wanted_.end());
  record_.ask(
      this, [now](const Record& record) { return read(record, now); },
      [this, now](const Result<Loaded>& images) {
        loading_ = false;
        for (const std::int64_t output : now) asked_.erase(output);
        if (!images) return;
        for (const auto& [output, image] : *images) kept_.insert(output, new QImage(image));
        Q_EMIT loaded(now);
        load();
      });
}

}  // namespace mien
