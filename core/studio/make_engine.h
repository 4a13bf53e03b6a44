#pragma once
#include "core/model/installed_packs.h"
#include "core/studio/engine.h"

namespace mien {

/// The engine over these packs, which are verified first; `device` as for makeEngine() of a folder. Errors: Model.
Result<std::unique_ptr<Engine>> makeEngine(const EnginePacks& packs, const std::string& device = "auto");

}  // namespace mien
