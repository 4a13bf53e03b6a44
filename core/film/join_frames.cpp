#include <string.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/film/ffmpeg_error.h"
#include "core/film/join.h"
#include "core/film/png_sequence.h"
#include "core/film/segment_encoder.h"
#include "core/film/start_segment.h"
#include "core/photo/photo.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

/// What matters of a PNG file before it is decoded.
struct Header {
  int width = 0;
  int height = 0;
  bool alpha = false;
};

Result<Header> headerOf(const fs::path& file, std::span<const std::uint8_t> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (bytes.size() < 33 || !text.starts_with("\x89PNG\r\n\x1A\n") || text.substr(12, 4) != "IHDR") {
    return fail(ErrorKind::Input, file.string() + " is no PNG picture: remove it or save it again.");
  }
  const auto big = [&](std::size_t at) {
    return bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
  };
  const std::string_view before = text.substr(0, text.find("IDAT"));
  if (before.find("acTL") != std::string_view::npos)
    return fail(ErrorKind::Input, file.string() + " is an animated PNG and no frame: take it out of the folder.");
  const int colourType = bytes[25];
  // Grey or RGB with alpha, or a transparent colour, which is told before the pixels.
  const bool alpha = (colourType & 4) != 0 || before.find("tRNS") != std::string_view::npos;
  return Header{big(16), big(20), alpha};
}

/// The size that all share, and whether any has alpha.
Result<Header> common(std::span<const fs::path> files) {
  Header all;
  for (const fs::path& file : files) {
    const Result<Header> header = readFile(file).and_then([&](const auto& bytes) { return headerOf(file, bytes); });
    if (!header) return tl::unexpected(header.error());
    if (all.width == 0) all = *header;
    if (header->width != all.width || header->height != all.height) {
      return fail(ErrorKind::Input, file.string() + " has " + std::to_string(header->width) + " x " +
                                        std::to_string(header->height) + " pixels, but the first picture " +
                                        std::to_string(all.width) + " x " + std::to_string(all.height) +
                                        ": a film's pictures need one size.");
    }
    all.alpha = all.alpha || header->alpha;
  }
  return all;
}

/// Why ffmpeg has ended: of a frame that it can't read it doesn't say which.
tl::unexpected<Error> encodingFailed(std::span<const fs::path> files, const fs::path& segment, const fs::path& film,
                                     const std::string& messages) {
  if (film::saysDiskFull(messages))
    return fail(ErrorKind::Disk, film.string() + " can't be joined, the disk of " + segment.parent_path().string() +
                                     " is full: free some space there, or name another folder with TMPDIR.");
  for (const fs::path& file : files) {
    const auto read =
        readPhotoFile(file).and_then([&](const auto& bytes) { return decodePhoto(bytes, file.string()); });
    if (!read) return tl::unexpected(read.error());
  }
  return film::ffmpegFailed(film, messages);
}

Result<void> encode(film::Process& process, std::span<const fs::path> files, const fs::path& segment,
                    const fs::path& film, const std::stop_token& stop) {
  const std::stop_callback onStop(stop, [&] { process.kill(); });
  Result<void> fed;
  bool taken = true;
  for (std::size_t i = 0; i < files.size() && fed && taken; ++i) {
    fed = readFile(files[i]).map([&](const auto& bytes) { taken = process.write(bytes); });
  }
  if (!fed) process.kill();
  const film::ProcessEnd end = process.wait();
  if (fed && stop.stop_requested()) fed = fail(ErrorKind::Cancelled, "Joining pictures was cancelled.");
  if (fed && (!taken || !end.good || film::saysDiskFull(end.errors)))
    fed = encodingFailed(files, segment, film, end.errors);
  if (fed) return movePartIntoPlace(film::partOfSegment(segment), segment);
  std::error_code ignored;
  fs::remove(film::partOfSegment(segment), ignored);
  return fed;
}

