#pragma once
// Pulls torch in: for .cpp files of core/model and models/training only.
#include <torch/nn/module.h>

#include "core/model/safetensors.h"

namespace mien {

/// Fills every parameter and buffer of `module` from tensors named `prefix` + its name; half precision is widened.
/// Names that begin with `except` are left as they are. Throws std::runtime_error naming what is missing or of another
/// shape.
void loadModule(torch::nn::Module& module, const SafeTensors& file, const std::string& prefix = "",
                const std::string& except = {});

/// Writes every parameter and buffer of the modules, named by the map's key + their name; those with more elements than
/// `halveAbove` as F16, the rest as F32. Names that begin with `except` are left out.
Result<void> saveModules(const std::filesystem::path& file, const std::map<std::string, torch::nn::Module*>& modules,
                         const std::string& except = {}, std::int64_t halveAbove = 4096);

}  // namespace mien
