#pragma once
#include <span>
#include <vector>

namespace mien {

/// Even pace: when the timeline stands at a moment, which moment of its path is shown, so that what one sees changes
/// equally much from frame to frame. Keyframes keep their times. Empty: the path as it is.
class Pace {
 public:
  Pace() = default;

  /// A stretch between two keyframe times, looked at step by step; `change[i]` ≥ 0 is how much the picture differs
  /// between looks i and i + 1.
  struct Stretch {
    double begin = 0, end = 0;  ///< ticks
    std::vector<double> change;
    std::vector<double> at;  ///< where each look was, 0..1 of the stretch, one more than changes; empty: equal steps
  };
  /// Stretches in order of time, side by side. One in which nothing changes stays as it is.
  explicit Pace(std::vector<Stretch> stretches) : stretches_(std::move(stretches)) {}

  double operator()(double ticks) const;
  friend bool operator==(const Pace&, const Pace&) = default;

 private:
  std::vector<Stretch> stretches_;
};

inline bool operator==(const Pace::Stretch& a, const Pace::Stretch& b) {
  return a.begin == b.begin && a.end == b.end && a.change == b.change && a.at == b.at;
}

}  // namespace mien
