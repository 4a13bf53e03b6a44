#pragma once
#include <memory>

#include "core/studio/engine.h"

namespace mien {

/// An engine without weights for tests and pictures of the window. Deterministic: draws cartoon faces, "finds" a face
/// at a fixed place of any photo (two in a wide one, none in a photo of one single colour), and mixes by a cross-fade
/// that every field of the recipe changes visibly.
Result<std::unique_ptr<Engine>> makeFakeEngine();

/// The same as another model: its saved faces and recipes are that model's alone.
Result<std::unique_ptr<Engine>> makeFakeEngineOf(const std::string& modelHash);

}  // namespace mien
