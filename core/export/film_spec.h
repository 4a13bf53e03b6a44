#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"
#include "core/blend/timeline.h"
#include "core/film/film_format.h"

namespace mien {

/// All that a film is made of but where it goes: what a job of the kind kFilmJob holds. Stays in the local record; the
/// photographs' paths never get into a film.
struct FilmSpec {
  static constexpr int kSchema = 3;  ///< 1 knew no names of files that are not UTF-8, 2 no kept faces

  Timeline timeline;
  /// Where they lie, one a face; empty for a drawn one. Of a face whose photograph is not there: what keepFace() wrote.
  std::vector<std::filesystem::path> photographs = std::vector<std::filesystem::path>(2);
  FilmFormat format = FilmFormat::Mp4H264;
  int quality = 80;  ///< 1..100, see FilmSettings
  /// Of a PNG sequence: only these frames of the film, first to before last, into a folder that may hold others.
  std::optional<std::pair<std::int64_t, std::int64_t>> frames;
  std::string project;     ///< the document's name, for the record; may be empty
  bool overwrite = false;  ///< whether the user agreed to replace what lies at the output

  friend bool operator==(const FilmSpec&, const FilmSpec&) = default;
};

inline constexpr const char* kFilmJob = "film";

/// Canonical JSON and its strict parser (ErrorKind::Input), as with recipes.
std::string toJson(const FilmSpec& spec);
Result<FilmSpec> filmSpecFromJson(std::string_view json);

/// The timeline as the format can show it: at the nearest rate that it holds.
Timeline heldTimeline(const FilmSpec& spec);

/// Frames to be rendered, first to before last. Errors: Usage when the film has no such frames.
Result<std::pair<std::int64_t, std::int64_t>> framesOf(const FilmSpec& spec);

}  // namespace mien
