// The Blender's pictures: the mixed texture, and the surroundings around it.
#include <algorithm>
#include <opencv2/core.hpp>

#include "core/blend/blender.h"
#include "core/blend/grid.h"
#include "core/blend/mat_view.h"
#include "core/blend/matte.h"
#include "core/blend/mixed_detail.h"
#include "core/blend/pixels.h"
#include "core/blend/rim.h"
#include "core/blend/skin_tone.h"
#include "core/blend/warp.h"

namespace mien {

std::vector<PortraitNetwork::FeaturesPicture> Blender::featuresPictures(
    const Recipe& recipe, std::span<AlignedFace* const> faces, std::span<const FaceWeights> weights,
    std::span<const PortraitNetwork::TextureCode> codes) {
  std::vector<PortraitNetwork::FeaturesPicture> pictures;
  if (!recipe.directions.empty() || recipe.variation.amount > 0) {  // then the codes are not the faces' alone
    for (const auto& code : codes) pictures.push_back(network_->pictureOf(code.features));
    return pictures;
  }
  const auto latents = latentsOf(faces);
  for (const FaceWeights& part : weights) {
    const FaceWeights factors = featureFactors(latents, part, recipe.path);
    PortraitNetwork::FeaturesPicture& sum = pictures.emplace_back();
    for (std::size_t i = 0; i < faces.size(); ++i) {
      if (factors[i] == 0) continue;
      const std::vector<float>& own = featuresPicture(*faces[i]);
      sum.resize(own.size());
      const auto factor = static_cast<float>(factors[i]);
      std::transform(own.begin(), own.end(), sum.begin(), sum.begin(),
                     [&](float x, float y) { return y + factor * x; });
    }
  }
  return pictures;
}

Result<const ImageF*> Blender::mixedTexture(Texture& last, const Recipe& recipe, std::span<AlignedFace* const> faces,
                                            const MixWeights& weights, const RegionWeights& regions) {
  const auto latents = latentsOf(faces);
  Texture next;
  std::vector<FaceWeights> weightsOf;
  const auto add = [&](const FaceWeights& features, const FaceWeights& colour) -> Result<void> {
    const auto latent =
        mixLatents(latents, {weights.structure, colour, features}, recipe.path).and_then([&](const Latent& mixed) {
          return led(mixed, recipe);
        });
    if (!latent) return tl::unexpected(latent.error());
    next.codes.push_back({latent->colour, latent->features});
    weightsOf.push_back(features);
    return {};
  };
  if (const auto whole = add(weights.features, weights.colour); !whole) return tl::unexpected(whole.error());
  for (std::size_t i = 0; i < kRegionCount; ++i) {
    const auto known = std::find(weightsOf.begin(), weightsOf.end(), regions[i]);
    next.codeOf[i] = static_cast<std::size_t>(known - weightsOf.begin());
    if (known != weightsOf.end()) continue;
    if (const auto own = add(regions[i], regions[i]); !own) return tl::unexpected(own.error());
  }
  if (next.codes == last.codes && next.codeOf == last.codeOf) return &last.picture;
  const auto features = featuresPictures(recipe, faces, weightsOf, next.codes);
  if (next.codes.size() == 1) {
    next.picture = network_->decodeTexture(next.codes[0], features[0]);
  } else {
    if (next.codeOf == last.codeOf) next.masks = std::move(last.masks);
    for (std::size_t code = next.masks.size(); code < next.codes.size(); ++code)
      next.masks.push_back(
          sumOf(masks_, [&](std::size_t region) { return next.codeOf[region] == code ? 1.0F : 0.0F; }));
    next.picture = network_->decodeTexture(next.codes, features, next.masks);
  }
  takeOutGrid(next.picture);
  softenRim(next.picture);
  last = std::move(next);
  return &last.picture;
}

Result<ImageF> Blender::ledOnly(const Recipe& recipe, std::span<AlignedFace* const> faces, const MixWeights& weights) {
  const auto plain = mixLatents(latentsOf(faces), weights, recipe.path);
  if (!plain) return tl::unexpected(plain.error());
  Recipe directed = recipe;
  directed.variation = {};
  const auto there = led(*plain, directed);
  if (!there) return tl::unexpected(there.error());
  const auto decoded = [&](const Latent& latent) {
    ImageF texture = network_->decodeTexture({latent.colour, latent.features}, network_->pictureOf(latent.features));
    takeOutGrid(texture);
    softenRim(texture);
    return texture;
  };
  ImageF change = decoded(*there);
  cv::Mat to = view(change);
  to -= view(decoded(*plain));
  return change;
}

Result<void> Blender::layAround(ImageF& picture, const Recipe& recipe, std::span<AlignedFace* const> faces,
                                const BentFaces& bent, ImageF inside, const MixWeights& weights, double detail) {
  MixedPictures ground = mixedPictures(bent, weights.features);
  cv::Mat behind = view(ground.pixels);
  if (!recipe.directions.empty()) {
    const auto change = ledOnly(recipe, faces, weights);
    if (!change) return tl::unexpected(change.error());
    behind += view(sample(*change, kCropWindow, bent.maps[0]));
  }
  // Whose hair it is, his are the fringe, the hat and the spectacles.
  const ImageF covered = coveredSkin(bent, weights.features);
  if (!covered.empty()) view(inside) = view(inside).mul(1 - view(covered));
  carryTone(ground.pixels, picture, inside);
  cv::Mat matte = view(inside);
  matte = 1 - (1 - matte) * detail;
  if (!ground.known.empty()) {  // beyond, what is mixed of both, without a step in light
    ImageF beyond = picture;
    ImageF unknown(picture.width(), picture.height(), 1);
    cv::subtract(1, view(ground.known), view(unknown));
    matchColour(beyond, ground.pixels, unknown, 1);
    layOver(beyond, ground.pixels, unknown);
    ground.pixels = std::move(beyond);
  }
  layOver(picture, ground.pixels, inside);
  return {};
}

}  // namespace mien
