#pragma once
#include <functional>
#include <memory>
#include <utility>

#include "core/studio/fake_judge.h"

namespace mien {

/// makeFakeJudge()'s, whose looks a test changes.
class AlteredJudge final : public Judge {
 public:
  using Alter = std::function<void(Look& look, const Image8& picture)>;
  explicit AlteredJudge(Alter alter) : alter_(std::move(alter)) {}
  const std::string& hash() const override { return judge_->hash(); }
  const std::string& identityHash() const override { return judge_->identityHash(); }
  std::vector<NearestKnown> nearestKnown(const Embedding& identity, std::size_t count) const override {
    return judge_->nearestKnown(identity, count);
  }
  Look look(const Image8& picture, const FivePoints& points) override {
    Look look = judge_->look(picture, points);
    alter_(look, picture);
    return look;
  }
  Embedding embed(const Image8& picture, const FivePoints& points) override { return judge_->embed(picture, points); }

 private:
  const Alter alter_;
  std::unique_ptr<Judge> judge_ = makeFakeJudge().value();
};

}  // namespace mien
