#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/guard/embedding.h"

namespace mien {

class Pack;

/// The nearest of the faces that the model learned from.
struct NearestKnown {
  double distance = 0;
  std::int64_t number = 0;  ///< from 1: the training photographs in the order of their face set's list
  std::int64_t of = 0;      ///< how many there are
};

/// The faces that the model learned from, by their embeddings alone (8 bits a number): no picture can be made of them.
/// Immutable; any thread.
class KnownFaces {
 public:
  /// Of an identity pack; empty when it carries none. Errors: Model.
  static Result<KnownFaces> load(const Pack& pack);

  std::size_t size() const { return numbers_.size() / kLength; }
  /// Its distance within 0.01; none when there are none. 16,000 faces take about 1 ms.
  std::optional<NearestKnown> nearest(const Embedding& embedding) const;

 private:
  static constexpr std::size_t kLength = std::tuple_size_v<Embedding>;
  std::vector<std::int8_t> numbers_;
  float scale_ = 1;
};

}  // namespace mien
