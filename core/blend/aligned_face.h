#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/blend/bare_skin.h"
#include "core/blend/latent.h"
#include "core/blend/mesh.h"
#include "core/blend/photo_size.h"
#include "core/blend/recipe.h"

namespace mien {

/// How much of what the network draws of mixed codes counts where photographs' detail is added; the rest are its
/// pictures of each face, mixed. All of it has contrast and colours of no photograph; none of it, two faces laid over
/// each other.
inline constexpr float kDrawn = 0.5F;

/// A face turned upright, with its code and what the network can't say of it. Thread: the render thread.
class AlignedFace {
 public:
  /// What mixing needs at one size, over kPaddedWindow.
  struct Pictures {
    ImageF pixels;  ///< the photo itself, RGB 0..1
    /// pixels − `drawn` · the network's picture of this face, warped into its geometry.
    ImageF detail;
    float drawn = 1;  ///< all of a face that the network has drawn, kDrawn of a photograph
    ImageF known;     ///< knownArea(): empty where the photo reaches everywhere
    BareSkin bareSkin;
  };

  FaceRef ref;
  Landmarks landmarks{};             ///< unit square of the crop
  std::optional<Similarity> toCrop;  ///< px of the upright photo → unit square; none for a drawn face
  std::optional<PhotoSize> photo;    ///< none for a drawn face, and for one saved before this was kept
  Image8 padded;                     ///< RGB over kPaddedWindow, at the face's native size (256, 512 or 1024 a crop)
  Latent latent;

  /// What is seen in place of the face's own skin, in the mean face's plane, 1 channel each; empty: none.
  struct InTheWay {
    ImageF things;  ///< surelyOccluded() of what the network sees over it
    ImageF light;   ///< oddLight()
  };

  /// What one network makes of the face, made when needed.
  struct Seen {
    std::optional<ImageF> light;  ///< lightOf()
    std::vector<float> features;  ///< PortraitNetwork::pictureOf() its features; empty until needed
    std::optional<InTheWay> inTheWay;
    /// By size of the crop. Those used last live on in the Blender: undo keeps a hundred faces, and 80 MB of each would
    /// be too much.
    std::map<int, std::weak_ptr<const Pictures>> pictures;
  };
  std::map<int, Seen> seen;  ///< by the Blender's number: packs that share latents mix each other's faces
};

/// Sizes that a crop can have.
inline constexpr int kCropSizes[] = {256, 512, 1024};

/// Pixels that kPaddedWindow has when the crop has `size`.
constexpr int paddedSize(int size) {
  return size * 5 / 4;
}

/// The smallest crop size that keeps the photo's resolution; 1024 at most.
int nativeSize(const Similarity& toCrop);

/// As mixLatents() takes them.
inline std::vector<const Latent*> latentsOf(std::span<AlignedFace* const> faces) {
  std::vector<const Latent*> latents;
  for (const AlignedFace* face : faces) latents.push_back(&face->latent);
  return latents;
}

}  // namespace mien
