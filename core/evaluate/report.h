#pragma once
#include <string>

#include "core/evaluate/evaluate.h"

namespace mien {

inline constexpr int kEvaluationSchema = 1;

/// The report as JSON: what was asked, model, device, judges, counts, and the figures of everyone ("all") and of each
/// group ("race", "gender", "source", "parents"). "…1" and "…01" are shares within the witness's thresholds of 1 % and
/// 0.1 % false matches. Shares are 0..1; figures that were not measured are left out.
std::string toJson(const Evaluation& evaluation);

}  // namespace mien
