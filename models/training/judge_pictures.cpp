#include "models/training/judge_pictures.h"

#include <torch/nn/functional.h>

#include <cmath>
#include <numbers>

#include "models/training/from_pack.h"
#include "models/training/judging_pictures.h"
#include "models/training/sampling.h"
#include "models/training/texture_loss.h"
#include "models/training/thin_plate.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

using Net = nets::JudgeImpl;
constexpr int kSide = Net::kSide;
constexpr int kShapeCode = JudgePictures::kShapeCode;

/// One number a picture, N×1×1×1, uniform between the two.
torch::Tensor between(int64_t n, double from, double to) {
  return from + (to - from) * torch::rand({n, 1, 1, 1});
}

/// Takes each picture from the candidates, all alike often.
torch::Tensor anyOf(const std::vector<torch::Tensor>& candidates) {
  const auto kinds = static_cast<int64_t>(candidates.size());
  const torch::Tensor kind = torch::randint(kinds, {candidates[0].size(0), 1, 1, 1});
  torch::Tensor x = candidates[0];
  for (int64_t k = 1; k < kinds; ++k) x = torch::where(kind == k, candidates[static_cast<std::size_t>(k)], x);
  return x;
}

torch::Tensor grown(const torch::Tensor& x, int64_t side) {
  return F::interpolate(
      x, F::InterpolateFuncOptions().size(std::vector<int64_t>{side, side}).mode(torch::kBicubic).align_corners(true));
}

/// Coordinates of pixel centres, along x and along y.
std::pair<torch::Tensor, torch::Tensor> axes() {
  const torch::Tensor axis = (torch::arange(kSide) + 0.5) / static_cast<double>(kSide);
  return {axis.view({1, 1, 1, -1}), axis.view({1, 1, -1, 1})};
}

/// Coloured noise of several sizes: from clouds to grain.
torch::Tensor noise(int64_t n) {
  torch::Tensor x = between(n, 0.2, 0.8) + 0.2 * (torch::rand({n, 3, 1, 1}) - 0.5);
  for (const int64_t cells : {2, 4, 8, 16, 37, kSide})
    x = x + grown(torch::randn({n, 3, cells, cells}), kSide) * between(n, 0, 0.14);
  return x.clamp(0, 1);
}

/// The picture with its tiles in another order.
torch::Tensor shuffled(const torch::Tensor& x) {
  const int64_t n = x.size(0);
  const int64_t cells = torch::rand({}).item<float>() < 0.5F ? 4 : 7;
  const int64_t tile = kSide / cells;
  const torch::Tensor tiles =
      x.contiguous().view({n, 3, cells, tile, cells, tile}).permute({0, 2, 4, 1, 3, 5}).reshape({n, cells * cells, -1});
  const torch::Tensor order = torch::rand({n, cells * cells}).argsort(int64_t{1}, false).unsqueeze(2).expand_as(tiles);
  return tiles.gather(1, order).view({n, cells, cells, 3, tile, tile}).permute({0, 3, 1, 4, 2, 5}).reshape(x.sizes());
}

/// Bent by a smooth random field.
torch::Tensor bent(const torch::Tensor& x) {
  const int64_t n = x.size(0);
  const int64_t cells = torch::randint(4, 8, {1}).item<int64_t>();
  const torch::Tensor field = grown(torch::randn({n, 2, cells, cells}), kSide) * between(n, 0.1, 0.22);
  const auto [u, v] = axes();
  const torch::Tensor plain = torch::cat({u.expand({n, 1, kSide, kSide}), v.expand({n, 1, kSide, kSide})}, 1);
  return F::grid_sample(
      x, (plain * 2 - 1 + field).permute({0, 2, 3, 1}),
      F::GridSampleFuncOptions().mode(torch::kBilinear).padding_mode(torch::kReflection).align_corners(false));
}

/// 1 within a soft-edged ellipse about `centre` (N×2), else 0.
torch::Tensor ellipse(const torch::Tensor& centre, const torch::Tensor& rx, const torch::Tensor& ry) {
  const auto [u, v] = axes();
  const auto part = [&](int64_t c) { return centre.select(1, c).view({-1, 1, 1, 1}); };
  const torch::Tensor r = (((u - part(0)) / rx).pow(2) + ((v - part(1)) / ry).pow(2)).sqrt();
  return torch::sigmoid((1 - r) * 14);
}

