#pragma once
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/guard/attributes.h"
#include "core/guard/verdict.h"

namespace mien {

/// One face that was drawn for a data set and judged.
struct SetFace {
  std::uint64_t seed = 0;
  std::string file;    ///< relative to the labels' folder; empty: it was refused
  std::string sha256;  ///< of the file
  std::string group;   ///< of a balanced set
  std::int64_t history = 0;
  FaceAttributes attributes;
  Verdict verdict;
  std::string refusal;  ///< why it was, in a sentence
  int code = 0;         ///< the refusal's exit code
};

/// Its line in journal and manifest.
nlohmann::json toJson(const SetFace& face);

/// How far a data set has come.
struct SetProgress {
  std::uint64_t next = 0;              ///< the seed that is tried next
  std::uint64_t sinceFace = 0;         ///< seeds before it that became no face, in a row
  std::optional<std::uint64_t> begun;  ///< its picture may lie there, but it was not noted as done
  std::int64_t faces = 0, refused = 0, passedOver = 0;
  int firstRefusal = 0;                        ///< its exit code
  std::map<std::string, std::int64_t> groups;  ///< faces by group
};

/// What a set has been made of so far, a line of JSON each: first what it is made from (arguments, model, policy), then
/// each face, on the disk before the work goes on. One process at a time. Memory does not grow with the set.
class SetJournal {
 public:
  /// Goes on with the journal in `file`, or begins one. `from` says what the set is made from; a journal that says
  /// otherwise is begun anew if `anew`, else refused. Errors: Usage (of other arguments, or of a set that is being
  /// made), Input (damaged), Disk.
  static Result<SetJournal> open(const std::filesystem::path& file, const nlohmann::json& from, bool anew);

  const SetProgress& progress() const { return progress_; }
  /// Before a picture is written: from then on, what lies under its name is this set's.
  Result<void> begin(std::uint64_t seed);
  Result<void> add(const SetFace& face);
  /// The next seed belongs to no group that is open.
  Result<void> passOver();

 private:
  SetJournal(std::filesystem::path name, std::FILE* file, SetProgress progress)
      : name_(std::move(name)), file_(file, std::fclose), progress_(std::move(progress)) {}
  Result<void> write(const nlohmann::json& line, bool synced);

  std::filesystem::path name_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  SetProgress progress_;
};

/// What a journal or manifest in `file` says, if it was made from `from`. Errors: as open().
Result<SetProgress> readSetProgress(const std::filesystem::path& file, const nlohmann::json& from);

}  // namespace mien
