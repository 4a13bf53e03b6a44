#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/blend/saved_face.h"
#include "core/project/project.h"
#include "core/record/job_store.h"

namespace mien {

/// Keeps a photograph that has no file of its own (it was pasted) beside the record, readable by its owner alone, until
/// no job needs it. Returns where. Errors: Disk.
Result<std::filesystem::path> keepPhotograph(const std::filesystem::path& recordFile, const std::string& digest,
                                             std::span<const std::uint8_t> bytes);

/// The same for a face whose photograph is not there, as a project keeps faces, sealed with the record's key: what
/// engines restore, and nothing of names and places. Equal faces have equal files. Errors: Disk.
Result<std::filesystem::path> keepFace(const std::filesystem::path& recordFile, const SavedFace& face);

/// Told by the name's ending: no photograph, but what keepFace() wrote.
bool isKeptFace(const std::filesystem::path& file);

/// For unpackFace(). Errors: Input when it is gone or is none; Disk.
Result<FaceFiles> readKeptFace(const std::filesystem::path& file);

/// Removes what is kept of a person: photographs and faces by the photograph's digest, faces also by their key
/// (faceKey(), Face::ownKey()). How many files there were. Errors: Disk; what can be removed is removed all the same.
Result<int> eraseKept(const std::filesystem::path& recordFile, const std::vector<std::string>& photographs,
                      const std::vector<std::string>& faces);

/// Removes photographs and faces of which no film is still to be made (a cancelled job can be tried again) and, as
/// removeDeadWork(), segments of jobs that can't go on; of how many jobs. `jobs`: all of them, as listed a moment ago.
Result<int> removeUnneeded(const std::filesystem::path& recordFile, const JobStore& store,
                           const std::vector<Job>& jobs);

}  // namespace mien
