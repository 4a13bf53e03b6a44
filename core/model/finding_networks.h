#pragma once
#include <memory>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/model/device.h"
#include "core/model/pack.h"

namespace mien {

/// One proposal of the finder, px of the picture it was given.
struct Proposal {
  float score = 0;  ///< 0..1
  float eyeDistance = 0;
  FivePoints points;
};

/// The face finder's network. Thread: the one that made it.
class FinderNetwork {
 public:
  /// Errors: Model.
  static Result<std::unique_ptr<FinderNetwork>> load(const Pack& pack, const Device& device);
  ~FinderNetwork();
  /// All cells of `picture` (RGB, sides multiples of 8) above `threshold`, not yet thinned out.
  std::vector<Proposal> run(const Image8& picture, float threshold);

 private:
  FinderNetwork();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// 68 landmarks of an upright crop. Thread: the one that made it.
class LandmarkNetwork {
 public:
  struct Output {
    Landmarks points;  ///< unit square of the crop
    float score = 0;   ///< 0..1: is this a face?
  };
  static Result<std::unique_ptr<LandmarkNetwork>> load(const Pack& pack, const Device& device);
  ~LandmarkNetwork();
  static int side();           ///< px of the crop
  static CropTemplate crop();  ///< the crop it expects
  /// RGB crops of side().
  std::vector<Output> run(const std::vector<Image8>& crops);

 private:
  LandmarkNetwork();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mien
