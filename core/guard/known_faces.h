#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/guard/embedding.h"

namespace mien {

class Pack;

/// The set that a training photograph is of, as the pack names it. All empty: the pack doesn't say.
struct KnownSource {
  std::string name, licence, attribution;
};

/// One of the faces that the model learned from, near to another face.
struct NearestKnown {
  double distance = 0;
  std::int64_t number = 0;  ///< from 1: the training photographs in the order of their face set's list
  std::int64_t of = 0;      ///< how many there are
  KnownSource source;
};

/// The faces that the model learned from, by their embeddings alone (8 bits a number): no picture can be made of them.
/// Immutable; any thread.
class KnownFaces {
 public:
  /// Of an identity pack; empty when it carries none. Errors: Model.
  static Result<KnownFaces> load(const Pack& pack);

  std::size_t size() const { return numbers_.size() / kLength; }
  /// The `count` nearest, the nearest first, with distances within 0.01; fewer when there are no more. 16,000 faces
  /// take about 1 ms.
  std::vector<NearestKnown> nearest(const Embedding& embedding, std::size_t count) const;

 private:
  struct At;
  NearestKnown known(const At& at) const;
  static constexpr std::size_t kLength = std::tuple_size_v<Embedding>;
  std::vector<std::int8_t> numbers_;
  std::vector<std::uint8_t> source_;  ///< of each face, in sources_; empty: not known
  std::vector<KnownSource> sources_;
  float scale_ = 1;
};

}  // namespace mien
