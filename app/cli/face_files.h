#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/cli/session.h"

namespace mien {

/// A recipe from a JSON file or from the picture that carries it, told by content. Errors: Input, Disk.
Result<Recipe> recipeIn(const std::filesystem::path& file);

/// --face a=FILE, --face b=FILE and so on.
using FilesOfFaces = std::map<std::string, std::string>;

/// Errors: Usage for what is not of this form, and for a face that is given twice.
Result<FilesOfFaces> faceFiles(const std::vector<std::string>& faces);

/// {a}, {b} … and outputTokens() of a recipe; no token for a photograph that was not named.
NameTokens namesOf(const Recipe& recipe, const FilesOfFaces& files);

/// Where a recipe's faces lie, each a file or "seed:N". Errors: Usage when a photograph was not named, and when
/// one was for a face that is not there or is drawn.
Result<std::vector<std::string>> parentTexts(const Recipe& recipe, const FilesOfFaces& files);

/// Those faces, opened; photographs are told by the recipe's digests. Errors: as Session::parent().
Result<Parents> parentsOf(Session& session, const Recipe& recipe, const std::vector<std::string>& texts);

}  // namespace mien
