#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/film/ffmpeg.h"
#include "core/film/film_format.h"

namespace mien::film {

using Arguments = std::vector<std::string>;

/// What a segment is fed with.
enum class FrameSource {
  Raw,          ///< rgb24 or rgba, as the settings say
  Png,          ///< whole PNG files, one after the other, all with alpha or none, as the settings say
  PngOverWhite  ///< PNG files with alpha that is to be laid over white
};

/// From standard input to `part`, a segment. The settings are good and the encoders are there.
Arguments segmentArguments(const Ffmpeg& ffmpeg, const FilmSettings& settings, FrameSource source,
                           const std::filesystem::path& part);

/// The work folder's names, relative to it, where joining runs.
inline constexpr const char* kListName = "segments.ffconcat";
inline constexpr const char* kPaletteName = "palette.png";
inline constexpr const char* kPieceName = "piece.webp";
inline constexpr const char* kWordsName = "film.ffmetadata";

/// A list for ffmpeg's concat demuxer. `frames` are the segments' lengths.
std::string concatList(const FilmSettings& settings, std::span<const int> frames);

/// For GIF, before joining: one palette for all frames.
Arguments paletteArguments(const Ffmpeg& ffmpeg, const FilmSettings& settings);

/// From a segment to a piece of a WebP film, in which each frame lasts kPieceFrameMs: WebpFilm knows its time.
Arguments pieceArguments(const Ffmpeg& ffmpeg, const FilmSettings& settings, int index);
inline constexpr int kPieceFrameMs = 10;

/// An XMP packet as ffmpeg reads it (kWordsName).
std::string ffmetadata(std::string_view xmp);

/// From the listed segments to `part`, the film: with the XMP in kWordsName, which only MOV takes, or without. Not for
/// WebP.
Arguments joinArguments(const Ffmpeg& ffmpeg, const FilmSettings& settings, const std::filesystem::path& part,
                        bool withWords);

/// A segment's name in the work folder.
std::string segmentName(FilmFormat format, int index);

}  // namespace mien::film
