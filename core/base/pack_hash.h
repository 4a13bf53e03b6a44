#pragma once
#include <string>
#include <vector>

#include "core/base/digest.h"

namespace mien {

/// The hash of what is made of several model packs, in their order: the SHA-256 of their hashes, one after the other.
/// Whoever holds the packs' hashes can check it.
inline std::string hashOfPacks(const std::vector<std::string>& hashes) {
  std::string all;
  for (const std::string& hash : hashes) all += hash;
  return sha256Hex({reinterpret_cast<const std::uint8_t*>(all.data()), all.size()});
}

}  // namespace mien
