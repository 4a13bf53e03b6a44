#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/model/pack.h"

namespace mien {

/// A pack in a folder of packs, by its model.json alone: its weights are verified when it is loaded.
struct InstalledPack {
  std::filesystem::path folder;
  PackManifest manifest;
  std::string hash;  ///< see Pack::hash()
};

/// Every folder in `models` with a model.json, by name. The pack in use is called ID; older ones lie beside it as
/// ID@WHATEVER, e.g. portrait@0.1.0.
std::vector<std::filesystem::path> packFolders(const std::filesystem::path& models);

/// Those whose model.json can be read.
std::vector<InstalledPack> installedPacks(const std::filesystem::path& models);

/// One pack by its name in `models`, by the first digits (8 at least) of its hash, or by its folder. Errors: Model when
/// there is none, or several of that hash's beginning.
Result<InstalledPack> findPack(const std::filesystem::path& models, const std::string& which);

/// The packs that shape an output, in the order that their common hash is made in.
struct EnginePacks {
  InstalledPack portrait, landmarks, finder;
  std::string hash() const;  ///< EngineInfo::modelHash
};

/// The portrait pack that is used where nobody chooses another.
inline constexpr const char* kStandardModel = "portrait";

/// The packs in use. Errors: Model.
Result<EnginePacks> enginePacks(const std::filesystem::path& models);

/// Those with another portrait pack, by the name of its folder, e.g. "draft". Errors: Model.
Result<EnginePacks> enginePacksWith(const std::filesystem::path& models, const std::string& portrait);

/// Those, in use or older, whose common hash is `modelHash`. Errors: Model when they don't all lie in `models`.
Result<EnginePacks> enginePacks(const std::filesystem::path& models, const std::string& modelHash);

}  // namespace mien
