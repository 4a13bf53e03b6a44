#include "core/film/film_parts.h"

#include <string>

#include "core/base/atomic_file.h"
#include "core/film/film_xmp.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

/// Holds both names, a NUL between them.
fs::path noteIn(const fs::path& work) {
  return work / "parts";
}

}  // namespace

FilmParts partsBeside(const fs::path& film) {
  return {nameBeside(behindLinks(film)), nameBeside(behindLinks(sidecarOf(film)))};
}

bool isNameBeside(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.starts_with(".mien-") && name.ends_with(".part");
}

Result<void> noteParts(const fs::path& work, const FilmParts& parts) {
  const std::string names = parts.film.string() + '\0' + parts.sidecar.string();
  return writeFileAtomically(noteIn(work), {reinterpret_cast<const std::uint8_t*>(names.data()), names.size()});
}

Error speakingOf(const fs::path& file, const fs::path& beside, Error error) {
  const std::string hidden = beside.string();
  const std::size_t at = error.message.find(hidden);
  if (at != std::string::npos) error.message.replace(at, hidden.size(), file.string());
  return error;
}

void removeNotedParts(const fs::path& work) {
  const auto bytes = readFile(noteIn(work));
  const std::string names = bytes ? std::string(bytes->begin(), bytes->end()) : std::string();
  const std::size_t end = names.find('\0');
  if (end == std::string::npos) return;
  std::error_code none;
  for (const fs::path& part : {fs::path(names.substr(0, end)), fs::path(names.substr(end + 1))}) {
    if (!isNameBeside(part)) continue;
    fs::remove(part, none);
    // What a library that was killed as it wrote has put beside: the same name with more behind it.
    const std::string name = part.filename().string();
    for (fs::directory_iterator it(part.parent_path(), none), last; !none && it != last; it.increment(none)) {
      std::error_code kept;
      if (it->path().filename().string().starts_with(name)) fs::remove(it->path(), kept);
    }
  }
  fs::remove(noteIn(work), none);
}

}  // namespace mien
