#pragma once
#include <mutex>

#include "core/record/history_files.h"
#include "core/record/record.h"

namespace mien {

/// Whether the signed history is whole, as far as can be told before every export: no entry of it is missing, was put
/// in or altered, but for what a reviewer has accepted as it lies; and the outputs that are held are still what it says
/// of them, or a mix that is held would not be known, and so are the reviewers, or nobody would be asked. What entries
/// say is looked at by who goes by it, and all rows by verifyHistory(). Remembers how far it has read: asked again, it
/// reads what is new. For one record. Any thread.
class HistoryChain {
 public:
  /// Errors: Input, with where it is broken and what to do.
  Result<void> follow(const Record& record);

 private:
  std::mutex mutex_;
  LogHead read_;  ///< whole up to here
};

}  // namespace mien
