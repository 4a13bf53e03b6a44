#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/blend/region.h"

namespace mien {

/// A face in a photograph, named by content alone so that no path or file name travels with a recipe.
struct PhotoFaceRef {
  std::string digest;                 ///< SHA-256 of the photo file's bytes, 64 lower-case hex digits
  int index = 0;                      ///< which of the photo's faces, left to right as found
  std::optional<FivePoints> anchors;  ///< eye, nose and mouth points set by hand, px of the upright photo
  friend bool operator==(const PhotoFaceRef&, const PhotoFaceRef&) = default;
};

/// A face drawn from the model's prior.
struct DrawnFaceRef {
  std::uint64_t seed = 0;  ///< < 2^53, so that JSON holds it exactly
  friend bool operator==(const DrawnFaceRef&, const DrawnFaceRef&) = default;
};

using FaceRef = std::variant<PhotoFaceRef, DrawnFaceRef>;

/// Whether any of these faces is a photograph's: then an output of them is a composite, else wholly drawn.
bool usesPhotographs(std::span<const FaceRef> faces);

/// Where hair, neck and background come from.
enum class Surroundings { A, B, Blend, None };

/// The crop itself, or the crop pasted back into a parent's photograph.
enum class Placement { Crop, PhotoA, PhotoB };

/// The complete, immutable description of one output: same recipe, pack and device, same bytes.
struct Recipe {
  /// Schema 2 has `mix.balance`, schema 3 `regions`; what does without is still written as an older one, so that its
  /// bytes stay.
  static constexpr int kSchema = 3;

  std::string modelId;    ///< pack id, e.g. "portrait"
  std::string modelHash;  ///< of the engine (EngineInfo::modelHash), 64 hex digits
  std::array<FaceRef, 2> faces;
  /// Share of B, 0..1, by latent group.
  double structure = 0.5;
  double features = 0.5;
  double colour = 0.5;
  double balance = 0.5;  ///< the share of B that 0.5 of the three above stands for, 0.1..0.9, see balancedShare()
  RegionMixes regions;   ///< share of B where it differs from `structure` and `features`
  double detail = 1.0;   ///< 0 = the network alone, 1 = all of the photographs' detail
  Surroundings surroundings = Surroundings::Blend;
  Placement placement = Placement::Crop;
  int size = 512;  ///< side of the crop, px: 256, 512 or 1024; a pasted photo keeps its own size

  friend bool operator==(const Recipe&, const Recipe&) = default;
};

/// Canonical JSON (sorted keys, shortest round-trip numbers): equal recipes give equal bytes.
std::string toJson(const Recipe& recipe);

/// Strict parser: unknown schema or field, missing field, wrong type, NaN or out of range are refused with the
/// field's name (ErrorKind::Input).
Result<Recipe> recipeFromJson(std::string_view json);

std::string_view toString(Surroundings value);
std::string_view toString(Placement value);
std::optional<Surroundings> surroundingsFromString(std::string_view text);  ///< a, b, blend, none
std::optional<Placement> placementFromString(std::string_view text);        ///< crop, photo-a, photo-b

}  // namespace mien