/// An eye, the nose or the mouth copied to where it does not belong, a few times.
torch::Tensor withMovedFeatures(const torch::Tensor& photographs) {
  const int64_t n = photographs.size(0);
  const torch::Tensor features = cropTemplate(Net::kEyeDistance, Net::kEyeLine);
  const torch::Tensor centres = torch::cat({features.narrow(0, 0, 3), features.narrow(0, 3, 2).mean(0, true)});
  torch::Tensor x = photographs;
  for (int i = 0; i < 3; ++i) {
    const torch::Tensor from = centres.index_select(0, torch::randint(4, {n}));
    const torch::Tensor onto = centres.index_select(0, torch::randint(4, {n}));
    const torch::Tensor anywhere = 0.2 + 0.6 * torch::rand({n, 2});
    torch::Tensor to = torch::where(torch::rand({n, 1}) < 0.6, onto, anywhere);
    to = torch::where((to - from).norm(2, 1, true) < 0.1, from + 0.18, to);
    const torch::Tensor moved =
        sampleCrops(photographs, 1, {torch::cat({torch::ones({n, 1}), torch::zeros({n, 1}), from - to}, 1)}, kSide,
                    torch::kReflection);
    x = x + (moved - x) * ellipse(to, between(n, 0.12, 0.2), between(n, 0.08, 0.16));
  }
  return x;
}

/// Landmarks of the same face with whole features out of place.
torch::Tensor outOfPlace(const torch::Tensor& landmarks) {
  const int64_t n = landmarks.size(0);
  torch::Tensor to = landmarks + 0.012 * torch::randn_like(landmarks);
  int64_t first = 0;
  for (const int64_t count : {17, 5, 5, 9, 6, 6, 20}) {  // jaw, brows, nose, eyes, mouth
    const torch::Tensor angle = torch::rand({n, 1}) * 2 * std::numbers::pi;
    const torch::Tensor way = torch::cat({angle.cos(), angle.sin()}, 1) * (0.07 + 0.13 * torch::rand({n, 1}));
    to.narrow(1, first, count) += (way * (torch::rand({n, 1}) < 0.6)).unsqueeze(1);
    first += count;
  }
  return to;
}

torch::Tensor upright(const torch::Tensor& landmarks) {
  return fitSimilarities(fivePointsOf(landmarks), cropTemplate(Net::kEyeDistance, Net::kEyeLine)).apply(landmarks);
}

/// As a bad camera, a small picture or a strong compression leaves them; half stay as they are.
torch::Tensor spoiled(const torch::Tensor& pictures) {
  const int64_t n = pictures.size(0);
  const auto some = [&](double share) { return torch::rand({n, 1, 1, 1}) < share; };
  const auto number = [](int from, int to) { return torch::randint(from, to, {1}).item<int>(); };
  torch::Tensor x = torch::where(some(0.3), relit(pictures, 1), pictures);
  x = torch::where(some(0.25), softened(x, number(36, 90)), x);
  x = torch::where(some(0.3), photographed(x), x);
  x = torch::where(some(0.25), jpegLike(x, number(15, 70)), x);
  return torch::where(some(0.5), x, pictures);
}

}  // namespace

JudgePictures::JudgePictures(const FaceCache& cache, const std::filesystem::path& portraitPack)
    : cache_(cache), vae_(nets::TextureVaeImpl::Widths{}), shape_(kShapeCode) {
  startFrom(*vae_->linear, portraitPack / "linear.safetensors", "texture.");
  startFrom(*vae_, portraitPack / "network.safetensors", "", "linear.");
  startFrom(*shape_, portraitPack / "linear.safetensors", "shape.");
  vae_->eval();
  canonical_ = vae_->linear->canonical;
}

torch::Tensor JudgePictures::draw(JudgeKind kind, const torch::Tensor& index, bool spoil) {
  const torch::NoGradGuard guard;
  const auto made = [&] {
    switch (kind) {
      case JudgeKind::Morph:
        return morphs(index);
      case JudgeKind::Decoded:
        return decoded(index);
      case JudgeKind::NoFace:
        return withoutFace(index);
      case JudgeKind::Fold:
        return folds(index);
      case JudgeKind::Occluded:
        return occluded(index);
      case JudgeKind::Extreme:
        return extremes(index);
      case JudgeKind::Photograph:
        break;
    }
    return photographs(index);
  };
  torch::Tensor x = made().clamp(0, 1);
  x = torch::where(torch::rand({x.size(0), 1, 1, 1}) < 0.5, x, x.flip(3));
  return (spoil ? spoiled(x) : x).contiguous();
}

