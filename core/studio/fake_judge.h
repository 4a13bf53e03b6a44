#pragma once
#include <memory>

#include "core/guard/judge.h"

namespace mien {

/// A judge without networks, for tests and pictures of the window: tells faces apart by how light lies on them, takes
/// everything for a face, and everybody for 35 years old.
Result<std::unique_ptr<Judge>> makeFakeJudge();

}  // namespace mien
