#include "core/film/join.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "core/base/atomic_file.h"
#include "core/film/arguments.h"
#include "core/film/coding.h"
#include "core/film/film_xmp.h"
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

/// Onto the disk, for what is there can't fill it any more.
Result<void> writePart(const fs::path& part, const std::string& text) {
  std::ofstream out(part, std::ios::binary);
  out << text;
  out.close();
  const int synced = out ? ::open(part.c_str(), O_WRONLY | O_CLOEXEC) : -1;
  const bool whole = synced >= 0 && ::fsync(synced) == 0;
  if (synced >= 0) ::close(synced);
  if (whole) return {};
  return fail(ErrorKind::Disk, part.string() + " can't be written: free some space or choose another disk.");
}

/// The film and its sidecar; all that can fill the disk comes before the first of them has its name.
Result<void> putBoth(const FilmParts& parts, const fs::path& file, const std::string& xmp, Existing existing) {
  const Removed afterwards(parts.sidecar);
  if (existing == Existing::Replace)
    if (auto may = checkReplaceable(sidecarOf(file)); !may) return may;
  auto put = makeEmptyFile(parts.sidecar).and_then([&] { return writePart(parts.sidecar, xmp); });
  if (put) put = moveOutputIntoPlace(parts.film, file, existing);
  if (!put) return put;
  put = moveOutputIntoPlace(parts.sidecar, sidecarOf(file), existing);
  if (!put && existing == Existing::Keep) const Removed withoutItsWords(file);  // nothing lay there before
  return put;
}

}  // namespace

Result<FilmWritten> joinSegments(const Ffmpeg& ffmpeg, const FilmSettings& settings, const fs::path& folder,
                                 std::span<const int> frames, const fs::path& file, const std::string& xmp,
                                 const std::stop_token& stop, const Joining& how) {
  const bool inside = infoOf(settings.format).holdsXmp;
  // Exempi would put the index of a MOV behind its frames.
  const bool byFfmpeg = settings.format == FilmFormat::MovProres && !xmp.empty();
  const auto keep = [&](const char* name, const std::string& text) {
    return writeFileAtomically(folder / name, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  };
  auto ready = checkFilmSettings(settings)
                   .and_then([&] { return checkEncoders(ffmpeg, settings.format); })
                   .and_then([&] { return checkSegments(settings, folder, frames); })
                   .and_then([&] { return keep(film::kListName, film::concatList(settings, frames)); });
  if (ready && byFfmpeg) ready = keep(film::kWordsName, film::ffmetadata(xmp));
  if (!ready) return tl::unexpected(ready.error());
  std::error_code none;
  const fs::path target = fs::absolute(file, none);  // ffmpeg runs in the work folder
  const FilmParts parts = how.parts.value_or(partsBeside(target));
  const auto ofFile = [&](const Error& error) {
    return speakingOf(sidecarOf(file), parts.sidecar, speakingOf(file, parts.film, error));
  };
  if (auto made = makeEmptyFile(parts.film); !made) return tl::unexpected(ofFile(made.error()));
  passModeOn(target, parts.film);  // while it is made, too
  const Removed afterwards(parts.film);

  auto joined = film::codeFilm({.ffmpeg = ffmpeg,
                                .settings = settings,
                                .folder = folder,
                                .frames = frames,
                                .file = file,
                                .stop = stop,
                                .counted = how.coded,
                                .withWords = byFfmpeg},
                               parts.film);
  if (joined && inside && !byFfmpeg && !xmp.empty()) joined = embedFilmXmp(parts.film, settings.format, xmp);
  const bool beside = !inside && !xmp.empty();
  joined = joined.and_then([&] {
    return beside ? putBoth(parts, target, xmp, how.existing) : moveOutputIntoPlace(parts.film, target, how.existing);
  });
  if (!joined) return tl::unexpected(ofFile(joined.error()));
  if (!inside && !beside) fs::remove(sidecarOf(target), none);  // it told of the film that was there
  return FilmWritten{file, beside ? sidecarOf(file) : fs::path()};
}

}  // namespace mien
