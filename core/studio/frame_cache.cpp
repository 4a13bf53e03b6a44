#include "core/studio/frame_cache.h"

#include <functional>
#include <string_view>
#include <utility>

namespace mien {
namespace {

class Mixer {
 public:
  template <class T>
  void add(const T& value) {
    sum_ ^= std::hash<T>()(value) + 0x9e3779b97f4a7c15ULL + (sum_ << 6U) + (sum_ >> 2U);
  }
  std::size_t sum() const { return sum_; }

 private:
  std::size_t sum_ = 0;
};

}  // namespace

/// Frames of one timeline differ in their mix; anchors set by hand are left to the comparison.
std::size_t FrameCache::Hash::operator()(const Recipe& recipe) const {
  Mixer mixer;
  for (const double value :
       {recipe.structure, recipe.features, recipe.colour, recipe.balance, recipe.detail, recipe.variation.amount})
    mixer.add(value);
  for (const RegionMix& region : recipe.regions) {
    mixer.add(region.shape.value_or(-1));
    mixer.add(region.texture.value_or(-1));
  }
  mixer.add(recipe.variation.number);
  mixer.add(static_cast<int>(recipe.surroundings));
  mixer.add(static_cast<int>(recipe.placement));
  mixer.add(recipe.size);
  for (const FaceRef& face : recipe.faces) {
    if (const auto* photo = std::get_if<PhotoFaceRef>(&face)) {
      mixer.add(std::string_view(photo->digest));
      mixer.add(photo->index);
    } else {
      mixer.add(std::get<DrawnFaceRef>(face).seed);
    }
  }
  return mixer.sum();
}

void FrameCache::insert(const Recipe& recipe, std::shared_ptr<const Image8> pixels) {
  if (!pixels || pixels->size() > capacity_ || find(recipe)) return;
  bytes_ += pixels->size();
  frames_.push_front({recipe, std::move(pixels)});
  places_.emplace(recipe, frames_.begin());
  while (bytes_ > capacity_) {
    bytes_ -= frames_.back().pixels->size();
    places_.erase(frames_.back().recipe);
    frames_.pop_back();
  }
}

std::shared_ptr<const Image8> FrameCache::find(const Recipe& recipe) {
  const auto place = places_.find(recipe);
  if (place == places_.end()) return nullptr;
  frames_.splice(frames_.begin(), frames_, place->second);
  return place->second->pixels;
}

}  // namespace mien
