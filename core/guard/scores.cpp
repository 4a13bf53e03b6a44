#include "core/guard/scores.h"

#include "core/guard/rule.h"

namespace mien {

void keepWorse(Scores& film, const Scores& next, std::int64_t frame) {
  for (const auto& [id, score] : next) {
    const Rule* rule = findRule(id);
    Score& kept = film[id];
    if (rule == nullptr || !score.value) continue;
    if (kept.value && worse(*rule, *kept.value, *score.value) == *kept.value) continue;
    kept = score;
    kept.frame = frame;
  }
}

}  // namespace mien
