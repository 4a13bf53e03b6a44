#include "core/model/portrait_network.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/model/inference.h"
#include "core/model/module_io.h"
#include "core/model/networks.h"
#include "core/model/occlusion_module.h"
#include "core/model/prior_flow.h"
#include "core/model/tensors.h"

namespace mien {
namespace {

/// Instructions without which bf16 is emulated, slower than fp32.
bool cpuHasBf16() {
  return __builtin_cpu_supports("avx512bf16") != 0;
}

torch::Tensor row(const std::vector<float>& v) {
  return torch::from_blob(const_cast<float*>(v.data()), {1, static_cast<int64_t>(v.size())}, torch::kFloat);
}

torch::Tensor row(const PortraitNetwork::TextureCode& code) {
  return torch::cat({row(code.colour), row(code.features)}, 1);
}

torch::Tensor picture(const PortraitNetwork::FeaturesPicture& planes) {
  constexpr int kSide = nets::LinearTextureImpl::kSide;
  return torch::from_blob(const_cast<float*>(planes.data()), {1, 3, kSide, kSide}, torch::kFloat);
}

std::vector<float> values(const torch::Tensor& t) {
  const torch::Tensor flat = t.to(torch::kCPU, torch::kFloat).contiguous();
  return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

Landmarks landmarksFrom(const torch::Tensor& t) {
  const std::vector<float> flat = values(t);
  Landmarks landmarks;
  for (std::size_t i = 0; i < landmarks.size(); ++i) landmarks[i] = {flat[2 * i], flat[2 * i + 1]};
  return landmarks;
}

}  // namespace

struct PortraitNetwork::Impl {
  explicit Impl(const LatentGroups& g, const nets::TextureVaeImpl::Widths& widths)
      : groups(g), shape(g.structure), vae(widths) {}
  LatentGroups groups;
  nets::ShapeModel shape;
  nets::TextureVae vae;
  nets::PriorFlow prior{nullptr};      ///< null: the unit Gaussian
  nets::Occlusion occlusion{nullptr};  ///< null: unknown
  torch::Device device = torch::kCPU;
  Landmarks canonical{};
  std::string precision = "fp32";

