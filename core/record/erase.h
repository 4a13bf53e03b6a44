#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
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
  /// Why old pages may still hold what was erased, which is out of the record nevertheless. Erase again, whomever: that
  /// goes on with it.
  std::optional<Error> unscrubbed;
  /// This call finished what an earlier one had to leave in old pages.
  bool earlierScrubbed = false;
};

/// Takes a person out of the record: `keys` are face keys and photo digests; a photo's takes all its faces.
/// The consents of a photograph go with its last face. Afterwards
/// neither the database nor its free pages or log holds their bytes; the history stays verifiable, with an entry that
/// names what was emptied. Backups that were made before are not touched. Erasing what is not there is no error and
/// scrubs the files again. Where old pages can't be scrubbed (another program keeps the database's log in use) the
/// report says so, and a file beside the record, `record.unscrubbed`, until a later call could.
/// Errors, with nothing changed: Usage (no keys; a drawn face; an unfinished job still needs the photograph), Disk.
Result<ErasureReport> erasePerson(const Record& record, const std::vector<std::string>& keys);

}  // namespace mien
