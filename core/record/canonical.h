#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/digest.h"

namespace mien {

/// Bytes that stand for these texts in one way only: each after its length ("3:abc"). What is hashed and signed.
inline std::string canonical(std::initializer_list<std::string_view> fields) {
  std::string all;
  for (const std::string_view field : fields) all.append(std::to_string(field.size())).append(":").append(field);
  return all;
}

inline std::string sha256HexOf(std::string_view text) {
  return sha256Hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace mien
