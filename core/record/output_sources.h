#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/record/output.h"
#include "core/record/record.h"

namespace mien {

/// Something that outputs were made or judged with.
struct OutputSource {
  std::string id;            ///< of a model's pack; empty for networks and policies
  std::string hash;          ///< 64 hex digits
  std::int64_t outputs = 0;  ///< how many
  std::int64_t last = 0;     ///< the newest one's time, UTC in ms since 1970
};

/// What there is to choose from when outputs are looked for or recalled; newest first.
struct OutputSources {
  std::vector<OutputSource> models, networks, policies;
};

struct KnownFace {
  InputFace face;
  std::int64_t outputs = 0;  ///< that it went into
};

/// Errors: as any reading.
Result<OutputSources> outputSources(const Record& record);
/// The `limit` faces that went into outputs last, newest first. Errors: as any reading.
Result<std::vector<KnownFace>> knownFaces(const Record& record, int limit);

}  // namespace mien
