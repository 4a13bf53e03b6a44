#pragma once
#include <torch/nn/module.h>

#include <filesystem>
#include <string>

namespace mien::training {

/// Fills `module` from a weights file of a pack: where a new run starts when the run that made the pack is gone.
/// Arguments as loadModule's. Throws std::runtime_error with one sentence.
void startFrom(torch::nn::Module& module, const std::filesystem::path& file, const std::string& prefix = "",
               const std::string& except = {});

}  // namespace mien::training
