#include "core/gate/face_looks.h"

#include <algorithm>

#include "core/gate/facts.h"

namespace mien {

Look FaceLooks::of(const FacePtr& face) {
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(seen_, [](const auto& seen) { return seen.first.expired(); });
    const auto known = std::find_if(seen_.begin(), seen_.end(), [&](const auto& s) { return s.first.lock() == face; });
    if (known != seen_.end()) return known->second;
  }
  const Look look = lookOf(*judge_, *face);  // without the lock: it takes its time
  const std::lock_guard lock(mutex_);
  seen_.emplace_back(face, look);
  return look;
}

}  // namespace mien
