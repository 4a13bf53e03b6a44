#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/result.h"
#include "core/film/film_format.h"

namespace mien::film {

/// A WebP film that grows at its end, in a file. libwebp's own coder holds all of a film in memory until its end, so
/// that it codes pieces here (pieceArguments()), of a segment each.
class WebpFilm {
 public:
  /// In the file `part`, which will be named `file`.
  WebpFilm(const FilmSettings& settings, const std::filesystem::path& part, std::filesystem::path file);

  /// The next `frames` frames. Errors: Disk; Internal for a piece that does not stand for itself.
  Result<void> add(const std::filesystem::path& piece, int frames);
  /// Errors: Disk, also when it has grown larger than a WebP film can be.
  Result<void> finish();

 private:
  tl::unexpected<Error> failed() const;
  void put(std::string frame, std::int64_t end);

  FilmSettings settings_;
  std::filesystem::path file_;
  std::ofstream out_;
  std::int64_t frames_ = 0;  ///< so far
};

}  // namespace mien::film
