#pragma once
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace mien {

enum class FilmFormat { Mp4H264, Mp4H265, WebmVp9, WebmAv1, MovProres, Gif, Apng, Webp, PngSequence };

/// One row of the table of formats.
struct FilmFormatInfo {
  FilmFormat format;
  std::string_view id;         ///< for files and the command line, e.g. "mp4-h264"
  std::string_view label;      ///< for people
  std::string_view extension;  ///< with its dot; empty for a folder of frames
  std::string_view codec;      ///< the name that picks it among formats of the same extension
  /// Each entry is what ffmpeg must have: one encoder, or several of which the first that is there is used.
  std::vector<std::vector<std::string_view>> encoders;
  bool alpha = false;        ///< can hold it; GIF: fully there or not at all
  bool subsampled = false;   ///< 4:2:0: even sides only
  bool copied = false;       ///< segments are in the final coding and are copied; else lossless, and coded in the end
  bool holdsXmp = false;     ///< else it lies beside in FILE.xmp
  bool usesQuality = false;  ///< else lossless, or as good as it gets
  bool loops = false;        ///< carries whether to play once or for ever
  int maxFps = 60;
};

/// All formats; the first of an extension is its default.
std::span<const FilmFormatInfo> filmFormats();
const FilmFormatInfo& infoOf(FilmFormat format);

/// Whether all frames are coded once more when the last one is made, which takes its time.
bool isCodedInTheEnd(FilmFormat format);

std::optional<FilmFormat> filmFormatById(std::string_view id);

/// By the extension (any case; a name without one is a folder of frames) and, where that leaves a choice, the codec
/// ("h264", "h265", "vp9", "av1"; empty: the default). Errors: Usage, with what there is.
Result<FilmFormat> filmFormatFor(const std::filesystem::path& file, std::string_view codec = {});

inline constexpr int kFilmRates[] = {24, 25, 30, 50, 60};  ///< frames per second

/// What a film is made as.
struct FilmSettings {
  FilmFormat format = FilmFormat::Mp4H264;
  /// Of the frames, in pixels, 16..8192. Where a format needs even sides the film repeats the last column or row.
  int width = 0;
  int height = 0;
  bool alpha = false;  ///< frames are RGBA (straight), not RGB
  int fps = 25;        ///< one of kFilmRates
  int quality = 80;    ///< 1..100; WebP at 100 is lossless
  bool loop = true;    ///< GIF, APNG, WebP: for ever, else once
};

/// The rate at which frames are to be made: `fps`, or the nearest that the format can hold. A GIF counts centiseconds
/// and players take 1 for 10, so that 60 become 50; 24 and 30 alternate between 3, 4 and 5 centiseconds, each frame
/// within 5 ms of its time and the film as long as it should be. WebM and WebP count milliseconds likewise.
int heldFps(FilmFormat format, int fps);

/// Errors: Usage, for the first setting that the format can't hold.
Result<void> checkFilmSettings(const FilmSettings& settings);

}  // namespace mien
