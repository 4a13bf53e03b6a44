#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "app/cli/cli.h"
#include "app/cli/commands.h"
#include "app/cli/film_job.h"
#include "app/cli/interrupt.h"
#include "app/cli/session.h"
#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/json_field.h"
#include "core/base/strict_json.h"

namespace mien {
namespace {

struct Arguments {
  std::string jobs;
  bool goOn = false, overwrite = false;
};

struct Line {
  std::size_t number = 0;
  std::string digest;  ///< of its text
  std::vector<std::string> words;
};

Result<std::string> textOf(const std::filesystem::path& file) {
  return readFile(file, 64LL << 20).map([](const auto& bytes) { return std::string(bytes.begin(), bytes.end()); });
}

std::vector<std::string> wordsOf(const std::string& text) {
  const auto json = parseStrictJson(text, {1U << 20U, 4});
  if (!json) throw JsonRefused(json.error());
  const JsonField root(*json);
  root.expectObject({"args"});
  std::vector<std::string> words;
  for (std::size_t i = 0; i < root["args"].expectArray(); ++i) words.push_back(root["args"].at(i).text());
  if (words.empty() || words[0] == "batch") root["args"].refuse("must begin with a command that makes something");
  return words;
}

/// All lines, before the first is run: a mistake in the last one costs nothing.
Result<std::vector<Line>> linesOf(const std::filesystem::path& file) {
  const auto text = textOf(file);
  if (!text) return tl::unexpected(text.error());
  std::vector<Line> lines;
  std::istringstream stream(*text);
  std::string one;
  for (std::size_t number = 1; std::getline(stream, one); ++number) {
    if (one.find_first_not_of(" \t\r") == std::string::npos) continue;
    try {
      lines.push_back(
          {number, sha256Hex({reinterpret_cast<const std::uint8_t*>(one.data()), one.size()}), wordsOf(one)});
    } catch (const JsonRefused& refused) {
      return fail(ErrorKind::Input, "Line " + std::to_string(number) + " of " + file.string() +
                                        " can't be used: " + refused.what() +
                                        R"(; write {"args": ["mix", "a.jpg", "b.jpg", "-o", "out.png"]}.)");
    }
  }
  return lines;
}

std::filesystem::path resultsOf(const std::filesystem::path& jobs) {
  return jobs.string() + ".results";
}

/// Whether a line's output is there, whole. A film's folder of pictures is placed in one go; other folders fill up. A
/// film whose sidecar is still to come has its job left off.
bool isThere(const std::vector<std::string>& words) {
  const std::filesystem::path output = outputNamedBy(words);
  const bool inOneGo = words[0] == "film" && std::none_of(words.begin(), words.end(), [](const std::string& word) {
                         return word.starts_with("--frames");
                       });
  std::error_code none;
  const bool lies =
      std::filesystem::is_regular_file(output, none) || (inOneGo && std::filesystem::is_directory(output, none));
  return lies && !(words[0] == "film" && wasEndedPlacing(output));
}

/// Digests of a former run's lines: those it has done, and those it began while their output was not there yet.
struct Former {
  std::set<std::string> done, begun;
};

Former formerRun(const std::filesystem::path& jobs) {
  Former former;
  std::ifstream results(resultsOf(jobs));
  std::string line;
  while (std::getline(results, line)) {
    // The last line of a killed run may be cut, and others are somebody's own: they say nothing.
    const auto json = nlohmann::json::parse(line, nullptr, false);
    const auto is = [&](const char* name, auto type) { return json.contains(name) && (json[name].*type)(); };
    if (!is("digest", &nlohmann::json::is_string)) continue;
    const auto digest = json["digest"].get<std::string>();
    const bool ended = is("code", &nlohmann::json::is_number_integer);
    if (is("begun", &nlohmann::json::is_boolean) && json["begun"].get<bool>()) former.begun.insert(digest);
    if (ended) former.begun.erase(digest);
    if (ended && json["code"] == 0) former.done.insert(digest);
  }
  return former;
}

/// JOBS.results: each line is on the disk before the work goes on.
class Results {
 public:
  Results(const std::filesystem::path& jobs, bool goOn)
      : name_(resultsOf(jobs)), file_(std::fopen(name_.c_str(), goOn ? "ae" : "we"), std::fclose) {
    // A killed run may have left half a line.
    if (file_ && goOn && std::fseek(file_.get(), 0, SEEK_END) == 0 && std::ftell(file_.get()) > 0)
      std::fputc('\n', file_.get());
  }
  Result<void> add(const nlohmann::json& line) {
    const bool written = file_ && std::fputs((line.dump() + "\n").c_str(), file_.get()) >= 0 &&
                         std::fflush(file_.get()) == 0 && ::fsync(::fileno(file_.get())) == 0;
    if (written) return {};
    return fail(ErrorKind::Disk,
                name_.string() + " can't be written (" + std::strerror(errno) + "): check the folder and its space.");
  }

