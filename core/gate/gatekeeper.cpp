#include "core/gate/gatekeeper.h"

#include "core/gate/model_standing.h"
#include "core/gate/policy_in_force.h"

namespace mien {
namespace {

/// The networks serve one thread at a time; exports may run on several.
class SharedJudge final : public Judge {
 public:
  explicit SharedJudge(std::unique_ptr<Judge> judge) : judge_(std::move(judge)) {}
  const std::string& hash() const override { return judge_->hash(); }
  const std::string& identityHash() const override { return judge_->identityHash(); }
  std::vector<NearestKnown> nearestKnown(const Embedding& identity, std::size_t count) const override {
    return judge_->nearestKnown(identity, count);  // reads alone
  }
  Look look(const Image8& picture, const FivePoints& points) override {
    const std::lock_guard lock(mutex_);
    return judge_->look(picture, points);
  }
  Look glance(const Image8& picture, const FivePoints& points) override {
    const std::lock_guard lock(mutex_);
    return judge_->glance(picture, points);
  }
  Embedding embed(const Image8& picture, const FivePoints& points) override {
    const std::lock_guard lock(mutex_);
    return judge_->embed(picture, points);
  }

 private:
  std::unique_ptr<Judge> judge_;
  std::mutex mutex_;
};

}  // namespace

Result<std::shared_ptr<Judge>> Gatekeeper::judge() {
  const std::lock_guard lock(mutex_);
  if (judge_) return judge_;
  auto made = factory_();
  if (!made) {
    return fail(made.error().kind, "Outputs can't be judged, so nothing is exported: " + made.error().message);
  }
  judge_ = std::make_shared<SharedJudge>(std::move(*made));
  return judge_;
}

Result<Gate> Gatekeeper::open() {
  if (recordFile().empty()) return tl::unexpected(defaultRecordFile().error());  // no place for it was found
  auto judging = judge();
  if (!judging) return tl::unexpected(judging.error());
  auto record = records_.take();
  if (!record) return tl::unexpected(record.error());
  if (auto usable = checkStanding(**record, (*judging)->hash()); !usable) return tl::unexpected(usable.error());
  auto policy = policyInForce(**record);
  if (!policy) return tl::unexpected(policy.error());
  auto people = ProtectedPeople::open(recordFile().parent_path());
  if (!people) return tl::unexpected(people.error());
  auto spending = readSpending(recordFile());
  if (!spending) return tl::unexpected(spending.error());
  return Gate(std::move(*record), std::move(*judging), std::move(*policy), std::move(*people), std::move(*spending));
}

}  // namespace mien
