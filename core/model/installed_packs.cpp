#include "core/model/installed_packs.h"

#include <algorithm>

#include "core/base/pack_hash.h"
#include "core/model/pack_manifest.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFewestDigits = 8;

Result<InstalledPack> installedIn(const fs::path& folder) {
  auto manifest = readManifest(folder);
  if (!manifest) return tl::unexpected(manifest.error());
  std::string hash = packHash(*manifest);
  return InstalledPack{folder, std::move(*manifest), std::move(hash)};
}

bool holdsPack(const fs::path& folder) {
  std::error_code none;
  return fs::exists(folder / "model.json", none);
}

bool beginsHash(const std::string& text) {
  return text.size() >= kFewestDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::vector<InstalledPack> ofKind(const std::vector<InstalledPack>& packs, PackKind kind) {
  std::vector<InstalledPack> some;
  std::copy_if(packs.begin(), packs.end(), std::back_inserter(some),
               [&](const InstalledPack& pack) { return pack.manifest.kind == kind; });
  return some;
}

/// The standard one counts as there, so that a sentence about the pack itself says what is wrong with it.
bool isModelIn(const fs::path& models, const std::string& name) {
  return name == kStandardModel || (!name.empty() && name.find('/') == std::string::npos && holdsPack(models / name));
}

tl::unexpected<Error> noModel(const fs::path& models, const std::string& name) {
  std::string known;
  for (const InstalledPack& pack : ofKind(installedPacks(models), PackKind::Portrait))
    known += (known.empty() ? "" : " or ") + pack.folder.filename().string();
  return fail(ErrorKind::Model, "There is no model \"" + name + "\" in " + models.string() +
                                    (known.empty() ? ": install Mien again." : ": use " + known + "."));
}

}  // namespace

std::vector<fs::path> packFolders(const fs::path& models) {
  std::vector<fs::path> folders;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(models, none)) {
    if (holdsPack(entry.path())) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::vector<InstalledPack> installedPacks(const fs::path& models) {
  std::vector<InstalledPack> packs;
  for (const fs::path& folder : packFolders(models)) {
    if (auto pack = installedIn(folder)) packs.push_back(std::move(*pack));
  }
  return packs;
}

Result<InstalledPack> findPack(const fs::path& models, const std::string& which) {
  if (which.find('/') == std::string::npos && holdsPack(models / which)) return installedIn(models / which);
  if (beginsHash(which)) {
    std::vector<InstalledPack> found = installedPacks(models);
    std::erase_if(found, [&](const InstalledPack& pack) { return !pack.hash.starts_with(which); });
    const bool one = !found.empty() && std::all_of(found.begin(), found.end(), [&](const InstalledPack& pack) {
      return pack.hash == found.front().hash;
    });
    if (one) return std::move(found.front());
    if (!found.empty())
      return fail(ErrorKind::Model, "Several packs in " + models.string() + " have a hash that begins with " + which +
                                        ": give more of its digits.");
  }
  if (holdsPack(which)) return installedIn(which);
  return fail(ErrorKind::Model, "There is no model pack \"" + which + "\" in " + models.string() +
                                    ": mien models list names them, or give a pack's folder.");
}

std::string EnginePacks::hash() const {
  // Where the landmarks lie shapes the pixels as much as the portrait network does.
  return hashOfPacks({portrait.hash, landmarks.hash, finder.hash});
}

Result<EnginePacks> enginePacks(const fs::path& models) {
  return enginePacksWith(models, kStandardModel);
}

Result<EnginePacks> enginePacksWith(const fs::path& models, const std::string& portrait) {
  if (!isModelIn(models, portrait)) return noModel(models, portrait);
  EnginePacks packs;
  for (const auto& [name, pack] : {std::pair<std::string, InstalledPack*>{"finder", &packs.finder},
                                   {"landmarks", &packs.landmarks},
                                   {portrait, &packs.portrait}}) {
    auto found = installedIn(models / name);
    if (!found) return tl::unexpected(found.error());
    *pack = std::move(*found);
  }
  if (packs.portrait.manifest.kind != PackKind::Portrait) return noModel(models, portrait);
  return packs;
}

Result<EnginePacks> enginePacks(const fs::path& models, const std::string& modelHash) {
  const std::vector<InstalledPack> all = installedPacks(models);
  for (const InstalledPack& portrait : ofKind(all, PackKind::Portrait)) {
    for (const InstalledPack& landmarks : ofKind(all, PackKind::Landmarker)) {
      for (const InstalledPack& finder : ofKind(all, PackKind::Finder)) {
        EnginePacks packs{portrait, landmarks, finder};
        if (packs.hash() == modelHash) return packs;
      }
    }
  }
  return fail(ErrorKind::Model, "The model " + modelHash.substr(0, 12) + "… does not lie in " + models.string() +
                                    ": put its packs there, beside those in use, as e.g. portrait@0.1.0.");
}

}  // namespace mien
