#pragma once
#include <cstddef>
#include <list>
#include <memory>
#include <unordered_map>

#include "core/base/image.h"
#include "core/blend/recipe.h"

namespace mien {

/// Rendered frames by their recipe, in bounded memory: whoever was asked for longest ago goes first. A frame of a
/// recipe never grows old, so a changed keyframe needs no clearing: the frames it changes have other recipes.
/// Thread: one.
class FrameCache {
 public:
  /// Recipes that differ in what a timeline can move have another.
  struct Hash {
    std::size_t operator()(const Recipe& recipe) const;
  };

  explicit FrameCache(std::size_t capacityBytes) : capacity_(capacityBytes) {}

  /// A frame larger than the whole cache is not kept.
  void insert(const Recipe& recipe, std::shared_ptr<const Image8> pixels);
  /// Null when it isn't here; asking keeps it longer.
  std::shared_ptr<const Image8> find(const Recipe& recipe);
  bool contains(const Recipe& recipe) const { return places_.contains(recipe); }

  std::size_t bytes() const { return bytes_; }
  std::size_t capacity() const { return capacity_; }
  std::size_t count() const { return frames_.size(); }

 private:
  struct Held {
    Recipe recipe;
    std::shared_ptr<const Image8> pixels;
  };

  std::size_t capacity_;
  std::size_t bytes_ = 0;
  std::list<Held> frames_;  ///< most lately used first
  std::unordered_map<Recipe, std::list<Held>::iterator, Hash> places_;
};

}  // namespace mien
