#include "core/record/hex.h"

#include <sodium.h>

#include <algorithm>

namespace mien {

std::string toHex(std::span<const std::uint8_t> bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

std::optional<std::vector<std::uint8_t>> fromHex(std::string_view text, std::size_t count) {
  if (text.size() != 2 * count) return std::nullopt;
  if (text.find_first_not_of("0123456789abcdef") != std::string_view::npos) return std::nullopt;
  std::vector<std::uint8_t> bytes(count);
  sodium_hex2bin(bytes.data(), count, text.data(), text.size(), nullptr, nullptr, nullptr);
  return bytes;
}

}  // namespace mien
