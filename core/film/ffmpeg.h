#pragma once
#include <filesystem>
#include <set>
#include <string>

#include "core/base/result.h"
#include "core/film/film_format.h"

namespace mien {

/// The ffmpeg program. It is only ever run, never linked.
struct Ffmpeg {
  std::filesystem::path program;  ///< absolute
  std::string version;            ///< as it says itself, e.g. "5.1.9-0+deb12u1"
  std::set<std::string, std::less<>> encoders;
};

/// The program that findFfmpeg() takes for the rest of the process where nothing else names one; empty: the PATH's.
/// Any thread.
void chooseFfmpeg(std::filesystem::path program);

/// The program `given`; else the one that the environment's MIEN_FFMPEG names; else the one that was chosen, see
/// chooseFfmpeg(); else the PATH's. It is asked for its version and encoders once per file. Any thread; may take a
/// second. Errors: Input when there is none, it is no ffmpeg, or it is older than 4.4.
Result<Ffmpeg> findFfmpeg(const std::filesystem::path& given = {});

/// Whether a film of this format can be made. Errors: Input when an encoder is lacking.
Result<void> checkEncoders(const Ffmpeg& ffmpeg, FilmFormat format);

}  // namespace mien
