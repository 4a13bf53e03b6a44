#include "app/model/frame_feed.h"

#include <algorithm>
#include <utility>

#include "app/model/to_gui.h"
#include "core/blend/timeline.h"

namespace mien {
namespace {

constexpr int kLookEveryMs = 100;
constexpr std::int64_t kMostLooked = 4096;  // more would take too long for one look; the cache holds fewer

}  // namespace

FrameFeed::FrameFeed(Studio& studio, MixDocument& document, std::size_t cacheBytes, QObject* parent)
    : QObject(parent),
      studio_(studio),
      document_(document),
      cache_(cacheBytes),
      token_(std::make_shared<std::atomic<bool>>(false)) {
  lookSoon_.setSingleShot(true);
  lookSoon_.setInterval(kLookEveryMs);
  connect(&lookSoon_, &QTimer::timeout, this, [this] {
    looked_ = false;
    Q_EMIT coveredChanged();
  });
  connect(&document_, &MixDocument::changed, this, &FrameFeed::refresh);
  connect(&document_, &MixDocument::paceChanged, this, &FrameFeed::refresh);
}

FrameFeed::~FrameFeed() = default;

void FrameFeed::setEngine(const EngineInfo& engine) {
  engine_ = engine;
  refresh();
}

bool FrameFeed::usable() const {
  return engine_ && document_.complete() && !document_.state().timeline.tracks.empty();
}

void FrameFeed::setSize(int size) {
  if (size == size_) return;
  size_ = size;
  refresh();
}

void FrameFeed::refresh() {
  timeline_.reset();
  looked_ = false;
  cancel();
  if (!lookSoon_.isActive()) lookSoon_.start();
  Q_EMIT changed();
}

std::int64_t FrameFeed::frames() const {
  return filmFrameCount(document_.state().timeline);
}

std::int64_t FrameFeed::room() const {
  return static_cast<std::int64_t>(cache_.capacity()) / (std::int64_t{size_} * size_ * 4);
}

Recipe FrameFeed::recipeOf(std::int64_t n) {
  if (!timeline_) timeline_ = document_.timeline(*engine_, size_, Placement::Crop);
  return timeline_->evenPace ? recipeForFilmFrame(*timeline_, n, document_.pace()) : recipeForFilmFrame(*timeline_, n);
}

bool FrameFeed::has(std::int64_t n) {
  if (!usable()) return false;
  look();
  const auto at = timeOfFilmFrame(*timeline_, n) / ticksPerFrame(timeline_->framesPerSecond) - firstLooked_;
  if (at >= 0 && at < static_cast<std::int64_t>(here_.size()) && here_[static_cast<std::size_t>(at)]) return true;
  return cache_.contains(recipeOf(n));
}

std::shared_ptr<const Image8> FrameFeed::find(std::int64_t n) {
  return usable() ? cache_.find(recipeOf(n)) : nullptr;
}

void FrameFeed::keep(const Recipe& recipe, std::shared_ptr<const Image8> pixels) {
  if (recipe.size != size_ || recipe.placement != Placement::Crop) return;
  cache_.insert(recipe, std::move(pixels));
  if (!lookSoon_.isActive()) lookSoon_.start();
}

void FrameFeed::request(std::int64_t n) {
  if (!usable() || isPending(n) || has(n)) return;
  RenderJob job = document_.job(*engine_, size_, Placement::Crop);
  job.recipe = recipeOf(n);
  pending_.insert(n);
  studio_.renderFrame(std::move(job), token_, toGui<Frame>(this, [this, n, token = token_](Result<Frame> frame) {
                        received(n, token, std::move(frame));
                      }));
}

void FrameFeed::cancel() {
  token_->store(true);
  token_ = std::make_shared<std::atomic<bool>>(false);
  pending_.clear();
}

void FrameFeed::received(std::int64_t n, const CancelToken& token, Result<Frame> frame) {
  if (token == token_) pending_.erase(n);
  if (!frame) {
    if (frame.error().kind != ErrorKind::Cancelled) Q_EMIT failed(frame.error());
    return;
  }
  double spent = 0;
  for (const StageTime& stage : frame->times) spent += stage.milliseconds;
  cost_ = cost_ == 0 ? spent : 0.7 * cost_ + 0.3 * spent;
  keep(frame->recipe, std::make_shared<const Image8>(std::move(frame->pixels)));
  Q_EMIT arrived();
}

/// Which frames are here, in the neighbourhood of the playhead when there are very many.
void FrameFeed::look() {
  if (looked_) return;
  looked_ = true;
  here_.clear();
  if (!usable()) return;
  recipeOf(0);  // makes the timeline
  const std::int64_t count = frameCount(*timeline_);
  const std::int64_t now = document_.playhead() / ticksPerFrame(timeline_->framesPerSecond);
  firstLooked_ = std::clamp<std::int64_t>(now - kMostLooked / 4, 0, std::max<std::int64_t>(0, count - kMostLooked));
  for (std::int64_t n = firstLooked_; n < std::min(count, firstLooked_ + kMostLooked); ++n)
    here_.push_back(cache_.contains(recipeOf(n)));
}

QList<QPointF> FrameFeed::covered() {
  look();
  QList<QPointF> out;
  const auto frame = static_cast<double>(ticksPerFrame(document_.state().timeline.framesPerSecond));
  for (std::size_t i = 0; i < here_.size(); ++i) {
    if (!here_[i]) continue;
    const double begin = static_cast<double>(firstLooked_ + static_cast<std::int64_t>(i)) * frame;
    if (!out.isEmpty() && out.back().y() == begin)
      out.back().setY(begin + frame);
    else
      out.append({begin, begin + frame});
  }
  return out;
}

double FrameFeed::coveredShare() {
  look();
  if (here_.empty()) return 0;
  return static_cast<double>(std::count(here_.begin(), here_.end(), true)) /
         static_cast<double>(frameCount(document_.state().timeline));
}

}  // namespace mien
