#include "core/guard/scores.h"

#include <algorithm>

#include "core/guard/rule.h"

namespace mien {

std::string faceLetter(std::string_view subject) {
  return {static_cast<char>(subject.at(0) - 'a' + 'A')};
}

void keepWorse(Scores& film, const Scores& next, std::int64_t frame) {
  for (const auto& [id, score] : next) {
    const Rule* rule = findRule(id);
    Score& kept = film[id];
    if (!score.value) continue;
    const auto worst = [rule](double a, double b) { return rule != nullptr ? worse(*rule, a, b) : std::min(a, b); };
    if (kept.value && worst(*kept.value, *score.value) == *kept.value) continue;
    kept = score;
    kept.frame = frame;
  }
}

}  // namespace mien
