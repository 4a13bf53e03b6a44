#pragma once
#include <filesystem>

#include "core/base/result.h"

namespace mien {

/// Hidden names beside a film, which nothing has, for it and its sidecar until both are whole.
struct FilmParts {
  std::filesystem::path film;
  std::filesystem::path sidecar;
};
FilmParts partsBeside(const std::filesystem::path& film);

/// Whether it is a name as nameBeside() gives them, and nobody else.
bool isNameBeside(const std::filesystem::path& file);

/// Notes the names in the work folder, before anything has them, so that what a killed run leaves there can be found.
/// Errors: Disk.
Result<void> noteParts(const std::filesystem::path& work, const FilmParts& parts);

/// The same error, of the file that its user knows in place of what lay beside it.
Error speakingOf(const std::filesystem::path& file, const std::filesystem::path& beside, Error error);

/// Removes what has the names that are noted in the work folder, and the note.
void removeNotedParts(const std::filesystem::path& work);

}  // namespace mien
