#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/result.h"
#include "core/film/ffmpeg.h"
#include "core/film/film_format.h"
#include "core/film/film_parts.h"

namespace mien {

struct FilmWritten {
  std::filesystem::path file;
  std::filesystem::path sidecar;  ///< where the XMP lies, when the format can't hold it; else empty
};

/// Of a segment: a killed export renders at most this many again, and a coder holds no more at once.
inline constexpr int kSegmentFrames = 60;

/// Is told, in turn and on the caller's thread, how many of a film's frames its last coding has gone through.
using Coded = std::function<void(std::int64_t frames)>;

struct Joining {
  Existing existing = Existing::Replace;
  Coded coded;                     ///< may be empty
  std::optional<FilmParts> parts;  ///< none: names of its own
};

/// Makes a film of segments 0..n-1 in `folder` (segmentFile()), whose lengths in frames are `frames`, and puts the XMP
/// packet `xmp` (may be empty) in or beside it. Formats whose segments are copied take a moment; GIF, APNG and WebP
/// are coded here, and `how.coded` is told how far that is. Written beside `file`, synced, renamed: `file` is the old
/// one or the new one. The segments stay. Equal segments give equal bytes. Any thread. Errors: Usage, Input for ffmpeg
/// or a missing segment, Disk, Cancelled.
Result<FilmWritten> joinSegments(const Ffmpeg& ffmpeg, const FilmSettings& settings,
                                 const std::filesystem::path& folder, std::span<const int> frames,
                                 const std::filesystem::path& file, const std::string& xmp,
                                 const std::stop_token& stop = {}, const Joining& how = {});

/// All PNG pictures of a folder, in the order of their names: frame-2 before frame-10. Errors: Input for none, and
/// where one is missing among frames that are named as mien film names them; Disk.
Result<std::vector<std::filesystem::path>> picturesIn(const std::filesystem::path& folder);

/// Makes a film of PNG pictures. The settings' size and alpha come from
/// the pictures; alpha is kept where the format holds it, else laid over white. `folder` is an empty work folder, which
/// notes what lies beside the film until it is whole (noteParts()).
/// Errors: also Input for damaged and animated ones or different sizes.
Result<FilmWritten> joinFrames(const Ffmpeg& ffmpeg, FilmSettings settings,
                               std::span<const std::filesystem::path> pictures, const std::filesystem::path& folder,
                               const std::filesystem::path& file, const std::string& xmp,
                               const std::stop_token& stop = {}, Existing existing = Existing::Replace);

}  // namespace mien
