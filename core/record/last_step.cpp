#include "core/record/last_step.h"

#include "core/record/as_it_lies.h"
#include "core/record/sql.h"

namespace mien {

Result<std::optional<LastStep>> lastStep(SQLite::Database& db, const std::string& publicKey, StepsOf steps,
                                         const std::string& outputs, const std::string& value) {
  const std::string kinds = steps == StepsOf::Hold ? "'flagged', 'rejected', 'approved'" : "'recalled', 'approved'";
  // The plus signs keep SQLite to the index by subject: walking along the log or its kinds takes far longer.
  SQLite::Statement last = sql::query(db,
                                      "SELECT seq, CAST(substr(subject, 8) AS INTEGER), kind FROM log WHERE subject IN "
                                      "(SELECT 'output:' || id FROM outputs WHERE id IN (" +
                                          outputs + ")) AND +kind IN (" + kinds + ") ORDER BY +seq DESC LIMIT 1",
                                      value);
  if (!last.executeStep()) return std::nullopt;
  const LastStep step{last.getColumn(1).getInt64(), outputStateFrom(last.getColumn(2).getString()).value()};
  if (step.to == OutputState::Approved && !mayCount(db, last.getColumn(0).getInt64(), publicKey))
    return fail(ErrorKind::Input, "The approval of output " + std::to_string(step.output) +
                                      " is not one that the history has signed: look with mien history verify, then "
                                      "restore a backup.");
  return step;
}

std::optional<HeldMix> heldBy(const std::optional<LastStep>& step) {
  if (!step || step->to == OutputState::Approved) return std::nullopt;
  return HeldMix{step->output, step->to};
}

std::optional<std::int64_t> recalledBy(const std::optional<LastStep>& step) {
  if (!step || step->to != OutputState::Recalled) return std::nullopt;
  return step->output;
}

}  // namespace mien
