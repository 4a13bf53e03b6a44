#pragma once
#include <filesystem>
#include <string>

#include "core/base/result.h"
#include "core/film/film_format.h"

namespace mien {

/// Where the XMP of a film lies whose format can't hold it: FILE.xmp, e.g. blend.webm.xmp.
std::filesystem::path sidecarOf(const std::filesystem::path& film);

/// Puts an XMP packet into a film that nobody reads yet, in place. For formats that hold one. Errors: Internal for a
/// packet that is none, Disk.
Result<void> embedFilmXmp(const std::filesystem::path& film, FilmFormat format, const std::string& packet);

/// The XMP packet of a film, from inside (MP4, MOV, GIF, PNG, WebP) or from its sidecar: compact, as photo/xmp.h
/// writes it. Any thread. Errors: Disk when the film can't be read, Input when it has none or is not there.
Result<std::string> readFilmXmp(const std::filesystem::path& film);

}  // namespace mien
