#pragma once
#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace mien::training {

/// What the networks learn from, memory-mapped: made once from a face set by `mien-train cache`. No OpenCV is needed to
/// read it, so it serves on a machine that has torch alone. Rows in the manifest's order.
class FaceCache {
 public:
  static constexpr int kTexture = 256;  ///< canonical textures, side
  static constexpr int kWindow = 224;   ///< windows of the photograph around the face, side
  static constexpr int kGrid = 26;      ///< inverse map of the identity judge's crop, side

  /// Throws std::runtime_error with one sentence.
  explicit FaceCache(const std::filesystem::path& folder);

  int64_t size() const { return size_; }
  /// Textures and what is known of them from here on lie in this device's memory (4.6 GB).
  void moveTexturesTo(torch::Device device);
  /// uint8, mapped: N×256×256×3 canonical textures, RGB.
  const torch::Tensor& textures() const { return textures_; }
  /// uint8, mapped: N×256×256, 255 where the photograph reaches.
  const torch::Tensor& known() const { return known_; }
  /// uint8, mapped: N×224×224×3.
  const torch::Tensor& windows() const { return windows_; }
  /// float: N×68×2 landmarks in the unit square of the crop.
  const torch::Tensor& cropLandmarks() const { return cropLandmarks_; }
  /// float: N×68×2 landmarks in px of the window.
  const torch::Tensor& windowLandmarks() const { return windowLandmarks_; }
  /// float: N×128, the identity judge's embedding of the photograph.
  const torch::Tensor& identity() const { return identity_; }
  /// float: N×26×26×2, where a pixel of the identity judge's crop lies in the canonical texture, unit square.
  const torch::Tensor& identityGrid() const { return identityGrid_; }
  /// float: N, years as the age teacher estimates them; 0 where the set has no estimate.
  const torch::Tensor& ages() const { return ages_; }
  /// float: N, how often a row should be drawn (race × gender × age balanced), about 1.
  const torch::Tensor& balance() const { return balance_; }
  /// float: 68×2, the mean face of the train split in whose geometry the textures lie, unit square of the texture.
  const torch::Tensor& canonical() const { return canonical_; }
  /// Race and gender as the set labels them, e.g. "White,Female"; "," where it does not.
  const std::vector<std::string>& groups() const { return groups_; }
  /// Row numbers.
  const torch::Tensor& train() const { return train_; }
  const torch::Tensor& val() const { return val_; }

 private:
  int64_t size_ = 0;
  std::vector<std::string> groups_;
  torch::Tensor textures_, known_, windows_, cropLandmarks_, windowLandmarks_, identity_, identityGrid_, ages_,
      balance_, canonical_, train_, val_;
};

}  // namespace mien::training
