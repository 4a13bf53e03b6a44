#include "core/export/work_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/base/atomic_file.h"
#include "core/export/film_export.h"
#include "core/film/film_xmp.h"
#include "core/film/png_sequence.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

fs::path keyOf(const fs::path& work) {
  return work / "film.key";
}

/// Holds the number of the folder that is to become the output; a film's is empty.
fs::path placingMark(const fs::path& work) {
  return work / "placing";
}

/// Holds the hidden name beside the output that a run uses while it puts pictures there, a NUL and the output.
fs::path besideMark(const fs::path& work) {
  return work / "beside";
}

Result<void> writeText(const fs::path& file, const std::string& text) {
  return writeFileAtomically(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

bool holds(const fs::path& file, const std::string& text) {
  const auto bytes = readFile(file);
  return bytes && std::equal(bytes->begin(), bytes->end(), text.begin(), text.end(),
                             [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
}

bool sameBytes(const fs::path& a, const fs::path& b) {
  std::ifstream one(a, std::ios::binary);
  std::ifstream other(b, std::ios::binary);
  using Bytes = std::istreambuf_iterator<char>;
  return one && other && std::equal(Bytes(one), Bytes(), Bytes(other), Bytes());
}

std::string textIn(const fs::path& file) {
  const auto bytes = readFile(file);
  return bytes ? std::string(bytes->begin(), bytes->end()) : std::string();
}

/// What a killed run has left beside the output.
void clearBeside(const fs::path& work) {
  removeNotedParts(work);
  const std::string names = textIn(besideMark(work));
  const std::size_t end = names.find('\0');
  if (end == std::string::npos) return;
  const FramesPlace place{names.substr(end + 1), names.substr(0, end)};
  if (!isNameBeside(place.beside)) return;
  removeLeftovers(place);
  std::error_code none;
  fs::remove(besideMark(work), none);
}

/// What a folder keeps when it gets another name on its disk.
std::string numberOf(const fs::path& folder) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) return {};
  return std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino);
}

void removeParts(const fs::path& folder) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (entry.path().extension() == ".part") fs::remove(entry.path(), none);
}

bool samePictures(const fs::path& a, const fs::path& b, int count) {
  for (int i = 0; i < count; ++i)
    if (!sameBytes(frameFile(a, i), frameFile(b, i))) return false;
  return true;
}

}  // namespace

bool isWorkOf(const fs::path& work, const std::string& key) {
  return holds(keyOf(work), key);
}

Result<void> prepareWork(const fs::path& work, const std::string& key) {
  clearBeside(work);
  if (isWorkOf(work, key)) {
    removeParts(work);
    removeParts(picturesOf(work));
    return {};
  }
  std::error_code error;
  fs::remove_all(work, error);
  if (!error) fs::create_directories(work, error);
  if (!error) return writeText(keyOf(work), key);
  return fail(ErrorKind::Disk, "The folder " + work.string() + " can't be used (" + error.message() +
                                   "): free space there or check its permissions.");
}

fs::path picturesOf(const fs::path& work) {
  return work / "frames";
}

bool isPlacing(const fs::path& work) {
  std::error_code none;
  return fs::exists(placingMark(work), none);
}

Result<FilmWritten> placeFilm(const Ffmpeg& ffmpeg, const FilmSettings& settings, const FilmSpec& spec,
                              const fs::path& work, std::span<const int> lengths, const fs::path& output,
                              const std::string& xmp, const std::stop_token& stop, const Coded& coded) {
  if (auto free = checkFilmOutput(spec, output); !free) {
    // Equal segments make equal films, so what lies there tells whether a run that was killed has put it there.
    if (!isPlacing(work)) return tl::unexpected(free.error());
    auto again = joinSegments(ffmpeg, settings, work, lengths, work / output.filename(), xmp, stop,
                              {.existing = Existing::Replace, .coded = coded, .parts = {}});
    if (!again) return again;
    if (!sameBytes(again->file, output)) return tl::unexpected(free.error());
    if (again->sidecar.empty()) return FilmWritten{output, {}};
    return writeText(sidecarOf(output), xmp).map([&] { return FilmWritten{output, sidecarOf(output)}; });
  }
  if (auto marked = writeText(placingMark(work), ""); !marked) return tl::unexpected(marked.error());
  const FilmParts parts = partsBeside(output);
  if (auto noted = noteParts(work, parts); !noted) return tl::unexpected(noted.error());
  return joinSegments(ffmpeg, settings, work, lengths, output, xmp, stop,
                      {.existing = existingWhen(spec.overwrite), .coded = coded, .parts = parts});
}

bool isPlaced(const fs::path& work, const fs::path& output) {
  const std::string number = numberOf(output);
  return !number.empty() && holds(placingMark(work), number);
}

void dropReplaced(const fs::path& work) {
  // The number on the disk alone: that of the disk may be another after a restart.
  const auto onDisk = [](const std::string& number) { return number.substr(number.find(':') + 1); };
  const std::string marked = textIn(placingMark(work));
  if (marked.empty() || onDisk(marked) == onDisk(numberOf(picturesOf(work)))) return;
  std::error_code none;
  fs::remove_all(picturesOf(work), none);
  fs::remove(placingMark(work), none);
}

void removeWork(const fs::path& work, std::error_code& error) {
  clearBeside(work);
  fs::remove_all(work, error);
}

Result<void> placePictures(const FilmSpec& spec, const fs::path& work, int count, const fs::path& output,
                           const std::stop_token& stop) {
  const fs::path made = picturesOf(work);
  if (auto free = checkFilmOutput(spec, output); !free) {
    // They were copied to another disk.
    if (isPlacing(work) && samePictures(made, output, count)) return {};
    return free;
  }
  if (auto marked = writeText(placingMark(work), numberOf(made)); !marked) return marked;
  const FramesPlace place{output, nameBeside(output), existingWhen(spec.overwrite)};
  if (auto marked = writeText(besideMark(work), place.beside.string() + '\0' + output.string()); !marked) return marked;
  return moveFramesIntoPlace(made, count, place, stop);
}

}  // namespace mien
