#include "app/model/timeline_player.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "app/model/notices.h"
#include "app/model/preview_model.h"
#include "core/blend/timeline_settings.h"

namespace mien {
namespace {

constexpr int kIdleMs = 500;
constexpr int kMostAhead = 2;  // more would keep other work waiting

}  // namespace

double TimelinePlayer::steadyMilliseconds() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

TimelinePlayer::TimelinePlayer(FrameFeed& feed, MixDocument& document, PreviewModel& preview, Notices& notices,
                               Clock clock, QObject* parent)
    : QObject(parent),
      feed_(feed),
      document_(document),
      preview_(preview),
      notices_(notices),
      clock_(std::move(clock)) {
  timer_.setSingleShot(true);
  timer_.setTimerType(Qt::PreciseTimer);
  connect(&timer_, &QTimer::timeout, this, &TimelinePlayer::tick);
  idle_.setSingleShot(true);
  idle_.setInterval(kIdleMs);
  connect(&idle_, &QTimer::timeout, this, &TimelinePlayer::askWhenIdle);
  connect(&feed_, &FrameFeed::arrived, this, &TimelinePlayer::frameArrived);
  connect(&feed_, &FrameFeed::changed, this, &TimelinePlayer::disturbed);
  connect(&feed_, &FrameFeed::coveredChanged, this, &TimelinePlayer::coveredChanged);
  connect(&feed_, &FrameFeed::failed, this, &TimelinePlayer::failed);
  connect(&document_, &MixDocument::playheadChanged, this, [this] {
    if (!ownMove_) disturbed();
  });
  connect(&document_, &MixDocument::adjustingChanged, this, [this] {
    if (document_.adjusting()) pause();
  });
}

void TimelinePlayer::setRendersAhead(bool on) {
  if (on == rendersAhead_) return;
  rendersAhead_ = on;
  if (on) {
    idle_.start();
  } else if (filling_) {
    setFilling(false);
    feed_.cancel();
  }
  Q_EMIT rendersAheadChanged();
}

void TimelinePlayer::play() {
  if (playing_ || !feed_.usable()) return;
  const Timeline& timeline = document_.state().timeline;
  setFilling(false);
  feed_.cancel();
  chooseSize();
  const bool atEnd = timeline.repeat == Repeat::Once && document_.playhead() >= lastFrame(timeline);
  setDropped(0);
  playing_ = true;
  preview_.setPlaying(true);
  Q_EMIT playingChanged();
  begin(atEnd ? 0 : document_.playhead() / ticksPerFrame(timeline.framesPerSecond));
  tick();
}

void TimelinePlayer::begin(std::int64_t frame) {
  startedAt_ = clock_();
  startFrame_ = position_ = frame;
  shown_ = false;
  ownMove_ = true;
  document_.setPlayhead(timeOfFilmFrame(document_.state().timeline, frame % feed_.frames()));
  ownMove_ = false;
}

void TimelinePlayer::pause() {
  if (!playing_) return;
  playing_ = false;
  timer_.stop();
  feed_.cancel();
  preview_.setPlaying(false);
  idle_.start();
  Q_EMIT playingChanged();
}

void TimelinePlayer::tick() {
  if (!playing_) return;
  if (!feed_.usable()) return pause();
  const Timeline& timeline = document_.state().timeline;
  const double frameMs = 1000.0 / timeline.framesPerSecond;
  const double elapsed = clock_() - startedAt_;
  // The clock's last digit must not turn the start of a frame into the end of the one before.
  std::int64_t position = startFrame_ + static_cast<std::int64_t>(elapsed / frameMs + 1e-6);
  const bool ended = timeline.repeat == Repeat::Once && position >= feed_.frames();
  if (ended) position = feed_.frames() - 1;
  if (position > position_) advance(position);
  if (!shown_) show();
  if (ended) return pause();
  askAhead();
  const double next = static_cast<double>(position - startFrame_ + 1) * frameMs - (clock_() - startedAt_);
  timer_.start(std::max(1, static_cast<int>(std::ceil(next))));
}

void TimelinePlayer::advance(std::int64_t position) {
  const std::int64_t missed = position - position_ - (shown_ ? 1 : 0);
  position_ = position;
  shown_ = false;
  if (missed > 0) setDropped(dropped_ + static_cast<int>(missed));
  ownMove_ = true;
  document_.setPlayhead(timeOfFilmFrame(document_.state().timeline, position % feed_.frames()));
  ownMove_ = false;
}

void TimelinePlayer::show() {
  const auto pixels = feed_.find(position_ % feed_.frames());
  if (!pixels) return;
  shown_ = true;
  preview_.show(pixels);
}

/// Those first that can still come in time.
void TimelinePlayer::askAhead() {
  const Timeline& timeline = document_.state().timeline;
  const std::int64_t count = feed_.frames();
  const auto late = static_cast<std::int64_t>(std::ceil(feed_.cost() * timeline.framesPerSecond / 1000));
  const std::int64_t first = shown_ || feed_.cost() > 0 ? std::max<std::int64_t>(shown_ ? 1 : 0, late) : 0;
  const std::int64_t most = std::min(count, feed_.room());
  for (std::int64_t i = first; i < first + most && feed_.inFlight() < kMostAhead; ++i) {
    if (timeline.repeat == Repeat::Once && position_ + i >= count) break;
    feed_.request((position_ + i) % count);
  }
}

void TimelinePlayer::askWhenIdle() {
  if (playing_ || !rendersAhead_ || !feed_.usable() || document_.adjusting()) return setFilling(false);
  if (!filling_) chooseSize();
  const std::int64_t count = feed_.frames();
  const std::int64_t now = document_.playhead() / ticksPerFrame(document_.state().timeline.framesPerSecond);
  for (std::int64_t i = 0; i < std::min(count, feed_.room()); ++i) {
    if (feed_.inFlight() > 0) break;
    feed_.request((now + i) % count);
  }
  setFilling(feed_.inFlight() > 0);
}

void TimelinePlayer::frameArrived() {
  if (playing_ && feed_.usable()) {
    if (!shown_) show();
    return askAhead();
  }
  if (filling_) askWhenIdle();
}

/// Somebody changed the mix or moved the playhead: playing goes on from there, filling waits for rest.
void TimelinePlayer::disturbed() {
  if (playing_) {
    if (feed_.usable()) begin(document_.playhead() / ticksPerFrame(document_.state().timeline.framesPerSecond));
    return;
  }
  if (filling_) {
    setFilling(false);
    feed_.cancel();
  }
  idle_.start();
}

void TimelinePlayer::failed(const Error& error) {
  pause();
  setRendersAhead(false);  // or the same failure would come again and again
  notices_.fail(error);
}

/// While frames of one size are here, others would be rendered for nothing.
void TimelinePlayer::chooseSize() {
  if (feed_.coveredShare() == 0) feed_.setSize(preview_.smoothSize());
}

void TimelinePlayer::setFilling(bool filling) {
  if (filling == filling_) return;
  filling_ = filling;
  Q_EMIT fillingChanged();
}

void TimelinePlayer::setDropped(int dropped) {
  if (dropped == dropped_) return;
  dropped_ = dropped;
  Q_EMIT droppedChanged();
}

}  // namespace mien
