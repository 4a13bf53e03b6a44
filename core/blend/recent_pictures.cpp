#include "core/blend/recent_pictures.h"

namespace mien {
namespace {

std::size_t bytesOf(const AlignedFace::Pictures& pictures) {
  return sizeof(float) * (pictures.pixels.size() + pictures.detail.size() + pictures.known.size());
}

}  // namespace

void RecentPictures::use(const Pictures& pictures, std::size_t needed) {
  if (std::erase(pictures_, pictures) == 0) bytes_ += bytesOf(*pictures);
  pictures_.push_front(pictures);
  while (bytes_ > capacity_ && pictures_.size() > needed) {
    bytes_ -= bytesOf(*pictures_.back());
    pictures_.pop_back();
  }
}

}  // namespace mien
