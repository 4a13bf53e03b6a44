#pragma once
#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/blend/face_weights.h"
#include "core/guard/judge.h"
#include "core/guard/policy.h"
#include "core/studio/engine.h"

namespace mien {

/// What each face has in one region: 0..1 each, together 1, in the order of the recipe's faces.
struct RegionShare {
  FaceWeights shape;    ///< empty: the region has no outline of its own
  FaceWeights texture;  ///< empty: nobody's, where the surroundings are transparent
  friend bool operator==(const RegionShare&, const RegionShare&) = default;
};

/// What one parameter does to this very mix: two renders 5 % of its range to either side, or as far as its range goes.
struct Influence {
  std::string parameter;  ///< Parameter::id
  double value = 0;       ///< around which it was moved
  double pixels = 0;      ///< mean absolute change of a colour in the face, 0..255 for 10 % of the range
  double identity = 0;    ///< distance between the embeddings of both, for 10 % of the range
  friend bool operator==(const Influence&, const Influence&) = default;
};

/// Why an output looks as it does, and whose face it is near to.
struct Explanation {
  std::vector<NearestKnown> nearest;  ///< training photographs, nearest first; none: the judge knows of none
  std::vector<NearestKnown> alike;    ///< those that look most like it, see KnownFaces::nearestByCode()
  std::optional<double> alarmBelow;   ///< see nearCopyAlarm()
  std::array<RegionShare, kRegionCount> regions;  ///< in the order of Region
  std::vector<Influence> influences;              ///< largest change of pixels first

  /// The output is nearer to a training photograph than training photographs are to each other.
  bool nearCopy() const { return alarmBelow && !nearest.empty() && nearest.front().distance < *alarmBelow; }
};

struct ExplainSettings {
  std::size_t nearest = 5;               ///< training photographs
  std::optional<double> alarmBelow;      ///< see nearCopyAlarm()
  std::string directionsHash;            ///< EngineInfo's: a mix without directions doesn't say it
  std::stop_token stop;                  ///< looked at before each render
  std::function<void(double)> progress;  ///< told 0..1 after each render; empty: nobody
};

/// Renders one recipe of the output's faces.
using RenderMix = std::function<Result<Frame>(const Recipe&)>;

/// Explains `output`, a rendered frame. Renders two crops of 256² for each parameter of the mix that moves; choices are
/// left out, for they have no slope, and so is an overall share that nothing follows any more. Nothing is recorded.
/// Thread: the judge's and `render`'s. Errors: Cancelled, and `render`'s.
Result<Explanation> explain(const Frame& output, Judge& judge, const RenderMix& render,
                            const ExplainSettings& settings = {});

/// What each face has by region, with what one face keeps (all shapes; the look of the mouth with its
/// expression) and whose surroundings are taken.
std::array<RegionShare, kRegionCount> regionShares(const Recipe& recipe);

/// Below which distance to a training photograph `policy` asks for a look at near copies: where it wants a review (the
/// shipped one: the first percentile of the distances from each training photograph to the next), else where it notes
/// or blocks. None: the policy never speaks of them.
std::optional<double> nearCopyAlarm(const Policy& policy);

}  // namespace mien
