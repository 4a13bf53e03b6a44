#include <algorithm>
#include <string>

#include "core/base/atomic_file.h"
#include "core/export/film_export.h"
#include "core/export/film_place.h"
#include "core/film/film_xmp.h"
#include "core/film/png_sequence.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

bool isThere(const fs::path& file) {
  std::error_code none;
  return fs::exists(fs::symlink_status(file, none));
}

tl::unexpected<Error> taken(const fs::path& file) {
  return fail(ErrorKind::Usage,
              file.string() + " is there already: choose another name, or agree to replace it (--overwrite).");
}

/// frame-000000.png, as frameFile() names it
bool isFrame(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.size() >= 16 && name.starts_with("frame-") && name.ends_with(".png") &&
         name.find_first_not_of("0123456789", 6) == name.size() - 4;
}

/// Frames that join others must not take a photograph's place.
Result<void> keepsPhotographs(const FilmSpec& spec, const fs::path& folder) {
  std::error_code none;
  for (const fs::path& photograph : spec.photographs) {
    if (photograph.empty() || !fs::equivalent(photograph.parent_path(), folder, none) || !isFrame(photograph)) continue;
    return fail(ErrorKind::Usage,
                photograph.string() + " is a photograph of the film and named like a frame: choose another folder.");
  }
  return {};
}

/// A folder that is replaced is gone with all that is in it.
Result<void> checkFolder(const FilmSpec& spec, const fs::path& folder) {
  std::error_code error;
  if (!isThere(folder)) return {};
  if (!fs::is_directory(folder, error)) {
    return fail(ErrorKind::Usage, folder.string() + " is no folder: choose another name for the pictures.");
  }
  if (fs::is_empty(folder, error)) return {};
  if (!spec.overwrite) return taken(folder);
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const bool photograph = std::any_of(spec.photographs.begin(), spec.photographs.end(), [&](const fs::path& one) {
      return !one.empty() && fs::equivalent(one, entry.path(), error);
    });
    if (isFrame(entry.path()) && !photograph) continue;
    return fail(ErrorKind::Usage, folder.string() + " holds more than a film's frames (" +
                                      entry.path().filename().string() + "): choose another folder.");
  }
  return {};
}

/// Told now, not when the film is made: the folder `place` lies in, or the next one up that is there.
Result<void> checkWritable(const fs::path& place) {
  std::error_code none;
  fs::path folder = place.parent_path();
  while (!fs::is_directory(folder, none) && folder.has_relative_path()) folder = folder.parent_path();
  return makePartBeside(folder / place.filename()).map([&](const fs::path& part) { fs::remove(part, none); });
}

}  // namespace

fs::path placeOf(const fs::path& output) {
  const fs::path place = fs::absolute(output).lexically_normal();
  return place.has_filename() ? place : place.parent_path();
}

Result<void> checkFilmOutput(const FilmSpec& spec, const fs::path& output) {
  std::error_code none;
  const fs::path place = placeOf(output);
  for (const fs::path& photograph : spec.photographs) {
    if (!photograph.empty() && fs::equivalent(photograph, place, none))
      return fail(ErrorKind::Usage, place.string() + " is a photograph of the film: give the film another name.");
  }
  if (spec.frames) {
    return keepsPhotographs(spec, place).and_then([&] { return checkWritable(place / frameFile({}, 0)); });
  }
  if (!fs::is_directory(place.parent_path(), none)) {
    return fail(ErrorKind::Disk, place.string() + " can't be written, the folder " + place.parent_path().string() +
                                     " does not exist: make it or choose another.");
  }
  if (spec.format == FilmFormat::PngSequence) {
    return checkFolder(spec, place).and_then([&] { return checkWritable(place); });
  }
  if (fs::is_directory(place, none))
    return fail(ErrorKind::Usage, place.string() + " is a folder: give the film another name.");
  if (!spec.overwrite && isThere(place)) return taken(place);
  if (!spec.overwrite && !infoOf(spec.format).holdsXmp && isThere(sidecarOf(place))) return taken(sidecarOf(place));
  if (auto may = checkReplaceable(place); !may) return may;
  if (!infoOf(spec.format).holdsXmp)
    if (auto may = checkReplaceable(sidecarOf(place)); !may) return may;
  return checkWritable(behindLinks(place));
}

}  // namespace mien
