#include "core/model/pack.h"

#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/json_field.h"
#include "core/model/pack_manifest.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxManifestBytes = 1 << 20;

/// Something about one file of the pack; becomes an Error at the edge.
struct Unfit : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Also for "models/portrait/" and ".".
std::string nameOf(const fs::path& folder) {
  std::error_code ignored;
  fs::path name = fs::weakly_canonical(folder, ignored);
  if (name.filename().empty()) name = name.parent_path();
  return name.filename().string();
}

tl::unexpected<Error> unfit(const fs::path& folder, const std::string& what) {
  return fail(ErrorKind::Model, "The model pack \"" + nameOf(folder) + "\" in " + folder.string() + " can't be used (" +
                                    what + "): install it again.");
}

std::vector<std::uint8_t> bytesOf(const fs::path& file, std::int64_t maxBytes) {
  auto bytes = readFile(file, maxBytes);
  if (!bytes)
    throw Unfit(file.filename().string() + " is missing, unreadable or larger than " + std::to_string(maxBytes) +
                " bytes");
  return std::move(*bytes);
}

SafeTensors tensorsOf(std::vector<std::uint8_t> bytes, const std::string& file) {
  auto tensors = SafeTensors::parse(std::move(bytes), file);
  if (!tensors) throw Unfit(file + " is not a sound safetensors file");
  return std::move(*tensors);
}

std::map<std::string, TensorSpec> specsOf(const SafeTensors& tensors) {
  std::map<std::string, TensorSpec> specs;
  for (const TensorView& tensor : tensors.tensors()) specs.emplace(tensor.name, TensorSpec{tensor.dtype, tensor.shape});
  return specs;
}

/// The first difference between what model.json lists and what the file holds.
void requireListed(const PackWeights& listed, const SafeTensors& tensors) {
  const auto found = specsOf(tensors);
  for (const auto& [name, spec] : listed.tensors) {
    const auto at = found.find(name);
    if (at == found.end()) throw Unfit(listed.file + " lacks the tensor " + name);
    if (at->second != spec) throw Unfit("the tensor " + name + " in " + listed.file + " has another type or shape");
  }
  for (const TensorView& tensor : tensors.tensors()) {
    if (!listed.tensors.contains(tensor.name)) {
      throw Unfit("the tensor " + tensor.name + " in " + listed.file + " is not listed in model.json");
    }
    if (!isFinite(tensor)) throw Unfit("the tensor " + tensor.name + " in " + listed.file + " is not finite");
  }
}

SafeTensors verifiedWeights(const fs::path& folder, const PackWeights& listed) {
  auto bytes = bytesOf(folder / listed.file, Pack::kMaxWeightsBytes);
  if (sha256Hex(bytes) != listed.sha256) throw Unfit(listed.file + " was altered: its SHA-256 is not the listed one");
  SafeTensors tensors = tensorsOf(std::move(bytes), listed.file);
  requireListed(listed, tensors);
  return tensors;
}

/// An older pack lies beside the one in use as ID@WHATEVER.
std::string idOf(const fs::path& folder) {
  const std::string name = nameOf(folder);
  return name.substr(0, name.find('@'));
}

PackManifest manifestIn(const fs::path& folder) {
  const auto text = bytesOf(folder / "model.json", kMaxManifestBytes);
  try {
    PackManifest manifest = manifestFromJson({reinterpret_cast<const char*>(text.data()), text.size()});
    if (manifest.id != idOf(folder)) throw Unfit("model.json calls it \"" + manifest.id + "\"");
    return manifest;
  } catch (const JsonRefused& refused) {
    throw Unfit(std::string("in model.json, ") + refused.what());
  }
}

}  // namespace

Result<PackManifest> readManifest(const fs::path& folder) {
  try {
    return manifestIn(folder);
  } catch (const Unfit& error) {
    return unfit(folder, error.what());
  }
}

Result<Pack> Pack::load(const fs::path& folder) {
  try {
    Pack pack;
    pack.manifest_ = manifestIn(folder);
    for (const PackWeights& listed : pack.manifest_.weights) {
      pack.weights_.emplace(listed.file, verifiedWeights(folder, listed));
    }
    pack.hash_ = packHash(pack.manifest_);
    pack.latentsHash_ = hashOfLatents(pack.manifest_);
    return pack;
  } catch (const Unfit& error) {
    return unfit(folder, error.what());
  }
}

const SafeTensors* Pack::weights(std::string_view file) const {
  const auto found = weights_.find(file);
  return found == weights_.end() ? nullptr : &found->second;
}

Result<Pack> writePackManifest(const fs::path& folder, PackManifest manifest) {
  std::string text;
  try {
    for (PackWeights& weights : manifest.weights) {
      auto bytes = bytesOf(folder / weights.file, Pack::kMaxWeightsBytes);
      weights.sha256 = sha256Hex(bytes);
      weights.tensors = specsOf(tensorsOf(std::move(bytes), weights.file));
    }
    text = manifestToJson(manifest);
    manifestFromJson(text);  // what the reader would refuse is not written
  } catch (const std::runtime_error& error) {
    return unfit(folder, error.what());
  } catch (const nlohmann::json::exception&) {
    return unfit(folder, "its settings or texts are not JSON");
  }
  const std::span<const std::uint8_t> bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  if (auto written = writeFileAtomically(folder / "model.json", bytes); !written) {
    return tl::unexpected(written.error());
  }
  return Pack::load(folder);
}

}  // namespace mien
