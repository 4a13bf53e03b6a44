#pragma once
#include "core/record/change.h"
#include "core/record/recall.h"

namespace mien {

/// What a report says of its recall beside the outputs.
struct RecallWords {
  std::string reason;
  std::string reviewer;  ///< who signed for it; empty: nobody
  std::string user;      ///< of this machine, where no reviewer did; empty: not known
};

/// Tells the history of the recall, and fills in the report's texts, signed by the record's key. Throws what SQLite
/// throws.
void writeReport(Change& change, const RecallChoice& choice, const RecallWords& words, RecallReport& report);

/// Fills in the texts of a report about a recall that happened at `time` and is `entry` of the history, as seen `now`:
/// what it was chosen by is not kept.
void writeReportAgain(std::int64_t entry, std::int64_t time, std::int64_t now, const RecallWords& words,
                      const SigningKey& key, RecallReport& report);

}  // namespace mien
