#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mien::photo {

/// An XMP packet that carries `recipeJson` as mien:Recipe and nothing else: equal recipes give equal bytes. Throws
/// Unwritable.
std::string xmpPacket(const std::string& recipeJson);

/// mien:Recipe of an XMP packet; none when it is no packet or has no recipe. Any thread.
std::optional<std::string> recipeFromXmp(std::string_view packet);

}  // namespace mien::photo
