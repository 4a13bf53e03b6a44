#include "core/film/ffmpeg.h"

#include <glib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <sstream>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/film/timed_kill.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> unfit(const std::string& what) {
  return fail(ErrorKind::Input, what + ": " + film::kInstallFfmpeg + ".");
}

/// The absolute path of a program by its name or path; empty when there is none that may be run.
fs::path located(const std::string& name) {
  gchar* const found = g_find_program_in_path(name.c_str());
  const fs::path path = found == nullptr ? "" : found;
  g_free(found);
  std::error_code none;
  return path.empty() ? path : fs::absolute(path, none);
}

Result<std::string> ask(const fs::path& program, const char* question) {
  auto process = film::Process::start({.arguments = {program, "-hide_banner", question}, .givesOutput = true});
  if (!process) return tl::unexpected(process.error());
  const film::TimedKill guard(**process, std::chrono::seconds(10));
  const film::ProcessEnd end = (*process)->wait();
  if (!end.good) return unfit(program.string() + " does not answer like ffmpeg");
  return end.output;
}

bool tooOld(const std::string& version) {
  // Releases start with their number, some with an n before it; builds from the source's head ("N-…", a date) are new.
  int major = 0;
  int minor = 0;
  const char* const number = version.c_str() + (version.starts_with('n') ? 1 : 0);
  if (std::sscanf(number, "%d.%d", &major, &minor) != 2) return false;
  return std::pair(major, minor) < std::pair(4, 4);
}

Result<Ffmpeg> probe(const fs::path& program) {
  const auto banner = ask(program, "-version");
  if (!banner) return tl::unexpected(banner.error());
  constexpr std::string_view kStart = "ffmpeg version ";
  if (!banner->starts_with(kStart)) return unfit(program.string() + " is not ffmpeg");
  Ffmpeg ffmpeg{
      program, banner->substr(kStart.size(), banner->find_first_of(" \n", kStart.size()) - kStart.size()), {}};
  if (tooOld(ffmpeg.version)) {
    return unfit(program.string() + " is ffmpeg " + ffmpeg.version + ", but films need 4.4 or later");
  }
  const auto encoders = ask(program, "-encoders");
  if (!encoders) return tl::unexpected(encoders.error());
  std::istringstream lines(*encoders);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string kind;
    std::string name;
    if (words >> kind >> name && kind.front() == 'V') ffmpeg.encoders.insert(name);
  }
  return ffmpeg;
}

/// Asks each program once, until its file changes.
Result<Ffmpeg> probeOnce(const fs::path& program) {
  using Key = std::tuple<fs::path, std::uintmax_t, fs::file_time_type>;
  static std::mutex mutex;
  static std::map<Key, Ffmpeg> known;
  std::error_code ignored;
  const Key key{program, fs::file_size(program, ignored), fs::last_write_time(program, ignored)};
  const std::scoped_lock lock(mutex);
  if (const auto found = known.find(key); found != known.end()) return found->second;
  auto ffmpeg = probe(program);
  if (ffmpeg) known.emplace(key, *ffmpeg);
  return ffmpeg;
}

struct Choice {
  std::mutex mutex;
  fs::path program;
};
Choice& choice() {
  static Choice chosen;
  return chosen;
}

fs::path chosenProgram() {
  const std::scoped_lock lock(choice().mutex);
  return choice().program;
}

}  // namespace

void chooseFfmpeg(fs::path program) {
  const std::scoped_lock lock(choice().mutex);
  choice().program = std::move(program);
}

Result<Ffmpeg> findFfmpeg(const fs::path& given) {
  const char* const variable = std::getenv("MIEN_FFMPEG");
  std::string named = given.string();
  std::string where;
  if (named.empty() && variable != nullptr) {
    named = variable;
    where = ", named by MIEN_FFMPEG,";
  } else if (named.empty()) {
    named = chosenProgram().string();
    if (!named.empty()) where = ", chosen in the window,";
  }
  const fs::path program = located(named.empty() ? "ffmpeg" : named);
  if (!program.empty()) return probeOnce(program);
  if (named.empty()) return unfit("Films need the program ffmpeg, which was not found");
  return unfit("\"" + named + "\"" + where + " is no program that can be run");
}

Result<void> checkEncoders(const Ffmpeg& ffmpeg, FilmFormat format) {
  const FilmFormatInfo& info = infoOf(format);
  for (const auto& any : info.encoders) {
    const bool there = std::any_of(any.begin(), any.end(), [&](auto name) { return ffmpeg.encoders.contains(name); });
    if (there) continue;
    return fail(ErrorKind::Input, std::string(info.label) + " needs the encoder " + std::string(any.front()) +
                                      ", which " + ffmpeg.program.string() +
                                      " lacks: install Debian's ffmpeg (apt install ffmpeg) or choose another format.");
  }
  return {};
}

}  // namespace mien
