#include "core/gate/gatekeeper.h"

#include "core/gate/model_standing.h"
#include "core/gate/policy_in_force.h"
#include "core/gate/protection.h"
#include "core/record/history.h"

namespace mien {
namespace {

/// The networks serve one thread at a time; exports may run on several.
class SharedJudge final : public Judge {
 public:
  explicit SharedJudge(std::unique_ptr<Judge> judge) : judge_(std::move(judge)) {}
  const std::string& hash() const override { return judge_->hash(); }
  const std::string& identityHash() const override { return judge_->identityHash(); }
  bool isShipped() const override { return judge_->isShipped(); }
  std::vector<NearestKnown> nearestKnown(const Embedding& identity, std::size_t count) const override {
    return judge_->nearestKnown(identity, count);  // reads alone
  }
  std::vector<NearestKnown> nearestByCode(std::span<const float> code, std::string_view latents,
                                          std::size_t count) const override {
    return judge_->nearestByCode(code, latents, count);
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

/// Whoever takes the list away, or puts an older one in its place, must not be able to take the protection away
/// unnoticed: the signed history knows who is protected.
Result<ProtectedPeople> peopleInForce(const Record& record) {
  auto protection = protectionOf(record);
  if (!protection) return tl::unexpected(protection.error());
  if (protection->missing.empty()) return std::move(protection->people);
  const std::string number = std::to_string(protection->missing.front());
  return fail(ErrorKind::Blocked, "Protected person number " + number + " is missing from the list in " +
                                      record.file().parent_path().string() +
                                      ", so nothing is exported: put the list and its key back, protect this person "
                                      "again, or end it in the review's Protected people (mien protect remove " +
                                      number + ").");
}

/// Altered networks judge everything well.
Result<void> checkNetworks(const Record& record, const Judge& judge) {
  if (judge.isShipped()) return {};
  const auto accepted = acceptedNetworks(record);
  if (!accepted) return tl::unexpected(accepted.error());
  if (*accepted && **accepted == judge.hash()) return {};
  return fail(ErrorKind::Blocked,
              "The judging networks (the model packs identity and judge) are not those that Mien came with, "
              "so nothing is exported: put these back, or accept the others with mien policy "
              "accept-networks.");
}

}  // namespace

Result<std::shared_ptr<Judge>> Gatekeeper::judge() {
  const std::lock_guard lock(mutex_);
  if (judge_) return judge_;
  auto made = factory_();
  if (!made) {
    return fail(made.error().kind, "Outputs can't be judged, so nothing is exported: " + made.error().message);
  }
  judge_ = std::make_shared<SharedJudge>(std::move(*made));
  looks_ = std::make_shared<FaceLooks>(judge_);
  return judge_;
}

Result<std::vector<Embedding>> Gatekeeper::identitiesOf(const std::vector<FacePtr>& faces) {
  if (const auto opened = judge(); !opened) return tl::unexpected(opened.error());
  std::vector<Embedding> identities;
  identities.reserve(faces.size());
  for (const FacePtr& face : faces) identities.push_back(looks_->of(face).identity);
  return identities;
}

Result<Gate> Gatekeeper::open() {
  if (recordFile().empty()) return tl::unexpected(defaultRecordFile().error());  // no place for it was found
  auto judging = judge();
  if (!judging) return tl::unexpected(judging.error());
  auto record = records_.take();
  if (!record) return tl::unexpected(record.error());
  // First, for all that follows goes by what the history says last.
  if (auto whole = chain_->follow(**record); !whole) return tl::unexpected(whole.error());
  if (auto usable = checkStanding(**record, (*judging)->hash()); !usable) return tl::unexpected(usable.error());
  if (auto known = checkNetworks(**record, **judging); !known) return tl::unexpected(known.error());
  auto policy = policyInForce(**record);
  if (!policy) return tl::unexpected(policy.error());
  auto people = peopleInForce(**record);
  if (!people) return tl::unexpected(people.error());
  auto spending = spendingInForce(**record);
  if (!spending) return tl::unexpected(spending.error());
  return Gate(std::move(*record), std::move(*judging), looks_, std::move(*policy), std::move(*people),
              std::move(*spending), costs_);
}

}  // namespace mien
