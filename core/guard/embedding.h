#pragma once
#include <array>
#include <cmath>

namespace mien {

/// Whose face it is, by the identity network. Means something beside embeddings of the same pack alone.
using Embedding = std::array<float, 128>;

/// Euclidean; about 0.3 for one person twice, 0.8 for two people.
inline double distance(const Embedding& a, const Embedding& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double d = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    sum += d * d;
  }
  return std::sqrt(sum);
}

}  // namespace mien
