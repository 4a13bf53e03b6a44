#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/record/record.h"

namespace mien {

struct ErasureReport {
  std::int64_t outputs = 0;   ///< emptied: recipe, faces, thumbnail, verdict, notes and file names are gone
  std::int64_t faces = 0;     ///< gone with their thumbnails
  std::int64_t consents = 0;  ///< gone
  std::int64_t jobs = 0;      ///< finished ones, gone
  /// Digests of photographs that no output uses any more, with the keys that were given: what else remembers them
  /// should forget them.
  std::vector<std::string> photographs;
  /// All by which the record knew the person: keys of faces, and digests of photographs and of the erased recipes.
  std::vector<std::string> names;
  /// Where outputs with this person were written, and which of these still lie there: the record forgets them, so this
  /// is the last chance to delete them.
  std::vector<std::filesystem::path> files;
};

/// Takes a person out of the record: `keys` are face keys and photo digests; a photo's takes all its faces.
/// The consents of a photograph go with its last face. Afterwards
/// neither the database nor its free pages or log holds their bytes; the history stays verifiable, with an entry that
/// names what was emptied. Backups that were made before are not touched. Erasing what is not there is no error and
/// scrubs the files again.
/// Errors: Usage (no keys; a drawn face; an unfinished job still needs the photograph), Disk also when another
/// program keeps the database's log in use: close it and call again.
Result<ErasureReport> erasePerson(const Record& record, const std::vector<std::string>& keys);

}  // namespace mien
