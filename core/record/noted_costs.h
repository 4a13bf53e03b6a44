#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/record/history_chain.h"
#include "core/record/history_files.h"
#include "core/record/record.h"

namespace mien {

/// Amounts by currency, e.g. "EUR".
using Money = std::map<std::string, double>;

/// What was spent, by the signed history and not by the rows of costs, which somebody may have altered or deleted.
/// Remembers how far it has read: asked again, it reads what is new. For one record. Any thread.
class NotedCosts {
 public:
  /// `chain` is followed before anything is believed.
  explicit NotedCosts(std::shared_ptr<HistoryChain> chain) : chain_(std::move(chain)) {}

  /// By all entries from the first one at `ms` (UTC, since 1970) or later on, in the order in which they are signed:
  /// setting the clock back takes none away. Errors: Input where the history is damaged, or what entries since then
  /// say.
  Result<Money> since(const Record& record, std::int64_t ms);

 private:
  const std::shared_ptr<HistoryChain> chain_;
  std::mutex mutex_;
  std::int64_t from_ = 0;
  LogHead read_;  ///< the last entry that is in `money_`
  Money money_;
};

}  // namespace mien
