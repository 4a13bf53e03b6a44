#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/model/safetensors.h"

namespace mien {

enum class PackKind { Finder, Landmarker, Portrait, Identity, Judge, Witness, Directions };

/// What model.json says of one tensor.
struct TensorSpec {
  DType dtype = DType::F32;
  std::vector<std::int64_t> shape;
  friend bool operator==(const TensorSpec&, const TensorSpec&) = default;
};

/// One weights file beside model.json.
struct PackWeights {
  std::string file;    ///< a plain name that ends in .safetensors
  std::string sha256;  ///< of the file
  std::map<std::string, TensorSpec> tensors;
  friend bool operator==(const PackWeights&, const PackWeights&) = default;
};

/// One set of pictures that the weights learned from.
struct PackData {
  std::string name, licence, use, attribution;
  std::uint64_t count = 0;  ///< pictures
  friend bool operator==(const PackData&, const PackData&) = default;
};

/// Length of the code by group.
struct LatentGroups {
  int structure = 0, colour = 0, features = 0;
  friend bool operator==(const LatentGroups&, const LatentGroups&) = default;
};

/// model.json, schema 1.
struct PackManifest {
  static constexpr int kSchema = 1;

  std::string id;  ///< the folder's name, or what stands before an @ in it; a–z, 0–9, - and _
  std::string version, title, licence;
  PackKind kind = PackKind::Portrait;
  std::vector<PackWeights> weights;
  std::optional<CropTemplate> crop;
  std::optional<LatentGroups> latent;
  std::string settings = "{}";  ///< a JSON object, canonical; what it holds is the networks' affair
  std::vector<PackData> data;
};

std::string_view toString(PackKind kind);  ///< finder, landmarks, portrait, identity, judge, witness, directions

/// A model pack, verified as a whole. Immutable; any thread.
class Pack {
 public:
  static constexpr std::int64_t kMaxWeightsBytes = 40'000'000;  ///< of one file

  /// Reads FOLDER/model.json and all its weights. Nothing is handed out unless everything is right: schema, id, each
  /// file's SHA-256 and size, each tensor's type and shape with none more or less, no NaN or infinity.
  /// Errors: Model, naming the pack, the file and what to do.
  static Result<Pack> load(const std::filesystem::path& folder);

  const PackManifest& manifest() const { return manifest_; }
  /// SHA-256 over the digests of the weights and over crop, latent groups and settings: all that shapes an output.
  const std::string& hash() const { return hash_; }
  /// Whose latents its codes are: the hash of the portrait pack that its settings name as `latents_of`, else its own.
  const std::string& latentsHash() const { return latentsHash_; }
  /// By file name; nullptr when the pack has none of it.
  const SafeTensors* weights(std::string_view file) const;

 private:
  Pack() = default;
  PackManifest manifest_;
  std::string hash_, latentsHash_;
  std::map<std::string, SafeTensors, std::less<>> weights_;
};

/// Writes FOLDER/model.json for the weights files that `manifest` names and that lie in the folder; their digests and
/// tensors are filled in. What was written is then loaded and verified. Errors: as load, and Disk.
Result<Pack> writePackManifest(const std::filesystem::path& folder, PackManifest manifest);

}  // namespace mien
