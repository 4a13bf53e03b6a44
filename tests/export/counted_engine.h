#pragma once
#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "core/studio/fake_engine.h"
#include "core/studio/studio.h"

/// What a CountedEngine does, seen and steered from any thread.
struct Count {
  std::atomic<int> rendered = 0;
  std::atomic<int> milliseconds = 0;  ///< that each render takes at least
  std::atomic<bool> held = false;     ///< renders wait
};

/// The fake engine with flat frames, at the speed that a test asks for.
class CountedEngine final : public mien::Engine {
 public:
  explicit CountedEngine(std::shared_ptr<Count> count) : fake_(*mien::makeFakeEngine()), count_(std::move(count)) {}
  mien::EngineInfo info() const override { return fake_->info(); }
  mien::Result<std::vector<mien::FoundFace>> find(const mien::Photo& photo) override { return fake_->find(photo); }
  mien::Result<mien::FacePtr> prepare(const mien::Photo& photo, const mien::PhotoFaceRef& ref) override {
    return fake_->prepare(photo, ref);
  }
  mien::Result<mien::FacePtr> draw(const mien::DrawnFaceRef& ref) override { return fake_->draw(ref); }
  mien::Result<mien::FacePtr> restore(const mien::SavedFace& saved) override { return fake_->restore(saved); }
  mien::Result<mien::Frame> render(const mien::Recipe& recipe, const std::vector<mien::FacePtr>& faces,
                                   const std::vector<const mien::Photo*>& /*photos*/) override {
    while (count_->held) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::this_thread::sleep_for(std::chrono::milliseconds(count_->milliseconds));
    ++count_->rendered;
    if (faces[0]->ref() != recipe.faces[0] || faces[1]->ref() != recipe.faces[1])
      return fail(mien::ErrorKind::Input, "Other faces.");
    mien::Frame frame;
    frame.recipe = recipe;
    frame.pixels = mien::Image8(recipe.size, recipe.size, 3);
    std::fill_n(frame.pixels.data(), frame.pixels.size(), static_cast<std::uint8_t>(recipe.features * 255));
    return frame;
  }

 private:
  std::unique_ptr<mien::Engine> fake_;
  std::shared_ptr<Count> count_;
};

inline mien::Studio::EngineFactory counted(std::shared_ptr<Count> count) {
  return [count]() -> mien::Result<std::unique_ptr<mien::Engine>> { return std::make_unique<CountedEngine>(count); };
}

inline mien::Recipe recipeOf(const mien::FaceRef& a, const mien::FaceRef& b) {
  const mien::EngineInfo info = (*mien::makeFakeEngine())->info();
  mien::Recipe recipe;
  recipe.modelId = info.modelId;
  recipe.modelHash = info.modelHash;
  recipe.faces = {a, b};
  recipe.size = 256;
  return recipe;
}
