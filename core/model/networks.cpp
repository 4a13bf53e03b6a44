#include "core/model/networks.h"

#include <torch/nn/functional.h>

namespace mien::nets {
namespace nn = torch::nn;
namespace F = torch::nn::functional;

namespace {

nn::Conv2d conv3(int in, int out, int stride = 1) {
  return nn::Conv2d(nn::Conv2dOptions(in, out, 3).stride(stride).padding(1));
}

torch::Tensor doubled(const torch::Tensor& x) {
  return F::interpolate(x, F::InterpolateFuncOptions().scale_factor(std::vector<double>{2, 2}).mode(torch::kNearest));
}

torch::Tensor bilinear(const torch::Tensor& x, int64_t side) {
  return F::interpolate(
      x,
      F::InterpolateFuncOptions().size(std::vector<int64_t>{side, side}).mode(torch::kBilinear).align_corners(false));
}

template <class Module>
void zero(Module& module) {
  nn::init::zeros_(module->weight);
  nn::init::zeros_(module->bias);
}

}  // namespace

ResidualImpl::ResidualImpl(int channels) {
  first = register_module("first", conv3(channels, channels));
  second = register_module("second", conv3(channels, channels));
}
torch::Tensor ResidualImpl::forward(const torch::Tensor& x) {
  return torch::relu(x + second(torch::relu(first(x))));
}

FinderImpl::FinderImpl() {
  trunk = register_module("trunk", nn::Sequential(nn::PixelUnshuffle(nn::PixelUnshuffleOptions(4)), conv3(48, 32),
                                                  nn::ReLU(), conv3(32, 64, 2), nn::ReLU(), Residual(64), Residual(64),
                                                  conv3(64, 96), nn::ReLU(), Residual(96)));
  head = register_module("head", nn::Conv2d(nn::Conv2dOptions(96, kOutputs, 1)));
}
torch::Tensor FinderImpl::forward(const torch::Tensor& x) {
  return head(trunk->forward(x - 0.5));
}

LandmarkerImpl::LandmarkerImpl() {
  at28 = register_module("at28", nn::Sequential(nn::PixelUnshuffle(nn::PixelUnshuffleOptions(4)), conv3(48, 48),
                                                nn::ReLU(), Residual(48)));
  at14 =
      register_module("at14", nn::Sequential(conv3(48, 64, 2), nn::ReLU(), Residual(64), Residual(64), Residual(64)));
  at7 = register_module("at7", nn::Sequential(conv3(64, 96, 2), nn::ReLU(), Residual(96), Residual(96), Residual(96)));
  hidden = register_module("hidden", nn::Linear(96 * 7 * 7, 256));
  points = register_module("points", nn::Linear(256, 136));
  face = register_module("face", nn::Linear(256, 1));
  from7 = register_module("from7", nn::Conv2d(nn::Conv2dOptions(96, 64, 1)));
  back14 = register_module("back14", Residual(64));
  from14 = register_module("from14", nn::Conv2d(nn::Conv2dOptions(64, 48, 1)));
  back28 = register_module("back28", Residual(48));
  local = register_module("local", nn::Conv2d(nn::Conv2dOptions(48, 3 * 68, 1)));
  mean = register_buffer("mean", torch::zeros({136}));
  zero(local);
  torch::NoGradGuard guard;
  points->weight.mul_(0.1);
  points->bias.zero_();
}
torch::Tensor LandmarkerImpl::forward(const torch::Tensor& x) {
  const torch::Tensor f28 = at28->forward((x - 0.5).contiguous(torch::MemoryFormat::ChannelsLast));
  const torch::Tensor f14 = at14->forward(f28);
  const torch::Tensor f7 = at7->forward(f14);
  const torch::Tensor h = torch::relu(hidden(f7.contiguous().flatten(1)));
  const torch::Tensor first = mean + 0.1 * points(h);
  const torch::Tensor b14 = back14(torch::relu(doubled(from7(f7)) + f14));
  const torch::Tensor b28 = back28(torch::relu(doubled(from14(b14)) + f28));
  // Detached: the first estimate learns from where the points are, not from where looking helps.
  const torch::Tensor moved = refine(first.detach().view({-1, 68, 2}), b28);
  return torch::cat({first + moved.flatten(1), face(h)}, 1);
}

torch::Tensor LandmarkerImpl::refine(const torch::Tensor& estimates, const torch::Tensor& features) {
  constexpr double kWindow = 0.07;  ///< standard deviation ÷ crop side: two cells
  constexpr double kReach = 0.1;    ///< unit of the offsets ÷ crop side
  const int64_t side = features.size(2);
  const torch::Tensor axis = (torch::arange(side, features.options()) + 0.5) / static_cast<double>(side);
  const auto near = [&](int64_t c) {
    return (axis - estimates.select(2, c).unsqueeze(2)).pow(2) * (-0.5 / (kWindow * kWindow));  // N×68×side
  };
  const torch::Tensor window = (near(1).unsqueeze(3) + near(0).unsqueeze(2)).flatten(2);  // N×68×side²
  const auto map = local(features).contiguous().view({-1, 3, 68, side * side}).unbind(1);
  const torch::Tensor attention = torch::softmax(window + map[0], 2);
  const torch::Tensor shifted = (attention - torch::softmax(window, 2)).view({-1, 68, side, side});
  const torch::Tensor x = (shifted.sum(2) * axis).sum(2) + kReach * (attention * map[1]).sum(2);
  const torch::Tensor y = (shifted.sum(3) * axis).sum(2) + kReach * (attention * map[2]).sum(2);
  return torch::stack({x, y}, 2);
}

StyledResidualImpl::StyledResidualImpl(int channels, int code) {
  first = register_module("first", conv3(channels, channels));
  second = register_module("second", conv3(channels, channels));
  style = register_module("style", nn::Linear(code, 2 * channels));
  torch::NoGradGuard guard;
  style->weight.mul_(0.1);
  style->bias.zero_();
}
torch::Tensor StyledResidualImpl::stylesOf(const torch::Tensor& z) {
  return style(z).unsqueeze(2).unsqueeze(3);
}
torch::Tensor StyledResidualImpl::forward(const torch::Tensor& x, const torch::Tensor& styles) {
  const auto parts = styles.chunk(2, 1);
  const torch::Tensor h = first(x) * (1 + parts[0]) + parts[1];
  return x + second(F::leaky_relu(h, F::LeakyReLUFuncOptions().negative_slope(0.1)));
}

DoublingConvImpl::DoublingConvImpl(int in, int out) : nn::Conv2dImpl(nn::Conv2dOptions(in, out, 3).padding(1)) {}

void DoublingConvImpl::fold() {
  const torch::NoGradGuard guard;
  // Along one dimension: the first of two doubled pixels sees its neighbour once and itself twice.
  const auto folded = [](const torch::Tensor& w, int64_t along, int64_t place) {
    const auto parts = w.split(1, along);
    return place == 0 ? torch::cat({parts[0], parts[1] + parts[2]}, along)
                      : torch::cat({parts[0] + parts[1], parts[2]}, along);
  };
  std::vector<torch::Tensor> places;
  for (const int64_t y : {0, 1})
    for (const int64_t x : {0, 1}) places.push_back(folded(folded(weight, 2, y), 3, x));
  foldedWeight_ = torch::cat(places).contiguous(torch::MemoryFormat::ChannelsLast);
  foldedBias_ = bias.repeat({4});
}

void DoublingConvImpl::toType(torch::Dtype type) {
  to(type);
  if (!foldedWeight_.defined()) return;
  foldedWeight_ = foldedWeight_.to(type);
  foldedBias_ = foldedBias_.to(type);
}

torch::Tensor DoublingConvImpl::forward(const torch::Tensor& x) {
  if (!foldedWeight_.defined()) return nn::Conv2dImpl::forward(doubled(x));
  const int64_t channels = weight.size(0);
  const int64_t height = x.size(2);
  const int64_t width = x.size(3);
  const torch::Tensor all = torch::conv2d(x, foldedWeight_, foldedBias_, 1, 1);  // S + 1 rows: each place begins at its
  torch::Tensor out = torch::empty({x.size(0), channels, 2 * height, 2 * width},
                                   x.options().memory_format(torch::MemoryFormat::ChannelsLast));
  for (const int64_t row : {0, 1}) {
    for (const int64_t column : {0, 1}) {
      const torch::Tensor place =
          all.narrow(1, (2 * row + column) * channels, channels).narrow(2, row, height).narrow(3, column, width);
      out.slice(2, row, c10::nullopt, 2).slice(3, column, c10::nullopt, 2).copy_(place);
    }
  }
  return out;
}

LinearTextureImpl::LinearTextureImpl(int colour, int features) : colourSize(colour), featureSize(features) {
  const int64_t pixels = int64_t{3} * kSide * kSide;
  canonical = register_buffer("canonical", torch::zeros({68, 2}));
  mean = register_buffer("mean", torch::zeros({3, kSide, kSide}));
  colourBasis = register_buffer("colour_basis", torch::zeros({colour, 3 * kCoarse * kCoarse}));
  colourGain = register_buffer("colour_gain", torch::zeros({colour}));
  featureBasis = register_buffer("feature_basis", torch::zeros({features, pixels}));
  featureGain = register_buffer("feature_gain", torch::zeros({features}));
  weight = register_buffer("weight", torch::ones({1, kSide, kSide}));
  posteriorStd = register_buffer("posterior_std", torch::ones({colour + features}));
}

torch::Tensor LinearTextureImpl::coarse(const torch::Tensor& z) {
  return bilinear(z.narrow(1, 0, colourSize).matmul(colourBasis.to(z.dtype())).view({-1, 3, kCoarse, kCoarse}), kSide);
}

torch::Tensor LinearTextureImpl::decodeFeatures(const torch::Tensor& features) {
  return features.matmul(featureBasis.to(features.dtype())).view({-1, 3, kSide, kSide});
}

torch::Tensor LinearTextureImpl::decode(const torch::Tensor& z) {
  return decode(z, decodeFeatures(z.narrow(1, colourSize, featureSize)));
}

torch::Tensor LinearTextureImpl::decode(const torch::Tensor& z, const torch::Tensor& features) {
  return mean + coarse(z) + features;
}

torch::Tensor LinearTextureImpl::project(const torch::Tensor& residual) {
  const int block = kSide / kCoarse;
  const torch::Tensor coarse = F::avg_pool2d(residual, F::AvgPool2dFuncOptions(block)).flatten(1);
  const torch::Tensor zc = coarse.matmul(colourBasis.to(residual.dtype()).t()) * colourGain;
  const torch::Tensor colour = bilinear(zc.matmul(colourBasis.to(zc.dtype())).view({-1, 3, kCoarse, kCoarse}), kSide);
  const torch::Tensor fine = ((residual - colour) * weight).flatten(1);
  const torch::Tensor zf = fine.matmul(featureBasis.to(fine.dtype()).t()) * featureGain;
  return torch::cat({zc, zf}, 1);
}

torch::Tensor LinearTextureImpl::fill(const torch::Tensor& x, const torch::Tensor& known, const torch::Tensor& z) {
  return x * known + decode(z) * (1 - known);
}

torch::Tensor LinearTextureImpl::encode(const torch::Tensor& x, const torch::Tensor& known) {
  constexpr int kSteps = 3;
  torch::Tensor z = project((x - mean) * known);
  for (int i = 1; i < kSteps; ++i) z = project(fill(x, known, z) - mean);
  return z;
}

TextureVaeImpl::TextureVaeImpl(const Widths& w) {
  const int code = w.colour + w.features;
  linear = register_module("linear", LinearTexture(w.colour, w.features));
  // 48 channels of what the linear part missed, and one of what is known, at 64².
  encoder = register_module("encoder",
                            nn::Sequential(conv3(49, 64, 2), nn::ReLU(), conv3(64, 96, 2), nn::ReLU(), Residual(96),
                                           conv3(96, 128, 2), nn::ReLU(), conv3(128, 128, 2), nn::ReLU()));
  encoderCode = register_module("encoder_code", nn::Linear(128 * 4 * 4 + code, 384));
  posterior = register_module("posterior", nn::Linear(384, 2 * code));
  zero(posterior);

  seed = register_module("seed", nn::Linear(code, 64 * 8 * 8));
  up16 = register_module("up16", DoublingConv(64, 96));
  up32 = register_module("up32", DoublingConv(96, w.at32));
  fromLinear = register_module("from_linear", conv3(48, w.at32));
  block32a = register_module("block32a", StyledResidual(w.at32, code));
  block32b = register_module("block32b", StyledResidual(w.at32, code));
  up64 = register_module("up64", DoublingConv(w.at32, w.at64));
  block64 = register_module("block64", StyledResidual(w.at64, code));
  out = register_module("out", conv3(w.at64, 48));
  zero(out);
}

TextureVaeImpl::Posterior TextureVaeImpl::encode(const torch::Tensor& x, const torch::Tensor& known) {
  const torch::Tensor x128 = F::avg_pool2d(x, F::AvgPool2dFuncOptions(2));
  const torch::Tensor known128 = F::avg_pool2d(known, F::AvgPool2dFuncOptions(2));
  const torch::Tensor zLinear = linear->encode(x128, known128);
  const torch::Tensor missed = (x - decodeLinear(zLinear)) * known;
  const torch::Tensor in =
      torch::cat({torch::pixel_unshuffle(missed * 4, 4), F::avg_pool2d(known, F::AvgPool2dFuncOptions(4))}, 1);
  const torch::Tensor features =
      encoder->forward(in.contiguous(torch::MemoryFormat::ChannelsLast)).contiguous().flatten(1);
  const torch::Tensor h = torch::relu(encoderCode(torch::cat({features, zLinear}, 1)));
  const auto parts = posterior(h).chunk(2, 1);
  return {zLinear + parts[0], 2 * torch::log(linear->posteriorStd) + parts[1]};
}

void TextureVaeImpl::foldDecoder() {
  for (auto* conv : {&up16, &up32, &up64}) (*conv)->fold();
}

void TextureVaeImpl::setDecoderType(torch::Dtype type) {
  seed->to(type);
  for (auto* conv : {&up16, &up32, &up64}) (*conv)->toType(type);
  for (auto* conv : {&fromLinear, &out}) (*conv)->to(type);
  for (auto* block : {&block32a, &block32b, &block64}) (*block)->to(type);
}

torch::Tensor TextureVaeImpl::decodeLinear(const torch::Tensor& z) {
  return bilinear(linear->decode(z), kSide);
}

torch::Tensor TextureVaeImpl::decode(const torch::Tensor& z) {
  return decode(z, linear->decodeFeatures(z.narrow(1, linear->colourSize, linear->featureSize)));
}

torch::Tensor TextureVaeImpl::decode(const torch::Tensor& z, const torch::Tensor& features) {
  const torch::Tensor code = z.to(out->weight.scalar_type());
  return corrected(linear->decode(z, features), seed(code).view({-1, 64, 8, 8}),
                   [&](StyledResidual& block, int64_t) { return block->stylesOf(code); });
}

torch::Tensor TextureVaeImpl::decode(const torch::Tensor& z, const torch::Tensor& features,
                                     const torch::Tensor& masks) {
  const torch::Tensor code = z.to(out->weight.scalar_type());
  const auto at = [&](int64_t side) { return F::avg_pool2d(masks, F::AvgPool2dFuncOptions(kSide / side)); };
  const auto byPlace = [&](const torch::Tensor& maps) {  // R×C×S×S → 1×C×S×S
    return (at(maps.size(3)).to(maps.scalar_type()) * maps).sum(0, true);
  };
  return corrected(byPlace(linear->decode(z, features)), byPlace(seed(code).view({-1, 64, 8, 8})),
                   [&](StyledResidual& block, int64_t side) {
                     const torch::Tensor styles = block->stylesOf(code).flatten(1);  // R×2C
                     const torch::Tensor weights = at(side).flatten(1).t().to(styles.scalar_type());
                     return weights.matmul(styles).view({1, side, side, -1}).permute({0, 3, 1, 2});
                   });
}

torch::Tensor TextureVaeImpl::corrected(const torch::Tensor& base, const torch::Tensor& seeds,
                                        const StylesOf& stylesOf) {
  const auto act = [](const torch::Tensor& t) {
    return F::leaky_relu(t, F::LeakyReLUFuncOptions().negative_slope(0.1));
  };
  const torch::Dtype type = out->weight.scalar_type();
  torch::Tensor h = seeds.contiguous(torch::MemoryFormat::ChannelsLast);
  h = act(up16(act(h)));
  h = up32(h) +
      fromLinear(torch::pixel_unshuffle(base - 0.5, 4).to(type).contiguous(torch::MemoryFormat::ChannelsLast));
  h = block32a(h, stylesOf(block32a, 32));
  h = block32b(h, stylesOf(block32b, 32));
  h = up64(act(h));
  h = block64(h, stylesOf(block64, 64));
  return bilinear(base, kSide) + torch::pixel_shuffle(out(act(h)), 4).to(base.scalar_type());
}

ShapeModelImpl::ShapeModelImpl(int size) {
  mean = register_buffer("mean", torch::zeros({136}));
  basis = register_buffer("basis", torch::zeros({size, 136}));
  gain = register_buffer("gain", torch::zeros({size}));
}
torch::Tensor ShapeModelImpl::encode(const torch::Tensor& landmarks) {
  return (landmarks - mean).matmul(basis.t()) * gain;
}
torch::Tensor ShapeModelImpl::decode(const torch::Tensor& z) {
  return mean + z.matmul(basis);
}

}  // namespace mien::nets
