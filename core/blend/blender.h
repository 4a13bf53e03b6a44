#pragma once
#include <array>
#include <memory>
#include <span>
#include <vector>

#include "core/base/image.h"
#include "core/base/result.h"
#include "core/blend/aligned_face.h"
#include "core/blend/covers.h"
#include "core/blend/direction.h"
#include "core/blend/kept.h"
#include "core/blend/recent_pictures.h"
#include "core/blend/recipe.h"
#include "core/blend/region_masks.h"
#include "core/blend/saved_face.h"
#include "core/model/portrait_network.h"

namespace mien {

struct BentFaces;

/// Milliseconds by stage of the last render.
struct BlendTimes {
  double detail = 0;  ///< the parents' own detail: about 0 once it is known at this size
  double decode = 0, warp = 0, composite = 0;
};

/// Mixes aligned faces. Thread: the one that made the network.
class Blender {
 public:
  /// `directions` of this network's code, for recipes that move along them; `directionsHash` of their pack.
  Blender(std::unique_ptr<PortraitNetwork> network, std::string packHash, Directions directions = {},
          std::string directionsHash = {});

  /// Aligns and encodes the face of a photo. `landmarks` in px of the upright photo.
  AlignedFace align(const Image8& photo, const Landmarks& landmarks, FaceRef ref);
  /// A face from the prior: same reference, same face.
  AlignedFace draw(const DrawnFaceRef& ref);
  /// Errors: Model when the latent is of another pack or of other lengths, Input when the picture has no size of ours.
  Result<AlignedFace> restore(const SavedFace& saved) const;
  /// The same with a code of this pack, from the picture that was saved: what lay beyond the photograph's border, where
  /// its edge was repeated, counts as seen. Errors: Input as restore().
  Result<AlignedFace> reencode(const SavedFace& saved);

  struct Mix {
    ImageF picture;                 ///< RGB, or RGBA when the surroundings are None
    Landmarks landmarks{};          ///< unit square of the crop
    std::vector<float> code;        ///< the mixed one of the whole: structure, colour, features
    double codeLength = 0;          ///< of that, standard deviations a dimension
    double folded = 0;              ///< see foldedShare()
    std::optional<Covers> covers;   ///< to be laid over it where it is pasted
    std::optional<double> density;  ///< of the mixed code, see PortraitNetwork::logDensity()
    /// Length of the outline's code, standard deviations a dimension, over what is left of typical ones when as many
    /// are mixed: mixed straight, independent outlines cancel out.
    double outline = 0;
  };
  /// The crop of `size`². Errors: Model when a face was encoded by another pack.
  /// `faces` in the order of the recipe's, as many; one may stand there twice. `home`: in whose photograph the mix will
  /// be pasted, so that what lies over the face is that one's.
  Result<Mix> render(const Recipe& recipe, std::span<AlignedFace* const> faces, int size,
                     std::optional<std::size_t> home = std::nullopt);

  const BlendTimes& times() const { return times_; }
  const PortraitNetwork& network() const { return *network_; }

 private:
  /// What was decoded last: sliders of shape, detail and surroundings, and another size, leave it as it is.
  struct Texture {
    std::vector<PortraitNetwork::TextureCode> codes;  ///< the whole's first
    std::array<std::size_t, kRegionCount> codeOf{};   ///< of each region
    std::vector<ImageF> masks;                        ///< of each code, where there are several
    ImageF picture;
  };
  /// The mix's texture in the mean face's plane: the whole's, and each region's own where its weights differ. Stays in
  /// `last` until the next call.
  Result<const ImageF*> mixedTexture(Texture& last, const Recipe& recipe, std::span<AlignedFace* const> faces,
                                     const MixWeights& weights, const RegionWeights& regions);
  /// The same as the faces' detail fits to: led nowhere, and everywhere in the colours of the features. `texture`,
  /// where that is no other.
  Result<const ImageF*> plainTexture(const ImageF* texture, const Recipe& recipe, std::span<AlignedFace* const> faces,
                                     const MixWeights& weights, const RegionWeights& regions);
  std::shared_ptr<const AlignedFace::Pictures> picturesOf(AlignedFace& face, int size);
  const ImageF& lightOn(AlignedFace& face);
  /// `texture`: decode() of it.
  const AlignedFace::InTheWay& inTheWay(AlignedFace& face, const ImageF& texture);
  const std::vector<float>& featuresPicture(AlignedFace& face);
  /// What the recipe's directions change in the texture that has these weights, in the mean face's plane.
  Result<ImageF> ledOnly(const Recipe& recipe, std::span<AlignedFace* const> faces, const MixWeights& weights);
  /// Lays the surroundings that have these weights around the mixed face, as far as there is `detail`, 0..1. `inside`:
  /// of the mix's plane, what is no surroundings.
  Result<void> layAround(ImageF& picture, const Recipe& recipe, std::span<AlignedFace* const> faces,
                         const BentFaces& bent, ImageF inside, const MixWeights& weights, double detail);
  /// Codes' features in pixels: `weights` of each code, which is `codes`' at the same place.
  std::vector<PortraitNetwork::FeaturesPicture> featuresPictures(const Recipe& recipe,
                                                                 std::span<AlignedFace* const> faces,
                                                                 std::span<const FaceWeights> weights,
                                                                 std::span<const PortraitNetwork::TextureCode> codes);
  /// A face's texture by the network alone, in the mean face's plane.
  ImageF decode(AlignedFace& face);
  const ShapeChanges& changes();
  /// Varied among the codes that faces have: in the numbers that the network makes new faces of.
  Latent variedAsFaces(const Latent& latent, const Variation& variation) const;
  Latent split(const std::vector<float>& code) const;
  /// regionTone() of a mix.
  ImageF toneOf(std::span<AlignedFace* const> faces,
                std::span<const std::shared_ptr<const AlignedFace::Pictures>> pictures, const MixWeights& weights,
                const RegionWeights& regions);
  /// The mix's own outline: varied, then what one face keeps, and at last as far along directions as was asked for.
  Result<Landmarks> outlineOf(const Recipe& recipe, std::span<const Landmarks* const> shapes, const Latent& mixed,
                              const Latent& led);
  /// A code moved along the recipe's directions, and varied.
  Result<Latent> led(const Latent& latent, const Recipe& recipe) const;
  Latent encode(const Image8& padded, const Image8& known, const Landmarks& landmarks);

  /// Eight faces at 1024 and at 512, or the two of a mix at both sizes and as they were before a change.
  static constexpr std::size_t kRecentBytes = std::size_t{512} << 20U;

  const int number_;  ///< of this Blender, for AlignedFace::seen
  std::unique_ptr<PortraitNetwork> network_;
  std::string packHash_;
  Directions directions_;
  std::string directionsHash_;
  Mesh canonical_;
  std::vector<Triangle> triangles_;
  RegionMasks masks_;  ///< in the mean face's plane
  ImageF looked_;      ///< belowForehead() of it
  RecentPictures recent_{kRecentBytes};
  std::size_t needed_ = 0;  ///< of them, at most, by the render at hand
  ImageF inside_;           ///< of the mean face's plane, what is no surroundings
  std::unique_ptr<ShapeChanges> changes_;
  Texture texture_;
  Texture plainTexture_;  ///< plainTexture()'s, where that is another
  BlendTimes times_;
};

}  // namespace mien
