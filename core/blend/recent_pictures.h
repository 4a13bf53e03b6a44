#pragma once
#include <cstddef>
#include <deque>
#include <memory>

#include "core/blend/aligned_face.h"

namespace mien {

/// Keeps pictures of faces alive in bounded memory: those used longest ago go first. Thread: one.
class RecentPictures {
 public:
  using Pictures = std::shared_ptr<const AlignedFace::Pictures>;

  explicit RecentPictures(std::size_t capacityBytes) : capacity_(capacityBytes) {}

  /// These were used now. The `needed` that were used last stay, however large they are.
  void use(const Pictures& pictures, std::size_t needed);

  std::size_t bytes() const { return bytes_; }
  std::size_t count() const { return pictures_.size(); }

 private:
  std::size_t capacity_;
  std::size_t bytes_ = 0;
  std::deque<Pictures> pictures_;  ///< used last, last first
};

}  // namespace mien
