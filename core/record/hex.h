#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mien {

std::string toHex(std::span<const std::uint8_t> bytes);
/// Nothing unless `text` is `count` bytes in lower-case hex digits.
std::optional<std::vector<std::uint8_t>> fromHex(std::string_view text, std::size_t count);

}  // namespace mien
