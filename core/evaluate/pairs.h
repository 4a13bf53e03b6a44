#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace mien {

/// `count` pairs of different rows among `rows` (≥ 2), the same on every machine: two raw 64-bit outputs of
/// std::mt19937_64(seed) a pair, first modulo `rows`, second modulo `rows − 1` and stepped over the first. A pair may
/// come twice. std:: distributions are not used because their results differ between standard libraries.
std::vector<std::pair<std::size_t, std::size_t>> fixedPairs(std::size_t rows, std::size_t count, std::uint64_t seed);

}  // namespace mien
