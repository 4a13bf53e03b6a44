#pragma once
#include <functional>
#include <string>

namespace mien {

/// Makes this installation's seal (64 hex digits) of a face's digestOf(), which nobody else can make; empty when it
/// can't. Any thread.
using Sealer = std::function<std::string(const std::string& digest)>;

}  // namespace mien
