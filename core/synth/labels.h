#pragma once
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace mien {

/// Where a labelled set's parts lie.
struct SetFiles {
  std::filesystem::path labels;
  /// Lines of JSON: what the set was made from, each face with its verdict in full, counts.
  std::filesystem::path manifest() const { return labels.string() + ".manifest.jsonl"; }
  /// The manifest while the set is being made.
  std::filesystem::path journal() const { return manifest().string() + ".part"; }
};

/// Makes labels and manifest of a finished journal, which goes: first the one, then the other, each whole or not at
/// all. Labels are a row for each picture; what was refused stands in the manifest alone. Errors: Input (a damaged
/// journal), Disk.
Result<void> finishSet(const SetFiles& files);

}  // namespace mien