torch::Tensor JudgePictures::landmarks(const torch::Tensor& index) const {
  return upright(cache_.cropLandmarks().index_select(0, index));
}

torch::Tensor JudgePictures::textures(const torch::Tensor& index) const {
  return cache_.textures().index_select(0, index).permute({0, 3, 1, 2}).to(torch::kFloat) / 255;
}

torch::Tensor JudgePictures::photographs(const torch::Tensor& index) const {
  const torch::Tensor wide = wideCrops(cache_, index, Net::kEyeDistance, Net::kEyeLine, kSide);
  return torch::where(torch::rand({index.size(0), 1, 1, 1}) < 0.5, middleOf(wide, kSide), recropped(wide, kSide, 0.8));
}

torch::Tensor JudgePictures::morphs(const torch::Tensor& index) const {
  const torch::Tensor own = landmarks(index);
  const torch::Tensor to = own + (own.roll(1, 0) - own) * torch::rand({index.size(0), 1, 1});
  return warped(mixed(textures(index), 0.8), canonical_, to, kSide);
}

torch::Tensor JudgePictures::decoded(const torch::Tensor& index) {
  const int64_t n = index.size(0);
  const torch::Tensor known = cache_.known().index_select(0, index).unsqueeze(1).to(torch::kFloat) / 255;
  const torch::Tensor own = vae_->encode(textures(index), known).mean;
  const torch::Tensor mix = mixGroups(own, own.roll(1, 0), torch::rand({n, 1}), vae_->linear->colourSize);
  const torch::Tensor kind = torch::rand({n, 1});
  const torch::Tensor z = torch::where(kind < 0.4, own, torch::where(kind < 0.8, mix, torch::randn_like(own)));
  const torch::Tensor drawn = upright(shape_->decode(torch::randn({n, kShapeCode})).view({n, 68, 2}));
  const torch::Tensor to = torch::where(kind.unsqueeze(2) < 0.8, landmarks(index), drawn);
  return warped(vae_->decode(z).clamp(0, 1), canonical_, to, kSide);
}

torch::Tensor JudgePictures::withoutFace(const torch::Tensor& index) const {
  const int64_t n = index.size(0);
  const torch::Tensor windows = cache_.windows().index_select(0, index).permute({0, 3, 1, 2}).to(torch::kFloat) / 255;
  const torch::Tensor wide = wideCrops(cache_, index, Net::kEyeDistance, Net::kEyeLine, kSide);
  // A small piece near an edge of the photograph; a part of the face, seen far off the middle or at a wrong size; the
  // face upside down or on its side.
  const torch::Tensor side = 0.12 + 0.25 * torch::rand({n});
  const torch::Tensor corner =
      torch::where(torch::rand({n, 2}) < 0.5, 0.15 * torch::rand({n, 2}), 0.85 + 0.15 * torch::rand({n, 2}));
  const torch::Tensor piece =
      sampleCrops(windows, 1, jitter(spread({n}, 3), side, corner - 0.5, 0.5, 0.5), kSide, torch::kReflection);
  const torch::Tensor angle = torch::rand({n}) * 2 * std::numbers::pi;
  const torch::Tensor off = torch::stack({angle.cos(), angle.sin()}, 1) * (0.45 + 0.35 * torch::rand({n, 1}));
  const torch::Tensor apart =
      sampleCrops(wide, 1 + 2 * kMargin, jitter(spread({n}, 0.5), spread({n}, 0.3).exp(), off + kMargin, 0.5, 0.5),
                  kSide, torch::kReflection);
  const torch::Tensor turn = std::numbers::pi / 2 * (1 + torch::randint(3, {n})) + spread({n}, 0.3);
  const torch::Tensor turned =
      sampleCrops(wide, 1 + 2 * kMargin, jitter(turn, torch::ones({n}), torch::full({n, 2}, kMargin), 0.5, 0.5), kSide,
                  torch::kBorder);
  return anyOf({piece, apart, turned, noise(n), shuffled(middleOf(wide, kSide))});
}

