#include "core/project/carried.h"

#include <optional>

#include "core/base/atomic_file.h"
#include "core/film/film_xmp.h"
#include "core/photo/write.h"

namespace mien {
namespace {

Result<Carried> timelineOf(const std::string& json) {
  return timelineFromJson(json).map([](Timeline&& t) { return Carried(std::move(t)); });
}

Result<Carried> recipeOf(const std::string& json) {
  return recipeFromJson(json).map([](Recipe&& r) { return Carried(std::move(r)); });
}

/// A recipe or timeline as text, as `mien inspect` prints it.
std::optional<Result<Carried>> fromText(const std::filesystem::path& file) {
  constexpr std::int64_t kMost = 4LL << 20;
  const auto bytes = readFile(file, kMost);
  if (!bytes) return std::nullopt;
  const std::string text(bytes->begin(), bytes->end());
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || text[first] != '{') return std::nullopt;
  return carriedFromJson(text);
}

}  // namespace

Result<Carried> carriedFromJson(const std::string& json) {
  for (const char* ofTimelines : {"\"tracks\"", "\"base\""})
    if (json.find(ofTimelines) != std::string::npos) return timelineOf(json);
  return recipeOf(json);
}

Result<std::optional<Carried>> findCarried(const std::filesystem::path& file) {
  if (auto written = fromText(file)) return *written;
  if (const auto recipe = readEmbeddedRecipe(file)) return recipeOf(*recipe);
  if (const auto timeline = readEmbeddedTimeline(file)) return timelineOf(*timeline);
  const auto packet = readFilmXmp(file);
  std::error_code none;
  const bool isFile = std::filesystem::exists(file, none) && !std::filesystem::is_directory(file, none);
  if (!packet && (packet.error().kind == ErrorKind::Disk || !isFile)) return tl::unexpected(packet.error());
  if (packet) {
    if (const auto timeline = timelineFromXmp(*packet)) return timelineOf(*timeline);
    if (const auto recipe = recipeFromXmp(*packet)) return recipeOf(*recipe);
  }
  return std::nullopt;
}

Result<Carried> readCarried(const std::filesystem::path& file) {
  auto found = findCarried(file);
  if (!found) return tl::unexpected(found.error());
  if (*found) return std::move(**found);
  return fail(ErrorKind::Input, "\"" + file.filename().string() +
                                    "\" carries no recipe and no timeline: choose a picture or film "
                                    "that Mien wrote.");
}

}  // namespace mien
