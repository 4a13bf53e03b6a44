#pragma once
#include <optional>
#include <string>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/blend/latent.h"
#include "core/blend/photo_size.h"
#include "core/blend/recipe.h"

namespace mien {

/// All that an engine needs to bring an aligned face back without its photograph, with the same pixels.
struct SavedFace {
  FaceRef ref;
  Landmarks landmarks{};             ///< unit square of the crop
  std::optional<Similarity> toCrop;  ///< px of the upright photo → unit square; none for a drawn face
  Image8 picture;                    ///< RGB, square; what it covers is the engine's matter
  Latent latent;                     ///< of the pack that it names
  std::optional<PhotoSize> photo;    ///< none for a drawn face, and for one saved before this was kept
  std::optional<int> otherFaces;     ///< in the photograph, at least half as large; none: not known
  /// This installation made all of it of what `ref` names, or knows by its own seal that it once did.
  bool proven = false;
  friend bool operator==(const SavedFace&, const SavedFace&) = default;
};

/// SHA-256 (64 hex digits) over all of it but `proven`: says which face it is, whatever photograph it names.
std::string digestOf(const SavedFace& face);

}  // namespace mien
