#pragma once
#include <array>
#include <map>
#include <string>

#include "core/guard/policy.h"
#include "core/guard/verdict.h"
#include "core/record/record.h"

namespace mien {

/// What a policy would have made of past outputs, from the scores in their verdicts.
struct WhatIf {
  int outputs = 0;                                   ///< that were looked at
  std::array<int, 4> before{}, after{};              ///< by Outcome
  std::map<std::string, std::array<int, 3>> byRule;  ///< of rules that would speak: outputs by Action
};

/// Tries `policy` on the newest `last` outputs. One whose verdict was erased, or lacks a rule that came later, is left
/// out. Errors: as any reading.
Result<WhatIf> whatIf(const Record& record, const Policy& policy, int last = 100);

}  // namespace mien
