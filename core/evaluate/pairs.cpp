#include "core/evaluate/pairs.h"

#include <cassert>
#include <random>

namespace mien {

std::vector<std::pair<std::size_t, std::size_t>> fixedPairs(std::size_t rows, std::size_t count, std::uint64_t seed) {
  assert(rows >= 2);
  std::mt19937_64 random(seed);
  std::vector<std::pair<std::size_t, std::size_t>> pairs(count);
  for (auto& [first, second] : pairs) {
    first = random() % rows;
    second = random() % (rows - 1);
    if (second >= first) ++second;
  }
  return pairs;
}

}  // namespace mien
