#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
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

/// The faces that the model learned from, by their embeddings and their codes (8 bits a number). Immutable; any thread.
class KnownFaces {
 public:
  /// Of an identity pack; empty when it carries none. Errors: Model.
  static Result<KnownFaces> load(const Pack& pack);

  std::size_t size() const { return embeddings_.numbers.size() / kLength; }
  /// The `count` nearest, the nearest first, with distances within 0.01; fewer when there are no more. 16,000 faces
  /// take about 1 ms.
  std::vector<NearestKnown> nearest(const Embedding& embedding, std::size_t count) const;
  /// The same by a portrait pack's codes, which say how a face looks in its picture (shape, pose, light, colours, hair)
  /// more than whose it is: each number weighs what it does to a picture, and 1 is the median distance between two of
  /// the photographs. `code`: structure, colour, features; `latents`: Pack::latentsHash(). None where the list is of
  /// another pack's codes.
  std::vector<NearestKnown> nearestByCode(std::span<const float> code, std::string_view latents,
                                          std::size_t count) const;

 private:
  struct At;
  /// Rows of small numbers, and what the squared distances in their units come to.
  struct Rows {
    std::vector<std::int8_t> numbers;
    std::size_t length = 0;
    float scale = 1;
  };
  NearestKnown known(const At& at, const Rows& rows) const;
  std::vector<NearestKnown> nearestOf(const Rows& rows, std::span<const std::int16_t> wanted, std::size_t count) const;
  static constexpr std::size_t kLength = std::tuple_size_v<Embedding>;
  Rows embeddings_, codes_;
  std::vector<float> codeWeights_;    ///< a code's number times this is a small one
  std::string latents_;               ///< whose codes these are
  std::vector<std::uint8_t> source_;  ///< of each face, in sources_; empty: not known
  std::vector<KnownSource> sources_;
};

}  // namespace mien
