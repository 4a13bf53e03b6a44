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
  void add(const RegionMixes& regions) {
    for (const RegionMix& region : regions) {
      add(region.shape);
      add(region.texture);
    }
  }
  void add(const FaceShare& face) {
    for (const double value : {face.share, face.balance}) add(value);
    for (const auto& own : {face.structure, face.features, face.colour}) add(own);
    add(face.regions);
  }
  void add(const Kept& kept) {
    for (const auto& face : {kept.pose, kept.shape, kept.expression, kept.lighting}) add(face);
  }
  void add(const FaceRef& face) {
    if (const auto* photo = std::get_if<PhotoFaceRef>(&face)) {
      add(std::string_view(photo->digest));
      add(photo->index);
    } else {
      add(std::get<DrawnFaceRef>(face).seed);
      add(std::get<DrawnFaceRef>(face).truncation);
    }
  }
  std::size_t sum() const { return sum_; }

 private:
  std::size_t sum_ = 0;
};

}  // namespace

/// All that a timeline moves counts, for else its frames share one bucket, and each look-up compares the recipes of a
/// whole film; anchors set by hand are left to the comparison.
std::size_t FrameCache::Hash::operator()(const Recipe& recipe) const {
  Mixer mixer;
  for (const double value :
       {recipe.structure, recipe.features, recipe.colour, recipe.balance, recipe.detail, recipe.variation.amount})
    mixer.add(value);
  mixer.add(recipe.regions);
  for (const FaceShare& face : recipe.further) mixer.add(face);
  mixer.add(recipe.path);
  mixer.add(recipe.kept);
  for (const auto& [id, amount] : recipe.directions) {
    mixer.add(id);
    mixer.add(amount);
  }
  mixer.add(recipe.variation.number);
  mixer.add(recipe.surroundings);
  mixer.add(recipe.placement);
  mixer.add(recipe.size);
  for (const FaceRef& face : recipe.faces) mixer.add(face);
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
