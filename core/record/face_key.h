#pragma once
#include <string>

#include "core/blend/recipe.h"

namespace mien {

/// How the record names a face: "drawn:SEED" ("drawn:SEED@TRUNCATION" when that is not
/// the typical one), or, of a photograph, the SHA-256 (64 hex digits) of the photograph's
/// digest, the face's index and the anchors set by hand. Says nothing of the person to who lacks the photograph.
std::string faceKey(const FaceRef& face);

/// Of a face that was drawn from the model: nobody's, so it needs no consent.
bool isDrawnKey(const std::string& key);

}  // namespace mien
