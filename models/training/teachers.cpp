#include "models/training/teachers.h"

#include <torch/nn/functional.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

namespace mien::training {
namespace F = torch::nn::functional;

Tensors readTensors(const std::filesystem::path& file, torch::Device device) {
  std::ifstream in(file, std::ios::binary);
  std::uint64_t length = 0;
  in.read(reinterpret_cast<char*>(&length), sizeof length);
  if (!in || length > (1U << 20U))
    throw std::runtime_error("The teacher " + file.string() +
                             " is missing or broken: training needs ../shared/teachers.");
  std::string header(length, '\0');
  in.read(header.data(), static_cast<std::streamsize>(length));
  const auto start = in.tellg();
  Tensors tensors;
  const nlohmann::json entries = nlohmann::json::parse(header);
  for (const auto& [name, about] : entries.items()) {
    if (name == "__metadata__") continue;
    const auto shape = about.at("shape").get<std::vector<int64_t>>();
    const auto offsets = about.at("data_offsets").get<std::vector<int64_t>>();
    torch::Tensor raw = torch::empty(shape, about.at("dtype") == "F16" ? torch::kHalf : torch::kFloat);
    in.seekg(start + static_cast<std::streamoff>(offsets[0]));
    in.read(static_cast<char*>(raw.data_ptr()), offsets[1] - offsets[0]);
    if (!in || static_cast<int64_t>(raw.nbytes()) != offsets[1] - offsets[0])
      throw std::runtime_error("The teacher " + file.string() + " is broken.");
    tensors[name] = raw.to(device, torch::kFloat);
  }
  return tensors;
}

IdentityTeacher::IdentityTeacher(const std::filesystem::path& folder, torch::Device device) {
  // Folds each layer's scale into its convolution: one operation a layer instead of three.
  const Tensors raw = readTensors(folder / "identity-dlib-resnet.safetensors", device);
  const std::string suffix = ".conv.filters";
  for (const auto& [name, filters] : raw) {
    if (!name.ends_with(suffix)) continue;
    const std::string layer = name.substr(0, name.size() - suffix.size());
    const torch::Tensor& scale = raw.at(layer + ".scale.weights");
    weights_[layer + ".w"] = (filters * scale.view({-1, 1, 1, 1})).contiguous(torch::MemoryFormat::ChannelsLast);
    weights_[layer + ".b"] = raw.at(layer + ".conv.bias") * scale + raw.at(layer + ".scale.biases");
  }
  weights_["fc"] = raw.at("fc");
  weights_["mean"] = torch::tensor({122.782F, 117.001F, 104.298F}, device).view({1, 3, 1, 1});
}

torch::Tensor IdentityTeacher::layer(const torch::Tensor& x, const std::string& name, int stride, int padding) const {
  return F::conv2d(x, weights_.at(name + ".w"),
                   F::Conv2dFuncOptions().bias(weights_.at(name + ".b")).stride(stride).padding(padding));
}

torch::Tensor IdentityTeacher::residual(const torch::Tensor& x, const std::string& name) const {
  return torch::relu(layer(torch::relu(layer(x, name + ".conv1", 1, 1)), name + ".conv2", 1, 1) + x);
}

torch::Tensor IdentityTeacher::down(const torch::Tensor& x, const std::string& name) const {
  torch::Tensor y = layer(torch::relu(layer(x, name + ".conv1", 2, 0)), name + ".conv2", 1, 1);
  torch::Tensor skip = F::avg_pool2d(x, F::AvgPool2dFuncOptions(2));
  const auto grown = [&](const torch::Tensor& t) {
    const auto missing = [&](int64_t d) { return std::max(y.size(d), skip.size(d)) - t.size(d); };
    return F::pad(t, F::PadFuncOptions({0, missing(3), 0, missing(2), 0, missing(1)}));
  };
  const torch::Tensor a = grown(y);
  const torch::Tensor b = grown(skip);
  return torch::relu(a + b);
}

std::vector<torch::Tensor> IdentityTeacher::features(const torch::Tensor& x) const {
  torch::Tensor h = ((x * 255 - weights_.at("mean")) / 256).contiguous(torch::MemoryFormat::ChannelsLast);
  h = torch::relu(layer(h, "conv32_down", 2, 0));
  std::vector<torch::Tensor> outputs{F::max_pool2d(h, F::MaxPool2dFuncOptions(3).stride(2))};
  const auto add = [&](const char* name) {
    const bool shrinks = std::string_view(name).find("_down") != std::string_view::npos;
    outputs.push_back(shrinks ? down(outputs.back(), name) : residual(outputs.back(), name));
  };
  for (const char* name :
       {"conv32_1", "conv32_2", "conv32_3", "conv64_down", "conv64_1", "conv64_2", "conv64_3", "conv128_down",
        "conv128_1", "conv128_2", "conv256_down", "conv256_1", "conv256_2", "conv256_down_out"})
    add(name);
  return outputs;
}

torch::Tensor IdentityTeacher::embedFeatures(const torch::Tensor& last) const {
  return last.mean({2, 3}).matmul(weights_.at("fc"));
}

torch::Tensor IdentityTeacher::embedCanonical(const torch::Tensor& textures, const torch::Tensor& grids) const {
  const torch::Tensor grid =
      F::interpolate(
          grids.permute({0, 3, 1, 2}),
          F::InterpolateFuncOptions().size(std::vector<int64_t>{150, 150}).mode(torch::kBilinear).align_corners(true))
          .permute({0, 2, 3, 1});
  const torch::Tensor crops = F::grid_sample(
      textures, grid * 2 - 1,
      F::GridSampleFuncOptions().mode(torch::kBilinear).padding_mode(torch::kBorder).align_corners(false));
  return embed(crops);
}

PerceptualTeacher::PerceptualTeacher(const std::filesystem::path& folder, torch::Device device)
    : weights_(readTensors(folder / "squeezenet11.safetensors", device)) {
  weights_["mean"] = torch::tensor({0.485F, 0.456F, 0.406F}, device).view({1, 3, 1, 1});
  weights_["std"] = torch::tensor({0.229F, 0.224F, 0.225F}, device).view({1, 3, 1, 1});
}

torch::Tensor PerceptualTeacher::fire(const torch::Tensor& x, const std::string& name) const {
  const auto conv = [&](const torch::Tensor& in, const std::string& part, int padding) {
    return torch::relu(F::conv2d(in, weights_.at(name + part + ".weight"),
                                 F::Conv2dFuncOptions().bias(weights_.at(name + part + ".bias")).padding(padding)));
  };
  const torch::Tensor squeezed = conv(x, ".squeeze1x1", 0);
  return torch::cat({conv(squeezed, ".expand1x1", 0), conv(squeezed, ".expand3x3", 1)}, 1);
}

std::vector<torch::Tensor> PerceptualTeacher::features(const torch::Tensor& x) const {
  const auto pool = [](const torch::Tensor& t) {
    return F::max_pool2d(t, F::MaxPool2dFuncOptions(3).stride(2).ceil_mode(true));
  };
  const torch::Tensor in =
      ((x - weights_.at("mean")) / weights_.at("std")).contiguous(torch::MemoryFormat::ChannelsLast);
  const torch::Tensor one = torch::relu(
      F::conv2d(in, weights_.at("conv1.weight"), F::Conv2dFuncOptions().bias(weights_.at("conv1.bias")).stride(2)));
  const torch::Tensor three = fire(fire(pool(one), "fire2"), "fire3");
  const torch::Tensor five = fire(fire(pool(three), "fire4"), "fire5");
  const torch::Tensor seven = fire(fire(pool(five), "fire6"), "fire7");
  return {one, three, five, seven};
}

torch::Tensor PerceptualTeacher::distance(const torch::Tensor& a, const torch::Tensor& b,
                                          const torch::Tensor& known) const {
  const auto unit = [](const torch::Tensor& t) { return t / (t.pow(2).sum(1, true) + 1e-8).sqrt(); };
  std::vector<torch::Tensor> target;
  {
    torch::NoGradGuard guard;
    target = features(b);
  }
  const std::vector<torch::Tensor> given = features(a);
  torch::Tensor sum = torch::zeros({a.size(0)}, a.options());
  for (std::size_t i = 0; i < given.size(); ++i) {
    const torch::Tensor difference = (unit(given[i]) - unit(target[i])).pow(2).sum(1);
    const torch::Tensor weight =
        F::adaptive_avg_pool2d(known, F::AdaptiveAvgPool2dFuncOptions({difference.size(1), difference.size(2)}))
            .squeeze(1);
    sum = sum + (difference * weight).sum({1, 2}) / weight.sum({1, 2}).clamp_min(1);
  }
  return sum;
}

}  // namespace mien::training
