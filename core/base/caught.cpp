#include "core/base/caught.h"

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

namespace mien {
namespace {

/// libtorch and OpenCV have exceptions of their own for it, which say so in words alone.
bool isOutOfMemory(const std::exception& caught) {
  if (dynamic_cast<const std::bad_alloc*>(&caught) != nullptr) return true;
  constexpr std::array<std::string_view, 4> words{"can't allocate memory", "not enough memory", "out of memory",
                                                  "Insufficient memory"};
  const std::string_view said = caught.what();
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return said.find(word) != std::string_view::npos; });
}

}  // namespace

std::string sentenceFor(const std::exception& caught, const std::string& doing, const std::string& with) {
  if (isOutOfMemory(caught)) return "The memory is full: close other programs, or choose a smaller size.";
  return doing + " (" + caught.what() + "): please report this with " + with + ".";
}

}  // namespace mien
