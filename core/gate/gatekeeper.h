#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/gate/gate.h"
#include "core/guard/judge.h"
#include "core/record/record_pool.h"

namespace mien {

/// Knows what every export needs to be judged: the judging networks, loaded when they are first needed, and where the
/// record lies. One for all exports of a process. Any thread.
class Gatekeeper {
 public:
  using JudgeFactory = std::function<Result<std::unique_ptr<Judge>>()>;

  Gatekeeper(std::filesystem::path recordFile, JudgeFactory factory)
      : records_(std::move(recordFile)), factory_(std::move(factory)) {}

  const std::filesystem::path& recordFile() const { return records_.file(); }

  /// For one export, with the policy and the list of protected people as they are now. Errors: Model (no judging
  /// networks), Blocked (no policy, or a list that can't be used), Input (a damaged history), Disk and Input as the
  /// record: nothing is exported.
  Result<Gate> open();
  /// Errors: Model.
  Result<std::shared_ptr<Judge>> judge();
  /// As whom the networks see faces that go in. Errors: Model.
  Result<std::vector<Embedding>> identitiesOf(const std::vector<FacePtr>& faces);

 private:
  RecordPool records_;
  const JudgeFactory factory_;
  std::mutex mutex_;
  std::shared_ptr<Judge> judge_;
  std::shared_ptr<FaceLooks> looks_;  ///< with judge_
  const std::shared_ptr<HistoryChain> chain_ = std::make_shared<HistoryChain>();
  const std::shared_ptr<NotedCosts> costs_ = std::make_shared<NotedCosts>(chain_);
};

}  // namespace mien
