#include "core/film/join.h"

#include "core/base/atomic_file.h"
#include "core/film/arguments.h"
#include "core/film/ffmpeg_error.h"
#include "core/film/film_xmp.h"
#include "core/film/process.h"
#include "core/film/segment_encoder.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

/// Removes the file on every way out; after a rename there is none.
class Removed {
 public:
  explicit Removed(fs::path file) : file_(std::move(file)) {}
  Removed(const Removed&) = delete;
  ~Removed() {
    std::error_code ignored;
    fs::remove(file_, ignored);
  }

 private:
  fs::path file_;
};

Result<void> checkSegments(const FilmSettings& settings, const fs::path& folder, std::span<const int> frames) {
  if (frames.empty() || settings.format == FilmFormat::PngSequence)
    return fail(ErrorKind::Internal, "A film without segments can't be joined: a folder of PNG pictures has none.");
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const fs::path segment = segmentFile(folder, settings.format, static_cast<int>(i));
    std::error_code ignored;
    if (fs::is_regular_file(segment, ignored)) continue;
    return fail(ErrorKind::Input, segment.string() + " is missing: start the export again.");
  }
  return {};
}

Result<void> run(const film::Arguments& arguments, const fs::path& folder, const fs::path& file,
                 const std::stop_token& stop) {
  auto process = film::Process::start({.arguments = arguments, .folder = folder});
  if (!process) return tl::unexpected(process.error());
  const std::stop_callback onStop(stop, [&] { (*process)->kill(); });
  const film::ProcessEnd end = (*process)->wait();
  if (stop.stop_requested()) {
    return fail(ErrorKind::Cancelled, "Writing " + file.filename().string() + " was cancelled.");
  }
  if (!end.good || film::saysDiskFull(end.errors)) return film::ffmpegFailed(file, end.errors);
  return {};
}

/// The film and its sidecar; all that can fill the disk comes before the first of them has its name.
Result<void> putBoth(const fs::path& part, const fs::path& file, const std::string& xmp, Existing existing) {
  const fs::path sidecar = sidecarOf(file);
  const auto xmpPart = makePartBeside(sidecar);
  if (!xmpPart) return tl::unexpected(xmpPart.error());
  const Removed afterwards(*xmpPart);
  auto put = writeFileAtomically(*xmpPart, {reinterpret_cast<const std::uint8_t*>(xmp.data()), xmp.size()});
  if (put) put = movePartIntoPlace(part, file, existing);
  if (!put) return put;
  put = movePartIntoPlace(*xmpPart, sidecar, existing);
  if (!put && existing == Existing::Keep) const Removed withoutItsWords(file);  // nothing lay there before
  return put;
}

}  // namespace

Result<FilmWritten> joinSegments(const Ffmpeg& ffmpeg, const FilmSettings& settings, const fs::path& folder,
                                 std::span<const int> frames, const fs::path& file, const std::string& xmp,
                                 const std::stop_token& stop, Existing existing) {
  const bool inside = infoOf(settings.format).holdsXmp;
  const std::string list = film::concatList(settings, frames);
  auto ready = checkFilmSettings(settings)
                   .and_then([&] { return checkEncoders(ffmpeg, settings.format); })
                   .and_then([&] { return checkSegments(settings, folder, frames); })
                   .and_then([&] {
                     return writeFileAtomically(folder / film::kListName,
                                                {reinterpret_cast<const std::uint8_t*>(list.data()), list.size()});
                   });
  if (!ready) return tl::unexpected(ready.error());
  std::error_code none;
  const fs::path target = fs::absolute(file, none);  // ffmpeg runs in the work folder
  const auto part = makePartBeside(target);
  if (!part) return tl::unexpected(part.error());
  const Removed afterwards(*part);

  auto joined = settings.format == FilmFormat::Gif ? run(film::paletteArguments(ffmpeg, settings), folder, file, stop)
                                                   : Result<void>();
  joined = joined.and_then([&] { return run(film::joinArguments(ffmpeg, settings, *part), folder, file, stop); });
  if (joined && inside && !xmp.empty()) joined = embedFilmXmp(*part, settings.format, xmp);
  const bool beside = !inside && !xmp.empty();
  joined = joined.and_then(
      [&] { return beside ? putBoth(*part, target, xmp, existing) : movePartIntoPlace(*part, target, existing); });
  if (!joined) return tl::unexpected(joined.error());
  if (!inside && !beside) fs::remove(sidecarOf(target), none);  // it told of the film that was there
  return FilmWritten{file, beside ? sidecarOf(file) : fs::path()};
}

}  // namespace mien
