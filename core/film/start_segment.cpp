#include "core/film/start_segment.h"

#include "core/base/atomic_file.h"

namespace mien::film {

std::filesystem::path partOfSegment(const std::filesystem::path& segment) {
  return segment.string() + ".part";
}

Result<std::unique_ptr<Process>> startSegment(const Ffmpeg& ffmpeg, const FilmSettings& settings, FrameSource source,
                                              const std::filesystem::path& segment) {
  if (settings.format == FilmFormat::PngSequence) {
    return fail(ErrorKind::Internal, "A folder of PNG pictures has no segments.");
  }
  const std::filesystem::path part = partOfSegment(segment);
  // A dying ffmpeg of a killed run may still hold what lies there.
  std::error_code none;
  std::filesystem::remove(part, none);
  // Made by us first, for ffmpeg is less clear about a folder that is missing or may not be written.
  return checkFilmSettings(settings)
      .and_then([&] { return checkEncoders(ffmpeg, settings.format); })
      .and_then([&] { return makeEmptyFile(part); })
      .and_then([&] {
        return Process::start({.arguments = segmentArguments(ffmpeg, settings, source, part), .takesInput = true});
      });
}

}  // namespace mien::film
