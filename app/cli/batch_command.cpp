#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "app/cli/cli.h"
#include "app/cli/commands.h"
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
  bool goOn = false;
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

/// Digests of the lines that a former run has done.
std::set<std::string> doneBefore(const std::filesystem::path& jobs) {
  std::set<std::string> done;
  std::ifstream results(resultsOf(jobs));
  std::string line;
  while (std::getline(results, line)) {
    // The last line of a killed run may be cut.
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_object() && json.value("code", -1) == 0) done.insert(json.value("digest", ""));
  }
  return done;
}

Result<int> run(const Arguments& args) {
  const auto lines = linesOf(args.jobs);
  if (!lines) return tl::unexpected(lines.error());
  const std::set<std::string> done = args.goOn ? doneBefore(args.jobs) : std::set<std::string>{};
  std::ofstream results(resultsOf(args.jobs), args.goOn ? std::ios::app | std::ios::ate : std::ios::trunc);
  // A killed run may have left half a line.
  if (args.goOn && results.tellp() > 0) results << '\n';
  int firstFault = 0;
  for (const Line& line : *lines) {
    if (done.contains(line.digest)) continue;
    std::fprintf(stderr, "%zu: mien %s\n", line.number, line.words[0].c_str());
    const int code = runLine(line.words);
    if (code == kInterruptedExit) return code;
    if (code != 0 && firstFault == 0) firstFault = code;
    const nlohmann::json result{{"line", line.number}, {"digest", line.digest}, {"code", code}};
    results << result.dump() << std::endl;
    if (!results)
      return fail(ErrorKind::Disk,
                  resultsOf(args.jobs).string() + " can't be written: check the folder and its space.");
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
  command->footer("A command that fails does not stop the rest; the exit code is that of the first failure.");
  command->callback([a, &chosen] {
    chosen = [a] {
      const auto done = run(*a);
      return done ? *done : complain(done.error());
    };
  });
}

}  // namespace mien
