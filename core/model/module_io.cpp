#include "core/model/module_io.h"

#include <stdexcept>

namespace mien {
namespace {

torch::Dtype torchType(DType type) {
  switch (type) {
    case DType::F16:
      return torch::kHalf;
    case DType::BF16:
      return torch::kBFloat16;
    case DType::F32:
      return torch::kFloat;
    default:
      throw std::runtime_error("a weight is not a floating-point tensor");
  }
}

void fill(torch::Tensor& to, const TensorView* from, const std::string& name) {
  if (from == nullptr) throw std::runtime_error("the tensor " + name + " is missing");
  if (to.sizes() != torch::IntArrayRef(from->shape))
    throw std::runtime_error("the tensor " + name + " has another shape than the network");
  // The view may be unaligned: copy the bytes into a tensor of their type, which then converts.
  torch::Tensor raw = torch::empty(from->shape, torchType(from->dtype));
  std::memcpy(raw.data_ptr(), from->data.data(), from->data.size());
  to.copy_(raw);
}

}  // namespace

void loadModule(torch::nn::Module& module, const SafeTensors& file, const std::string& prefix,
                const std::string& except) {
  const torch::NoGradGuard guard;
  const auto load = [&](const std::string& name, torch::Tensor& tensor) {
    if (except.empty() || !name.starts_with(except)) fill(tensor, file.find(prefix + name), prefix + name);
  };
  for (auto& p : module.named_parameters()) load(p.key(), p.value());
  for (auto& b : module.named_buffers()) load(b.key(), b.value());
}

Result<void> saveModules(const std::filesystem::path& file, const std::map<std::string, torch::nn::Module*>& modules,
                         const std::string& except, std::int64_t halveAbove) {
  std::vector<torch::Tensor> kept;
  std::vector<TensorView> views;
  const auto add = [&](const std::string& prefix, const std::string& key, const torch::Tensor& tensor) {
    if (!except.empty() && key.starts_with(except)) return;
    const bool halve = tensor.numel() > halveAbove;
    kept.push_back(tensor.detach().to(torch::kCPU, halve ? torch::kHalf : torch::kFloat).contiguous());
    const torch::Tensor& t = kept.back();
    views.push_back({prefix + key,
                     halve ? DType::F16 : DType::F32,
                     t.sizes().vec(),
                     {static_cast<const std::byte*>(t.data_ptr()), t.nbytes()}});
  };
  for (const auto& [prefix, module] : modules) {
    for (const auto& p : module->named_parameters()) add(prefix, p.key(), p.value());
    for (const auto& b : module->named_buffers()) add(prefix, b.key(), b.value());
  }
  return writeSafeTensors(file, std::move(views));
}

}  // namespace mien
