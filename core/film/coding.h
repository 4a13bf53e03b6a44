#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>

#include "core/base/result.h"
#include "core/film/ffmpeg.h"
#include "core/film/film_format.h"

namespace mien::film {

/// Segments that become a film.
struct Coding {
  const Ffmpeg& ffmpeg;
  const FilmSettings& settings;
  const std::filesystem::path& folder;               ///< where they lie, with their list (kListName)
  std::span<const int> frames;                       ///< how many each has
  const std::filesystem::path& file;                 ///< what the film will be named: for errors
  const std::stop_token& stop;                       ///< kills ffmpeg
  const std::function<void(std::int64_t)>& counted;  ///< how many frames have been gone through; may be empty
  bool withWords = false;                            ///< kWordsName lies in the folder, and goes into the film
};

/// Makes the film `part` in memory that does not grow with its length. Errors: Input, Disk, Cancelled.
Result<void> codeFilm(const Coding& what, const std::filesystem::path& part);

}  // namespace mien::film
