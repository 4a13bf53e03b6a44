#pragma once
#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <vector>

#include "core/export/export_renderer.h"

namespace mien {

/// The faces that were opened last with one engine, and the balances measured of them, so that a batch of mixes of the
/// same photographs finds, encodes and measures each once. Thread: the engine's.
class RecentFaces {
 public:
  bool empty() const { return faces_.empty(); }
  /// One that keep() got of the same reference; for a photograph, that is of the same content. Null face: none.
  ExportParent find(const FaceRef& ref);
  /// A face opened from its photograph or drawn; one out of a project is no answer to its reference.
  void keep(const ExportParent& parent);

  std::optional<std::vector<double>> balancesOf(const std::vector<FacePtr>& faces) const;
  void keepBalances(const std::vector<FacePtr>& faces, std::vector<double> balances);

 private:
  static constexpr std::size_t kFaces = 16;
  static constexpr std::size_t kBalances = 64;
  static constexpr std::size_t kBytes = std::size_t{384} << 20U;  ///< of photographs

  std::list<ExportParent> faces_;  ///< the last one first
  struct Balances {
    std::vector<std::weak_ptr<const Face>> of;
    std::vector<double> values;
  };
  std::list<Balances> balances_;
};

}  // namespace mien
