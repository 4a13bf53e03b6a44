#include "models/training/from_pack.h"

#include <stdexcept>

#include "core/model/module_io.h"

namespace mien::training {

void startFrom(torch::nn::Module& module, const std::filesystem::path& file, const std::string& prefix,
               const std::string& except) {
  const auto weights = SafeTensors::open(file);
  if (!weights) throw std::runtime_error(weights.error().message);
  loadModule(module, *weights, prefix, except);
}

}  // namespace mien::training
