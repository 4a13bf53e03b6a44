#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/blend/recipe.h"

namespace mien {

/// --face a=FILE and --face b=FILE.
using FaceFiles = std::map<std::string, std::string>;

/// Errors: Usage for what is not of this form.
Result<FaceFiles> faceFiles(const std::vector<std::string>& faces);

/// Where face `index` of a recipe lies: a file, or "seed:N". Errors: Usage when its photograph was not named.
Result<std::string> parentText(const FaceRef& ref, std::size_t index, const FaceFiles& files);

}  // namespace mien
