#include "app/items/time_scale.h"

#include <algorithm>

namespace mien {
namespace {

constexpr double kWidestFrame = 60;  // px
constexpr double kBeyond = 1.5;      // how much more than the timeline can be seen

}  // namespace

double TimeScale::fitting() const {
  return duration_ / std::max(20.0, width_ - 2 * kInset - 6);
}

/// All that can be scrolled to.
double TimeScale::whole() const {
  return std::max(duration_ * kBeyond, width_ * ticksPerPixel_);
}

void TimeScale::place(double begin, double ticksPerPixel) {
  ticksPerPixel = std::clamp(ticksPerPixel, std::min(frame_ / kWidestFrame, fitting()), fitting() * kBeyond);
  const double last = std::max(0.0, std::max(duration_ * kBeyond, width_ * ticksPerPixel) - width_ * ticksPerPixel);
  begin = std::clamp(begin, 0.0, last);
  if (begin == begin_ && ticksPerPixel == ticksPerPixel_) return;
  begin_ = begin;
  ticksPerPixel_ = ticksPerPixel;
  Q_EMIT changed();
}

void TimeScale::resized() {
  if (fitted_)
    place(0, fitting());
  else
    place(begin_, ticksPerPixel_);
}

void TimeScale::setWidth(double width) {
  if (width == width_ || width <= 0) return;
  width_ = width;
  resized();
  Q_EMIT changed();
}

void TimeScale::setDuration(double ticks) {
  if (ticks == duration_ || ticks <= 0) return;
  duration_ = ticks;
  resized();
  Q_EMIT changed();
}

void TimeScale::setFrame(double ticks) {
  if (ticks == frame_ || ticks <= 0) return;
  frame_ = ticks;
  resized();
  Q_EMIT changed();
}

double TimeScale::visibleShare() const {
  return std::min(1.0, width_ * ticksPerPixel_ / whole());
}

double TimeScale::beginShare() const {
  return begin_ / whole();
}

void TimeScale::zoom(double factor, double x) {
  fitted_ = false;
  const double kept = timeAt(x);
  const double next =
      std::clamp(ticksPerPixel_ / factor, std::min(frame_ / kWidestFrame, fitting()), fitting() * kBeyond);
  place(kept - (x - kInset) * next, next);
}

void TimeScale::scroll(double pixels) {
  fitted_ = false;
  place(begin_ + pixels * ticksPerPixel_, ticksPerPixel_);
}

void TimeScale::scrollTo(double beginShare) {
  fitted_ = false;
  place(beginShare * whole(), ticksPerPixel_);
}

void TimeScale::fit() {
  fitted_ = true;
  place(0, fitting());
}

void TimeScale::reveal(double ticks) {
  const double x = xOf(ticks);
  if (x >= kInset && x <= width_ - kInset) return;
  place(ticks - 0.1 * width_ * ticksPerPixel_, ticksPerPixel_);
}

}  // namespace mien