 private:
  std::filesystem::path name_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

/// Results lie beside the lines, so these must lie somewhere.
Result<void> checkIsFile(const std::filesystem::path& jobs) {
  std::error_code none;
  const auto kind = std::filesystem::status(jobs, none).type();
  if (kind == std::filesystem::file_type::regular || kind == std::filesystem::file_type::not_found) return {};
  return fail(ErrorKind::Usage, jobs.string() + " is no file: write the lines into one, beside which " +
                                    resultsOf(jobs.filename()).string() + " says how each ended.");
}

/// What a former run noted of itself is the only thing that --continue can go by.
Result<void> keepResults(const Arguments& args) {
  const std::filesystem::path results = resultsOf(args.jobs);
  std::error_code none;
  const bool noted = std::filesystem::exists(results, none) && !std::filesystem::is_empty(results, none);
  if (!noted || args.goOn || args.overwrite) return {};
  return fail(ErrorKind::Usage,
              results.string() + " is there already: --continue goes on after it, --overwrite begins anew.");
}

Result<int> run(const Arguments& args) {
  if (auto file = checkIsFile(args.jobs); !file) return tl::unexpected(file.error());
  const auto lines = linesOf(args.jobs);
  if (!lines) return tl::unexpected(lines.error());
  if (auto free = keepResults(args); !free) return tl::unexpected(free.error());
  const Former former = args.goOn ? formerRun(args.jobs) : Former{};
  Results results(args.jobs, args.goOn);
  int firstFault = 0;
  for (const Line& line : *lines) {
    if (former.done.contains(line.digest)) continue;
    nlohmann::json result{{"line", line.number}, {"digest", line.digest}};
    const bool there = isThere(line.words);
    int code = 0;
    // Killed between its file, which is whole when it is there, and its line here: it is done.
    if (!former.begun.contains(line.digest) || !there) {
      if (auto noted = results.add({{"line", line.number}, {"digest", line.digest}, {"begun", !there}}); !noted)
        return tl::unexpected(noted.error());
      std::fprintf(stderr, "%zu: mien %s\n", line.number, line.words[0].c_str());
      code = runLine(line.words);
    }
    if (code == kInterruptedExit) return code;
    if (code != 0 && firstFault == 0) firstFault = code;
    result["code"] = code;
    if (auto noted = results.add(result); !noted) return tl::unexpected(noted.error());
  }
  return firstFault;
}

}  // namespace

void addBatchCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "batch", "Run many commands, one a line: {\"args\": [\"mix\", \"a.jpg\", \"b.jpg\", \"-o\", \"out.png\"]}");
  command->add_option("jobs", a->jobs, "File of lines; JOBS.results says how each ended")->required();
  command->add_flag("--continue", a->goOn, "Go on after a broken-off run: what is done is not done again");
  command
      ->add_flag(
          "--overwrite", a->overwrite,
          "Begin anew where JOBS.results is there already; what a line writes is replaced where the line says so")
      ->excludes("--continue");
  command->footer("A command that fails does not stop the rest; the exit code is that of the first failure.");
  command->callback([a, &chosen] { chosen = [a] { return run(*a); }; });
}

}  // namespace mien
