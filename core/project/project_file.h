#pragma once
#include <array>
#include <filesystem>
#include <optional>
#include <span>

#include "core/base/result.h"
#include "core/project/project.h"

namespace mien {

/// What an autosave knows beyond its project. It stays on this machine and is never part of a project file.
struct LocalState {
  std::string document;                  ///< URL of the project file; empty: it has none yet
  std::vector<std::string> photographs;  ///< URLs of the faces' photographs, one each; empty: none
  std::int64_t changedAt = 0;            ///< ms since 1970
  friend bool operator==(const LocalState&, const LocalState&) = default;
};

struct Autosave {
  Project project;
  LocalState local;
};

/// The bytes of a .mien file: a zip of project.json and, for face N, faces/N/aligned.json, aligned.png and photo.
/// Equal projects give equal bytes. Errors: Input when it would be larger than kMaxProjectBytes. Any thread.
Result<std::vector<std::uint8_t>> packProject(const Project& project);
Result<std::vector<std::uint8_t>> packAutosave(const Autosave& autosave);

/// Strict (ErrorKind::Input): see core/project/archive.h for the container, and the JSON names every unknown field. The
/// faces' own files are looked at by unpackFace(). `name` stands in the error's sentence. Any thread.
Result<Project> unpackProject(std::span<const std::uint8_t> bytes, const std::string& name);
Result<Autosave> unpackAutosave(std::span<const std::uint8_t> bytes, const std::string& name);

/// The same with files, written beside, synced and renamed. Errors also: Disk.
Result<void> writeProject(const std::filesystem::path& file, const Project& project);
Result<Project> readProject(const std::filesystem::path& file);
/// What readProject() unpacks: no pipe, whose end nobody knows.
Result<std::vector<std::uint8_t>> readProjectBytes(const std::filesystem::path& file);
Result<Autosave> readAutosave(const std::filesystem::path& file);

/// Told by the name's ending, .mien in any case.
bool isProjectFile(const std::filesystem::path& file);

inline constexpr std::int64_t kMaxProjectBytes = 1LL << 30U;

}  // namespace mien
