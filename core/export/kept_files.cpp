#include "core/export/kept_files.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/export/run_film_job.h"
#include "core/project/face_files.h"
#include "core/record/face_key.h"
#include "core/record/face_sealer.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

/// What is kept is there before its job is added: what is young may be on its way.
constexpr std::chrono::minutes kYoung{10};

constexpr std::string_view kFaceEnding = ".face";

fs::path photographsFolder(const fs::path& recordFile) {
  return recordFile.parent_path() / "photographs";
}

std::vector<fs::path> entriesOf(const fs::path& folder) {
  std::error_code none;
  std::vector<fs::path> entries;
  for (const auto& entry : fs::directory_iterator(folder, none)) entries.push_back(entry.path());
  return entries;
}

Result<fs::path> keep(const fs::path& recordFile, const std::string& name, std::span<const std::uint8_t> bytes) {
  const fs::path folder = photographsFolder(recordFile);
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error)
    return fail(ErrorKind::Disk, "The folder " + folder.string() + " can't be used (" + error.message() +
                                     "): free space there or check its permissions.");
  fs::path file = folder / name;
  if (auto written = writePrivateFileAtomically(file, bytes); !written) return tl::unexpected(written.error());
  return file;
}

/// By photograph and face, so that whoever is erased is found, and by content, for a face may be saved by two models.
/// The content of one that is not proven is its own key, by which it may be erased too.
std::string nameOfFace(const SavedFace& face, std::span<const std::uint8_t> bytes) {
  const auto* photo = std::get_if<PhotoFaceRef>(&face.ref);
  return (photo != nullptr ? photo->digest + "." : "") + faceKey(face.ref) + "." +
         (face.proven ? sha256Hex(bytes) : digestOf(face)) + std::string(kFaceEnding);
}

bool isOf(const std::string& name, const std::vector<std::string>& photographs, const std::vector<std::string>& faces) {
  return std::any_of(photographs.begin(), photographs.end(),
                     [&](const std::string& photo) { return name == photo || name.starts_with(photo + "."); }) ||
         std::any_of(faces.begin(), faces.end(),
                     [&](const std::string& face) { return name.find("." + face + ".") != std::string::npos; });
}

}  // namespace

Result<fs::path> keepPhotograph(const fs::path& recordFile, const std::string& digest,
                                std::span<const std::uint8_t> bytes) {
  return keep(recordFile, digest, bytes);
}

Result<fs::path> keepFace(const fs::path& recordFile, const SavedFace& face) {
  const auto files = packFace(face, faceSealer(recordFile));
  if (!files) return tl::unexpected(files.error());
  std::vector<std::uint8_t> bytes = files->facts;
  bytes.push_back(0);  // no JSON holds one
  bytes.insert(bytes.end(), files->picture.begin(), files->picture.end());
  return keep(recordFile, nameOfFace(face, bytes), bytes);
}

bool isKeptFace(const fs::path& file) {
  return file.extension() == kFaceEnding;
}

Result<FaceFiles> readKeptFace(const fs::path& file) {
  const auto bytes = readFile(file, static_cast<std::int64_t>(kMaxFaceFacts + 1 + kMaxFacePicture));
  if (!bytes && bytes.error().kind != ErrorKind::Input) return tl::unexpected(bytes.error());
  const auto end = bytes ? std::find(bytes->begin(), bytes->end(), 0) : std::vector<std::uint8_t>::const_iterator();
  if (!bytes || end == bytes->end())
    return fail(ErrorKind::Input, "A saved face of the film is no longer beside the record (" + file.string() +
                                      "): open the project and export the film again.");
  return FaceFiles{{bytes->begin(), end}, {end + 1, bytes->end()}};
}

Result<int> eraseKept(const fs::path& recordFile, const std::vector<std::string>& photographs,
                      const std::vector<std::string>& faces) {
  int removed = 0;
  std::optional<Error> fault;
  for (const fs::path& file : entriesOf(photographsFolder(recordFile))) {
    if (!isOf(file.filename().string(), photographs, faces)) continue;
    std::error_code failed;
    removed += fs::remove(file, failed) ? 1 : 0;
    if (failed)
      fault = Error{ErrorKind::Disk,
                    file.string() + " can't be deleted: check that you may write there, or delete it yourself."};
  }
  if (fault) return tl::unexpected(*fault);
  return removed;
}

Result<int> removeUnneeded(const fs::path& recordFile, const JobStore& store, const std::vector<Job>& jobs) {
  std::error_code none;
  for (const fs::path& file : entriesOf(photographsFolder(recordFile))) {
    const std::string name = file.filename().string();
    const bool young = fs::file_time_type::clock::now() - fs::last_write_time(file, none) < kYoung;
    const bool needed = std::any_of(jobs.begin(), jobs.end(), [&](const Job& job) {
      return job.state != JobState::Done && job.spec.find(name) != std::string::npos;
    });
    if (!young && !needed) fs::remove(file, none);
  }
  return removeDeadWork(store, recordFile);
}

}  // namespace mien