/// Where all are named as frameFile() names them, their numbers follow one another.
Result<void> checkNoneMissing(std::span<const fs::path> files) {
  const auto numberOf = [](const fs::path& file) -> std::optional<int> {
    int number = 0;
    if (std::sscanf(file.filename().c_str(), "frame-%d", &number) != 1 || frameFile({}, number) != file.filename())
      return std::nullopt;
    return number;
  };
  std::optional<int> wanted = numberOf(files.front());
  for (const fs::path& file : files) {
    const std::optional<int> number = numberOf(file);
    if (!wanted || !number) return {};
    if (*number != *wanted)
      return fail(ErrorKind::Input, frameFile(file.parent_path(), *wanted).string() +
                                        " is missing, but later frames are there: make it, or rename them all.");
    ++*wanted;
  }
  return {};
}

}  // namespace

Result<std::vector<fs::path>> picturesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto at = fs::directory_iterator(folder, error); !error && at != fs::directory_iterator(); at.increment(error)) {
    const fs::path& file = at->path();
    if (file.extension() == ".png" || file.extension() == ".PNG") files.push_back(file);
  }
  if (error == std::errc::no_such_file_or_directory) {
    return fail(ErrorKind::Input, folder.string() + " does not exist: check its name, or choose another folder.");
  }
  if (error == std::errc::not_a_directory) {
    return fail(ErrorKind::Input, folder.string() + " is no folder: name the one in which the frames are.");
  }
  if (error) {
    return fail(ErrorKind::Disk, folder.string() + " can't be read (" + error.message() + "): choose another folder.");
  }
  if (files.empty()) {
    return fail(ErrorKind::Input, folder.string() + " holds no PNG pictures: choose a folder of frames.");
  }
  // frame-2 comes before frame-10.
  std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
    const int order = strverscmp(a.filename().c_str(), b.filename().c_str());
    return order != 0 ? order < 0 : a < b;
  });
  if (auto whole = checkNoneMissing(files); !whole) return tl::unexpected(whole.error());
  return files;
}

Result<FilmWritten> joinFrames(const Ffmpeg& ffmpeg, FilmSettings settings, std::span<const fs::path> pictures,
                               const fs::path& folder, const fs::path& file, const std::string& xmp,
                               const std::stop_token& stop, Existing existing) {
  const auto all = common(pictures);
  if (!all) return tl::unexpected(all.error());
  settings.width = all->width;
  settings.height = all->height;
  settings.alpha = all->alpha && infoOf(settings.format).alpha;
  const auto source = all->alpha && !settings.alpha ? film::FrameSource::PngOverWhite : film::FrameSource::Png;
  std::error_code none;
  const FilmParts parts = partsBeside(fs::absolute(file, none));  // to be found from anywhere
  if (auto noted = noteParts(folder, parts); !noted) return tl::unexpected(noted.error());
  // Told now, not when all frames are coded.
  if (existing == Existing::Replace)
    if (auto may = checkReplaceable(file); !may) return tl::unexpected(may.error());
  if (auto writable = makeEmptyFile(parts.film); !writable)
    return tl::unexpected(speakingOf(file, parts.film, writable.error()));
  fs::remove(parts.film, none);
  std::vector<int> lengths;
  for (std::size_t begin = 0; begin < pictures.size(); begin += kSegmentFrames) {
    const auto some = pictures.subspan(begin, std::min<std::size_t>(kSegmentFrames, pictures.size() - begin));
    const fs::path segment = segmentFile(folder, settings.format, static_cast<int>(lengths.size()));
    const auto made = film::startSegment(ffmpeg, settings, source, segment).and_then([&](const auto& process) {
      return encode(*process, some, segment, file, stop);
    });
    if (!made) return tl::unexpected(made.error());
    lengths.push_back(static_cast<int>(some.size()));
  }
  return joinSegments(ffmpeg, settings, folder, lengths, file, xmp, stop,
                      {.existing = existing, .coded = {}, .parts = parts});
}

}  // namespace mien
