#include "core/model/decode_speed.h"

#include <ATen/ops/conv2d.h>
#include <ATen/record_function.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>

#include "core/model/device.h"
#include "core/model/networks.h"
#include "core/model/portrait_network.h"
#include "core/model/tensors.h"

namespace mien {
namespace {

constexpr int kRounds = 15;
constexpr int kDecodesPerRound = 4;

double millisecondsOf(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double medianOf(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

thread_local double countedMacs = 0;

/// Multiply-adds that one element of a call's output costs.
struct CostOfOutput : at::ObserverContext {
  double macs = 0;
};

/// Convolutions and matrix products as libtorch begins them; their inputs are gone when they end.
std::unique_ptr<at::ObserverContext> onBegin(const at::RecordFunction& call) {
  auto cost = std::make_unique<CostOfOutput>();
  const std::string_view name = call.name();
  if (name == "aten::convolution") {
    const at::Tensor& kernel = call.inputs()[1].toTensor();  // out × in ÷ groups × height × width
    cost->macs = static_cast<double>(kernel.numel() / kernel.size(0));
  } else if (name == "aten::addmm" || name == "aten::mm") {
    cost->macs = static_cast<double>(call.inputs()[name == "aten::addmm" ? 1 : 0].toTensor().size(1));
  }
  return cost;
}

void onEnd(const at::RecordFunction& call, at::ObserverContext* context) {
  const double macs = static_cast<CostOfOutput*>(context)->macs;
  if (macs > 0) countedMacs += macs * static_cast<double>(call.outputs().front().toTensor().numel());
}

double macsOf(const std::function<void()>& work) {
  countedMacs = 0;
  const auto handle = at::addThreadLocalCallback(at::RecordFunctionCallback(onBegin, onEnd)
                                                     .needsInputs(true)
                                                     .needsOutputs(true)
                                                     .scopes({at::RecordScope::FUNCTION}));
  work();
  at::removeCallback(handle);
  return countedMacs;
}

/// Portrait 0.1.0's decoder as it ran then, with weights of no meaning: a baseline that no pack takes along.
nets::TextureVae foundation(torch::Device device, torch::Dtype type) {
  nets::TextureVae vae(nets::TextureVaeImpl::Widths{24, 232, 96, 48});
  vae->to(device);
  if (type != torch::kFloat) vae->setDecoderType(type);
  for (torch::Tensor& p : vae->parameters())
    if (p.dim() == 4) p.set_data(p.contiguous(torch::MemoryFormat::ChannelsLast));
  return vae;
}

/// GFLOP/s of a product and of a convolution so large that nothing but arithmetic counts.
double roofOnce(const torch::TensorOptions& options) {
  const torch::Tensor a = torch::ones({1024, 1024}, options);
  const torch::Tensor x = torch::ones({1, 256, 64, 64}, options).contiguous(torch::MemoryFormat::ChannelsLast);
  const torch::Tensor k = torch::ones({256, 256, 3, 3}, options).contiguous(torch::MemoryFormat::ChannelsLast);
  const double product = millisecondsOf([&] { torch::mm(a, a)[0][0].item<float>(); });
  const double convolution = millisecondsOf([&] { at::conv2d(x, k, {}, 1, 1)[0][0][0][0].item<float>(); });
  return std::max(2e-6 * 1024.0 * 1024.0 * 1024.0 / product, 2e-6 * 256 * 256 * 9 * 64 * 64 / convolution);
}

}  // namespace

Result<DecodeSpeed> measureDecode(const std::filesystem::path& packFolder, const std::string& device) try {
  const auto where = chooseDevice(device);
  if (!where) return tl::unexpected(where.error());
  const auto pack = Pack::load(packFolder);
  if (!pack) return tl::unexpected(pack.error());
  const auto network = PortraitNetwork::load(*pack, *where);
  if (!network) return tl::unexpected(network.error());

  // The arithmetic depends on the widths alone, so the plain network keeps its first weights.
  const c10::InferenceMode guard;
  const LatentGroups& groups = (*network)->groups();
  const nlohmann::json settings = nlohmann::json::parse(pack->manifest().settings);
  nets::TextureVae plain(
      nets::TextureVaeImpl::Widths{groups.colour, groups.features, settings.at("width32"), settings.at("width64")});
  plain->to(torchDevice(*where));
  const torch::Tensor z = torch::zeros({1, groups.colour + groups.features}, torchDevice(*where));
  const PortraitNetwork::TextureCode code{std::vector<float>(static_cast<std::size_t>(groups.colour)),
                                          std::vector<float>(static_cast<std::size_t>(groups.features))};
  const torch::Tensor known = plain->linear->decodeFeatures(torch::zeros({1, groups.features}, z.options()));
  const auto decodePlain = [&] { toImage(plain->decode(z, known)); };
  const PortraitNetwork::FeaturesPicture features = (*network)->pictureOf(code.features);
  const auto decodeShipped = [&] { (*network)->decodeTexture(code, features); };

  DecodeSpeed speed;
  speed.precision = (*network)->precision();
  speed.macs = macsOf(decodePlain);
  const auto type = speed.precision == "bf16" ? torch::kBFloat16 : torch::kFloat;
  nets::TextureVae first = foundation(torchDevice(*where), type);
  const torch::Tensor firstCode = torch::zeros({1, first->codeSize()}, z.options());
  const auto decodeFirst = [&] { toImage(first->decode(firstCode)); };
  const auto options = torch::TensorOptions().device(torchDevice(*where)).dtype(type);
  std::vector<double> shipped;
  std::vector<double> slow;
  std::vector<double> before;
  for (int round = 0; round < kRounds; ++round) {  // taken in turn, so that a busy moment hits all alike
    speed.roofGflops = std::max(speed.roofGflops, roofOnce(options));
    for (int i = 0; i < kDecodesPerRound; ++i) {
      shipped.push_back(millisecondsOf(decodeShipped));
      slow.push_back(millisecondsOf(decodePlain));
      before.push_back(millisecondsOf(decodeFirst));
    }
  }
  speed.milliseconds = medianOf(std::move(shipped));
  speed.plainMilliseconds = medianOf(std::move(slow));
  speed.foundationMilliseconds = medianOf(std::move(before));
  return speed;
} catch (const std::exception& e) {
  return fail(ErrorKind::Model, "The decoder in " + packFolder.string() + " could not be measured (" + e.what() +
                                    "): install the pack that came with this program.");
}

}  // namespace mien