  /// bf16 where the CPU has it and the picture stays within 1/255 of fp32's on average.
  void choosePrecision() {
    const Inference guard(device);
    const torch::Tensor z =
        0.7 * torch::sin(torch::arange(vae->codeSize(), torch::kFloat) * 1.7).unsqueeze(0).to(device);
    const torch::Tensor exact = vae->decode(z);
    if (!device.is_cuda() && !cpuHasBf16()) return;
    std::vector<torch::Tensor> weights;
    for (const torch::Tensor& p : vae->parameters()) weights.push_back(p.clone());
    vae->setDecoderType(torch::kBFloat16);
    if ((vae->decode(z) - exact).abs().mean().item<float>() <= 1.0F / 255) {
      precision = "bf16";
    } else {
      vae->setDecoderType(torch::kFloat);
      for (std::size_t i = 0; torch::Tensor & p : vae->parameters()) p.copy_(weights[i++]);  // they were rounded
      vae->foldDecoder();
    }
  }
};

PortraitNetwork::PortraitNetwork() = default;
PortraitNetwork::~PortraitNetwork() = default;
const Landmarks& PortraitNetwork::canonical() const {
  return impl_->canonical;
}
const LatentGroups& PortraitNetwork::groups() const {
  return impl_->groups;
}
const std::string& PortraitNetwork::precision() const {
  return impl_->precision;
}

Result<std::unique_ptr<PortraitNetwork>> PortraitNetwork::load(const Pack& pack, const Device& device) try {
  const PackManifest& about = pack.manifest();
  const SafeTensors* linear = pack.weights("linear.safetensors");
  const SafeTensors* network = pack.weights("network.safetensors");
  if (about.kind != PackKind::Portrait || !about.latent || linear == nullptr || network == nullptr) {
    throw std::runtime_error("it is of another kind");
  }
  if (!about.crop || about.crop->points() != CropTemplate{}.points())
    throw std::runtime_error("its faces are cropped otherwise");
  const nlohmann::json settings = nlohmann::json::parse(about.settings);
  nets::TextureVaeImpl::Widths widths{about.latent->colour, about.latent->features, settings.at("width32"),
                                      settings.at("width64")};
  std::unique_ptr<PortraitNetwork> result(new PortraitNetwork);
  result->impl_ = std::make_unique<Impl>(*about.latent, widths);
  Impl& impl = *result->impl_;
  impl.device = torchDevice(device);
  loadModule(*impl.shape, *linear, "shape.");
  loadModule(*impl.vae->linear, *linear, "texture.");
  loadModule(*impl.vae, *network, "", "linear.");
  if (const SafeTensors* prior = pack.weights(kPriorFile)) {
    impl.prior = nets::PriorFlow(
        nets::PriorFlowImpl::Size{about.latent->structure + about.latent->colour + about.latent->features,
                                  settings.at("prior_couplings"), settings.at("prior_width")});
    loadModule(*impl.prior, *prior);
    impl.prior->eval();
  }
  if (const SafeTensors* occlusion = pack.weights(kOcclusionFile)) {
    impl.occlusion = nets::Occlusion();
    loadModule(*impl.occlusion, *occlusion);
    impl.occlusion->to(impl.device);
    impl.occlusion->eval();
  }
  impl.vae->to(impl.device);
  impl.vae->eval();
  for (auto& p : impl.vae->parameters()) {
    p.requires_grad_(false);
    if (p.dim() == 4) p.set_data(p.contiguous(torch::MemoryFormat::ChannelsLast));
  }
  impl.vae->foldDecoder();
  impl.canonical = landmarksFrom(impl.vae->linear->canonical);
  impl.choosePrecision();
  const Image8 blank(kSide, kSide, 3, 128);
  result->encodeTexture(blank, Image8(kSide, kSide, 1, 255));
  return result;
} catch (const std::exception& e) {
  return fail(ErrorKind::Model, "The model pack \"" + pack.manifest().id + "\" does not fit this program (" + e.what() +
                                    "): install the pack that came with it.");
}

std::vector<float> PortraitNetwork::newCode(const std::vector<float>& normals) {
  if (!impl_->prior) return normals;
  const Inference guard(torch::kCPU);
  return values(impl_->prior->codes(row(normals)));
}

std::vector<float> PortraitNetwork::normalsOf(const std::vector<float>& code) {
  if (!impl_->prior) return code;
  const Inference guard(torch::kCPU);
  return values(impl_->prior->normals(row(code)));
}

std::optional<double> PortraitNetwork::logDensity(const std::vector<float>& code) {
  if (!impl_->prior) return std::nullopt;
  const Inference guard(torch::kCPU);
  return impl_->prior->logDensity(row(code)).item<double>() / static_cast<double>(code.size());
}

std::vector<float> PortraitNetwork::encodeShape(const Landmarks& landmarks) {
  const Inference guard(torch::kCPU);
  std::vector<float> flat;
  for (const Point& p : landmarks) flat.insert(flat.end(), {p.x, p.y});
  return values(impl_->shape->encode(row(flat)));
}

Landmarks PortraitNetwork::decodeShape(const std::vector<float>& structure) {
  const Inference guard(torch::kCPU);
  return landmarksFrom(impl_->shape->decode(row(structure)));
}

PortraitNetwork::TextureCode PortraitNetwork::encodeTexture(const Image8& texture, const Image8& known) {
  const Inference guard(impl_->device);
  const std::vector<float> code =
      values(impl_->vae->encode(toTensor(texture).to(impl_->device), toTensor(known).to(impl_->device)).mean);
  const auto split = code.begin() + impl_->groups.colour;
  return {{code.begin(), split}, {split, code.end()}};
}

std::optional<ImageF> PortraitNetwork::occlusionOf(const Image8& texture, const ImageF& known) {
  if (!impl_->occlusion) return std::nullopt;
  const Inference guard(impl_->device);
  const torch::Tensor reach =
      torch::from_blob(const_cast<float*>(known.data()), {1, 1, kSide, kSide}, torch::kFloat).to(impl_->device);
  return toImage(torch::sigmoid(impl_->occlusion(toTensor(texture).to(impl_->device), reach)));
}

PortraitNetwork::FeaturesPicture PortraitNetwork::pictureOf(const std::vector<float>& features) {
  const Inference guard(impl_->device);
  return values(impl_->vae->linear->decodeFeatures(row(features).to(impl_->device)));
}

ImageF PortraitNetwork::decodeTexture(const TextureCode& code, const FeaturesPicture& features) {
  const Inference guard(impl_->device);
  return toImage(impl_->vae->decode(row(code).to(impl_->device), picture(features).to(impl_->device)));
}

ImageF PortraitNetwork::decodeTexture(std::span<const TextureCode> codes, std::span<const FeaturesPicture> features,
                                      std::span<const ImageF> masks) {
  const Inference guard(impl_->device);
  std::vector<torch::Tensor> rows, pictures, planes;
  for (const TextureCode& code : codes) rows.push_back(row(code));
  for (const FeaturesPicture& known : features) pictures.push_back(picture(known));
  for (const ImageF& mask : masks)
    planes.push_back(torch::from_blob(const_cast<float*>(mask.data()), {1, 1, kSide, kSide}, torch::kFloat));
  const auto joined = [&](const std::vector<torch::Tensor>& parts) { return torch::cat(parts).to(impl_->device); };
  return toImage(impl_->vae->decode(joined(rows), joined(pictures), joined(planes)));
}

}  // namespace mien
