#pragma once
#include "core/project/carried.h"
#include "core/project/project.h"

namespace mien {

/// A project that makes what a picture or film says it is made of. Its photographs must be found first.
Project projectOfCarried(const Carried& carried);

}  // namespace mien
