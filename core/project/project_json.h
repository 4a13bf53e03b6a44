#pragma once
#include <string_view>

#include "core/base/json_field.h"
#include "core/project/project.h"

namespace mien {

/// Strict parser of what toJson(Project) writes. Throws JsonRefused; for use inside core/project alone.
Project projectFromJson(std::string_view json);

}  // namespace mien