torch::Tensor JudgePictures::folds(const torch::Tensor& index) {
  const int64_t n = index.size(0);
  const torch::Tensor wide = wideCrops(cache_, index, Net::kEyeDistance, Net::kEyeLine, kSide);
  const torch::Tensor photo = middleOf(wide, kSide);
  const torch::Tensor texture = textures(index);
  const torch::Tensor displaced = warped(texture, canonical_, outOfPlace(landmarks(index)), kSide);
  const torch::Tensor code = torch::randn({n, kShapeCode}) * (3.5 + 2.5 * torch::rand({n, 1}));
  const torch::Tensor farOff = upright(shape_->decode(code).view({n, 68, 2}));
  const torch::Tensor misshapen = warped(texture, canonical_, farOff, kSide);
  // Two faces that do not lie on one another.
  const torch::Tensor angle = torch::rand({n}) * 2 * std::numbers::pi;
  const torch::Tensor off = torch::stack({angle.cos(), angle.sin()}, 1) * (0.13 + 0.2 * torch::rand({n, 1}));
  const torch::Tensor other =
      sampleCrops(wide.roll(1, 0), 1 + 2 * kMargin,
                  jitter(spread({n}, 0.5), spread({n}, 0.25).exp(), off + kMargin, 0.5, 0.5), kSide, torch::kBorder);
  const torch::Tensor ghost = photo + (other - photo) * between(n, 0.35, 0.65);
  return anyOf({displaced, misshapen, ghost, bent(photo), withMovedFeatures(photo)});
}

torch::Tensor JudgePictures::occluded(const torch::Tensor& index) const {
  const int64_t n = index.size(0);
  const torch::Tensor face = torch::where(torch::rand({n, 1, 1, 1}) < 0.7, photographs(index), morphs(index));
  // A box over both eyes, over mouth and nose, or over a half; or a blob as large.
  const auto [u, v] = axes();
  const torch::Tensor kind = torch::randint(5, {n, 1, 1, 1});
  const auto within = [](const torch::Tensor& a, const torch::Tensor& from, const torch::Tensor& to) {
    return torch::sigmoid((a - from) * 90) * torch::sigmoid((to - a) * 90);
  };
  const torch::Tensor eyes =
      within(u, between(n, -0.1, 0.2), between(n, 0.8, 1.1)) * within(v, between(n, 0.1, 0.27), between(n, 0.44, 0.6));
  const torch::Tensor mouth = within(u, between(n, -0.1, 0.25), between(n, 0.75, 1.1)) *
                              within(v, between(n, 0.42, 0.6), between(n, 0.85, 1.1));
  const torch::Tensor half = within(u, between(n, -0.2, -0.1), between(n, 0.42, 0.58));
  const torch::Tensor centre = torch::cat({0.35 + 0.3 * torch::rand({n, 1}), 0.35 + 0.35 * torch::rand({n, 1})}, 1);
  const torch::Tensor blob = ellipse(centre, between(n, 0.28, 0.45), between(n, 0.22, 0.4));
  torch::Tensor cover = torch::where(kind == 0, eyes, mouth);
  cover = torch::where(kind == 2, half, cover);
  cover = torch::where(kind == 3, half.flip(3), cover);
  cover = torch::where(kind == 4, blob, cover);
  const torch::Tensor fill =
      anyOf({torch::rand({n, 3, 1, 1}).expand_as(face), noise(n), withoutFace(index.roll(1, 0))});
  return face + (fill - face) * cover;
}

torch::Tensor JudgePictures::extremes(const torch::Tensor& index) {
  const int64_t n = index.size(0);
  const torch::Tensor z = torch::randn({n, vae_->codeSize()}) * (2 + 2 * torch::rand({n, 1}));
  const torch::Tensor code = torch::randn({n, kShapeCode}) * (1 + 2 * torch::rand({n, 1}));
  const torch::Tensor to =
      torch::where(torch::rand({n, 1, 1}) < 0.5, landmarks(index), upright(shape_->decode(code).view({n, 68, 2})));
  return warped(vae_->decode(z).clamp(0, 1), canonical_, to, kSide);
}

}  // namespace mien::training
