#pragma once
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/base/result.h"
#include "core/guard/embedding.h"

namespace mien {

/// Below it two pictures customarily show one person (Euclidean distance).
inline constexpr double kSamePerson = 0.6;

/// What a perceptual network says of one picture.
struct PerceptualFeatures {
  struct Tap {
    int channels = 0;
    int positions = 0;
    std::vector<float> values;  ///< channels × positions; every position's vector has unit length
  };
  std::vector<Tap> taps;
  std::vector<float> pooled;  ///< of the last layer, mean over positions
};

/// Squared differences, summed over channels, averaged over positions, taps added. For pictures of one size.
double perceptualDistance(const PerceptualFeatures& a, const PerceptualFeatures& b);

/// Networks that no product code and, where it can be had, no training loss has seen. Thread: one at a time.
class Judges {
 public:
  virtual ~Judges() = default;
  /// Five points of the most certain face of an RGB picture.
  virtual std::optional<FivePoints> find(const Image8& picture) = 0;
  virtual Embedding identity(const Image8& picture, const FivePoints& points) = 0;
  /// Seen at 224².
  virtual PerceptualFeatures features(const Image8& picture) = 0;
  /// What the report says of them: file name and SHA-256.
  virtual std::vector<std::array<std::string, 2>> files() const = 0;
};

/// Loads yunet-2022mar.onnx, identity-dlib-resnet.onnx and squeezenet11.safetensors of `folder`.
/// Errors: Disk or Input, naming the file.
Result<std::unique_ptr<Judges>> openJudges(const std::filesystem::path& folder);

}  // namespace mien
