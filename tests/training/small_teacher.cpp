#include "tests/training/small_teacher.h"

#include <torch/types.h>

#include <cmath>
#include <stdexcept>

#include "core/model/safetensors.h"

namespace mien::training {

void writeSmallTeacher(const std::filesystem::path& folder) {
  torch::manual_seed(5);
  std::vector<torch::Tensor> kept;
  std::vector<TensorView> views;
  const auto add = [&](const std::string& name, const torch::Tensor& t) {
    kept.push_back(t.contiguous());
    views.push_back({name,
                     DType::F32,
                     kept.back().sizes().vec(),
                     {static_cast<const std::byte*>(kept.back().data_ptr()), kept.back().nbytes()}});
  };
  const auto addConvolution = [&](const std::string& name, int in, int out, int side) {
    add(name + ".conv.filters", torch::randn({out, in, side, side}) * std::sqrt(1.0 / (in * side * side)));
    add(name + ".conv.bias", torch::zeros({out}));
    add(name + ".scale.weights", torch::ones({out}));
    add(name + ".scale.biases", torch::zeros({out}));
  };
  const auto addBlock = [&](const std::string& name, int in, int out) {
    addConvolution(name + ".conv1", in, out, 3);
    addConvolution(name + ".conv2", out, out, 3);
  };
  addConvolution("conv32_down", 3, 32, 7);
  for (const char* name : {"conv32_1", "conv32_2", "conv32_3"}) addBlock(name, 32, 32);
  addBlock("conv64_down", 32, 64);
  for (const char* name : {"conv64_1", "conv64_2", "conv64_3"}) addBlock(name, 64, 64);
  addBlock("conv128_down", 64, 128);
  for (const char* name : {"conv128_1", "conv128_2"}) addBlock(name, 128, 128);
  addBlock("conv256_down", 128, 256);
  for (const char* name : {"conv256_1", "conv256_2", "conv256_down_out"}) addBlock(name, 256, 256);
  add("fc", torch::randn({256, 128}) / 16);
  std::filesystem::create_directories(folder);
  const auto written = writeSafeTensors(folder / "identity-dlib-resnet.safetensors", std::move(views));
  if (!written) throw std::runtime_error(written.error().message);
}

}  // namespace mien::training
