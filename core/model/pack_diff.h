#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/pack.h"

namespace mien {

/// One thing that both packs, or one of them, say of themselves; empty: nothing.
struct PackField {
  std::string name, a, b;
  bool same() const { return a == b; }
};

/// A tensor that differs, or that one pack lacks.
struct TensorDifference {
  std::string file, name;
  std::optional<TensorSpec> a, b;
  /// When type and shape are alike: share of the values that differ, 0..1, and the largest difference (0 for types that
  /// are no floats).
  double share = 0, largest = 0;
};

struct PackDifference {
  bool sameHash = false;          ///< nothing that shapes an output differs
  std::vector<PackField> about;   ///< schema, id, version, kind, title, licence, hash
  std::vector<PackField> layout;  ///< crop template, latent groups, settings of the networks
  std::vector<TensorDifference> tensors;
  std::size_t sameTensors = 0;
  std::vector<PackField> data;     ///< training data, by name
  std::vector<PackField> figures;  ///< of both cards, by name, the first column of each

  /// Nothing at all differs.
  bool same() const;
};

/// Compares two packs. `cardA` and `cardB` are the texts of their card.md; may be empty. Any thread.
PackDifference diffPacks(const Pack& a, const std::string& cardA, const Pack& b, const std::string& cardB);

/// What a card's section "Figures" says: the first table's rows, name and first value.
std::vector<std::pair<std::string, std::string>> figuresOf(const std::string& card);

}  // namespace mien
