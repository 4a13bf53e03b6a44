#pragma once
#include <filesystem>

namespace mien {

/// Where the model packs lie: the folder named by MIEN_MODELS, else share/mien/models of the installation that this
/// executable belongs to, else models/ of the source tree that it was built from.
std::filesystem::path modelsDir();

}  // namespace mien
