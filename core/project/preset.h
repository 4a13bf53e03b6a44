#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace mien {

/// Values by Parameter::id. One that follows another and is not named keeps following; any other that is not named has
/// its standard value.
using ParameterValues = std::map<std::string, double, std::less<>>;

/// Values under a name.
struct Preset {
  std::string name;  ///< 1 to kMaxPresetName bytes of UTF-8
  ParameterValues values;
  friend bool operator==(const Preset&, const Preset&) = default;
};

inline constexpr std::size_t kMaxPresets = 200;
inline constexpr std::size_t kMaxPresetName = 120;  // bytes

/// A list of presets as JSON: {"schema":1,"presets":[…]}.
std::string toJson(const std::vector<Preset>& presets);

/// Strict parser, as recipeFromJson (ErrorKind::Input).
Result<std::vector<Preset>> presetsFromJson(std::string_view json);

}  // namespace mien
