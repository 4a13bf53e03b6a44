#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/model/finding_networks.h"
#include "core/photo/found_face.h"

namespace mien {

/// Finds faces and their landmarks. Thread: the one that made the networks.
class FaceFinder {
 public:
  FaceFinder(std::unique_ptr<FinderNetwork> finder, std::unique_ptr<LandmarkNetwork> landmarks)
      : finder_(std::move(finder)), landmarks_(std::move(landmarks)) {}

  /// All faces, left to right; at least 2 % of the photo's longer side, and 8 px, between the eyes.
  std::vector<FoundFace> find(const Image8& photo);

  /// Landmarks of a face whose five points are roughly known, for faces that the finder missed. The result agrees with
  /// `points` as far as a similarity can.
  Landmarks landmarksAt(const Image8& photo, const FivePoints& points);

 private:
  /// One look at the crop that each face's five points give.
  std::vector<LandmarkNetwork::Output> locate(const Image8& photo, const std::vector<FivePoints>& points);
  /// The mean of four looks, at crops turned and scaled a little: what the network errs by chance on one it rarely errs
  /// on another.
  std::vector<LandmarkNetwork::Output> locateClosely(const Image8& photo, const std::vector<FivePoints>& points);

  std::unique_ptr<FinderNetwork> finder_;
  std::unique_ptr<LandmarkNetwork> landmarks_;
};

}  // namespace mien
