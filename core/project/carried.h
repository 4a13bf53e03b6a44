#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "core/base/result.h"
#include "core/blend/timeline.h"

namespace mien {

/// What an exported picture or film says of its making, or a text file holds (as `mien inspect` prints it).
using Carried = std::variant<Recipe, Timeline>;

/// Any thread. Nothing when the file carries neither. Errors: Disk, or Input when the file is not there or what it
/// carries can't be used.
Result<std::optional<Carried>> findCarried(const std::filesystem::path& file);

/// The same, and Input when the file carries nothing.
Result<Carried> readCarried(const std::filesystem::path& file);

/// From the JSON of a recipe or timeline. Errors: Input.
Result<Carried> carriedFromJson(const std::string& json);

}  // namespace mien
