#include "core/film/coding.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <future>
#include <numeric>
#include <string_view>

#include "core/film/arguments.h"
#include "core/film/ffmpeg_error.h"
#include "core/film/process.h"
#include "core/film/webp_film.h"

namespace mien::film {
namespace {

namespace fs = std::filesystem;

/// A line of ffmpeg's -progress.
void noteFrame(std::string_view line, std::atomic<std::int64_t>& frame) {
  constexpr std::string_view kKey = "frame=";
  if (!line.starts_with(kKey)) return;
  line.remove_prefix(std::min(line.find_first_not_of(' ', kKey.size()), line.size()));
  std::int64_t number = 0;
  if (std::from_chars(line.data(), line.data() + line.size(), number).ec == std::errc() && number > frame)
    frame = number;
}

/// One run of ffmpeg; `counted` is told of its frames.
Result<void> run(const Coding& what, const Arguments& arguments, const std::function<void(std::int64_t)>& counted) {
  std::atomic<std::int64_t> frame = 0;
  auto process = Process::start(
      {.arguments = arguments, .folder = what.folder, .givesOutput = true, .onLine = [&](std::string_view line) {
         noteFrame(line, frame);
       }});
  if (!process) return tl::unexpected(process.error());
  const std::stop_callback onStop(what.stop, [&] { (*process)->kill(); });
  auto ending = std::async(std::launch::async, [&] { return (*process)->wait(); });
  while (ending.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready)
    if (counted && frame > 0) counted(frame);
  const ProcessEnd end = ending.get();
  if (what.stop.stop_requested())
    return fail(ErrorKind::Cancelled, "Writing " + what.file.filename().string() + " was cancelled.");
  if (!end.good || saysDiskFull(end.errors)) return ffmpegFailed(what.file, end.errors);
  return {};
}

/// All frames are seen for the palette first.
Result<void> codeGif(const Coding& what, const fs::path& part) {
  const std::int64_t total = std::accumulate(what.frames.begin(), what.frames.end(), std::int64_t{0});
  const auto half = [&](std::int64_t before) {
    return [&, before](std::int64_t frame) {
      if (what.counted) what.counted(std::min(total, (before + frame) / 2));
    };
  };
  return run(what, paletteArguments(what.ffmpeg, what.settings), half(0)).and_then([&] {
    return run(what, joinArguments(what.ffmpeg, what.settings, part, what.withWords), half(total));
  });
}

/// Segment by segment, for ffmpeg holds what it codes as WebP in memory until its end.
Result<void> codeWebp(const Coding& what, const fs::path& part) {
  WebpFilm film(what.settings, part, what.file);
  const fs::path piece = what.folder / kPieceName;
  std::int64_t before = 0;
  Result<void> coded;
  for (std::size_t i = 0; i < what.frames.size() && coded; before += what.frames[i++]) {
    const auto counted = [&](std::int64_t frame) {
      if (what.counted) what.counted(before + std::min<std::int64_t>(frame, what.frames[i]));
    };
    coded = run(what, pieceArguments(what.ffmpeg, what.settings, static_cast<int>(i)), counted).and_then([&] {
      return film.add(piece, what.frames[i]);
    });
  }
  std::error_code none;
  fs::remove(piece, none);
  return coded.and_then([&] { return film.finish(); });
}

}  // namespace

Result<void> codeFilm(const Coding& what, const fs::path& part) {
  if (what.settings.format == FilmFormat::Gif) return codeGif(what, part);
  if (what.settings.format == FilmFormat::Webp) return codeWebp(what, part);
  const std::int64_t total = std::accumulate(what.frames.begin(), what.frames.end(), std::int64_t{0});
  return run(what, joinArguments(what.ffmpeg, what.settings, part, what.withWords), [&](std::int64_t frame) {
    if (what.counted && isCodedInTheEnd(what.settings.format)) what.counted(std::min(total, frame));
  });
}

}  // namespace mien::film
