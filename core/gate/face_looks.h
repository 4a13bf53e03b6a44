#pragma once
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "core/guard/judge.h"
#include "core/studio/engine.h"

namespace mien {

/// What the networks see in faces that go in: each is looked at once, however many outputs are made of it, and
/// forgotten with it. Any thread.
class FaceLooks {
 public:
  explicit FaceLooks(std::shared_ptr<Judge> judge) : judge_(std::move(judge)) {}
  Look of(const FacePtr& face);

 private:
  std::shared_ptr<Judge> judge_;
  std::mutex mutex_;
  std::vector<std::pair<std::weak_ptr<const Face>, Look>> seen_;
};

}  // namespace mien
