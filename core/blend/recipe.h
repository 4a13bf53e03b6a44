#pragma once
#include <cstdint>
#include <functional>
#include <map>
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

/// How far from the mean drawn faces lie unless they are asked for otherwise: nearer than photographs' codes, for faces
/// are cleaner there. 1 is the prior itself, 0 the mean face (truncation, Brock et al. 2019).
inline constexpr double kTypicalTruncation = 0.5;

/// A face drawn from the model's prior.
struct DrawnFaceRef {
  std::uint64_t seed = 0;                  ///< < 2^53, so that JSON holds it exactly
  double truncation = kTypicalTruncation;  ///< 0..1
  friend bool operator==(const DrawnFaceRef&, const DrawnFaceRef&) = default;
};

using FaceRef = std::variant<PhotoFaceRef, DrawnFaceRef>;

/// Whether any of these faces is a photograph's: then an output of them is a composite, else wholly drawn.
bool usesPhotographs(std::span<const FaceRef> faces);

/// As many faces as one mix can have, at least two. They are called A, B, C …
inline constexpr std::size_t kMaxFaces = 8;

/// "a" to "h", and "A" to "H".
std::string letterOf(std::size_t face);
std::string capitalOf(std::size_t face);

/// Where hair, neck and background come from; the letters are faces. Auto: from the face with the largest share, see
/// regionWeights().
enum class Surroundings { A, B, Blend, None, C, D, E, F, G, H, Auto };

/// The crop itself, or the crop pasted back into a parent's photograph.
enum class Placement { Crop, PhotoA, PhotoB, PhotoC, PhotoD, PhotoE, PhotoF, PhotoG, PhotoH };

/// Which of Recipe::faces is named; none for Auto, Blend and None, or for Crop.
std::optional<std::size_t> faceOf(Surroundings value);
std::optional<std::size_t> faceOf(Placement value);

/// What a face after the second has in a mix, 0..1 each: its share of the whole mix, which the faces before it divide
/// among themselves as they would without it. So C's third, D's quarter and so on give equal shares.
struct FaceShare {
  double share = 0;
  std::optional<double> structure, features, colour;  ///< by latent group; none: as `share`
  double balance = 0.5;  ///< its share at which a mix with A alone is equally like both, see Recipe::balance
  RegionMixes regions;   ///< as Recipe::regions
  friend bool operator==(const FaceShare&, const FaceShare&) = default;
};

/// What one face keeps of itself while the rest is mixed; which of the faces, or none.
struct Kept {
  std::optional<std::size_t> pose;        ///< how the head is turned
  std::optional<std::size_t> shape;       ///< all outlines, with pose and expression
  std::optional<std::size_t> expression;  ///< how far eyes and mouth are open, and the smile
  std::optional<std::size_t> lighting;    ///< where light and shade lie on the face
  friend bool operator==(const Kept&, const Kept&) = default;
};

/// How texture codes are mixed on the way from face to face. Shapes are always mixed straight.
enum class Path {
  Spherical,  ///< direction and length separately: as far from the mean as the faces are
  Straight,   ///< the codes' weighted mean: nearer to the mean face half way, so more alike and blander
  Typical     ///< direction as Spherical; the length goes to a typical face's half way, where most faces lie
};

/// Leads a mix away from its faces towards a face that nobody has yet: new ones between these, or around one.
struct Variation {
  double amount = 0;  ///< 0..1: how much of the code is drawn anew; with it the photographs' detail goes
  int number = 1;     ///< which of kVariations
  friend bool operator==(const Variation&, const Variation&) = default;
};
inline constexpr int kVariations = 999;

/// What of a varied mix is still its faces' own: √(1 − amount²), so that code and new code together are as long.
double shareLeft(const Variation& variation);

/// With the share that makes all faces equal.
FaceShare equalShare(std::size_t face);

/// The complete, immutable description of one output: same recipe, pack and device, same bytes.
struct Recipe {
  /// Schema 2 has `mix.balance`, schema 3 `regions`, schema 4 more than two faces, `further`,
  /// `keep`, `directions` and the region surroundings, schema 5 `path`, `variation` and drawn faces of another
  /// truncation, schema 6 Surroundings::Auto; what does without is still written as an older one, so that its bytes
  /// stay.
  static constexpr int kSchema = 6;

  std::string modelId;                                   ///< pack id, e.g. "portrait"
  std::string modelHash;                                 ///< of the engine (EngineInfo::modelHash), 64 hex digits
  std::vector<FaceRef> faces = std::vector<FaceRef>(2);  ///< 2..kMaxFaces
  /// Share of B, 0..1, by latent group; with more faces, of what they leave to A and B.
  double structure = 0.5;
  double features = 0.5;
  double colour = 0.5;
  double balance = 0.5;  ///< the share of B that 0.5 of the three above stands for, 0.1..0.9, see balancedShare()
  RegionMixes regions;   ///< share of B where it differs from `structure` and `features`
  std::vector<FaceShare> further;  ///< of the faces after the second: two fewer than `faces`
  Path path = Path::Spherical;
  Kept kept;
  /// How far the mix is moved along each direction, in standard deviations, by Direction::id; those of 0 are not there.
  std::map<std::string, double, std::less<>> directions;
  std::string directionsHash;  ///< of the pack that says where they lead; empty without directions
  Variation variation;
  double detail = 1.0;  ///< 0 = the network alone, 1 = all of the photographs' detail
  Surroundings surroundings = Surroundings::Auto;
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
std::string_view toString(Path value);
std::optional<Surroundings> surroundingsFromString(std::string_view text);  ///< a, b, blend, none, c, …, auto
std::optional<Placement> placementFromString(std::string_view text);        ///< crop, photo-a, photo-b, …

}  // namespace mien
