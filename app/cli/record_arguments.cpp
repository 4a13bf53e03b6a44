#include "app/cli/record_arguments.h"

#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>

#include "app/cli/session.h"
#include "core/base/digest.h"
#include "core/record/authority.h"
#include "core/record/calendar.h"
#include "core/record/face_key.h"

namespace mien {
namespace {

bool isDigest(const std::string& text) {
  constexpr std::size_t kDigits = 64;
  return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::int64_t msOf(std::tm day) {
  day.tm_isdst = -1;
  return static_cast<std::int64_t>(std::mktime(&day)) * 1000;
}

/// While it lives, the terminal doesn't show what is typed.
class Silence {
 public:
  Silence() : silent_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    termios now = before_;
    now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (silent_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &now);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence() {
    if (!silent_) return;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    std::fputc('\n', stderr);
  }

 private:
  termios before_{};
  bool silent_ = false;
};

std::string ask(const char* prompt) {
  std::fputs(prompt, stderr);
  const Silence silence;
  std::string line;
  std::getline(std::cin, line);
  return line;
}

}  // namespace

Result<void> checkIsThere(const std::string& file) {
  std::error_code none;
  if (std::filesystem::is_directory(file, none))
    return fail(ErrorKind::Input, "\"" + file + "\" is a folder: name a file in it.");
  if (std::filesystem::exists(file, none)) return {};
  return fail(ErrorKind::Input, "There is no file \"" + file + "\": check the name.");
}

Result<Record> openRecord() {
  const auto file = defaultRecordFile();
  if (!file) return tl::unexpected(file.error());
  return Record::open(*file);
}

Result<std::string> keyFrom(const std::string& text) {
  if (isDigest(text) || isDrawnKey(text)) return text;
  if (text.starts_with("seed:")) return drawnFrom(text).map([](const DrawnFaceRef& ref) { return faceKey(ref); });
  if (auto there = checkIsThere(text); !there) return tl::unexpected(there.error());
  return sha256HexOfFile(text);
}

Result<Day> dayFrom(const std::string& text) {
  if (!calendarDay(text)) return fail(ErrorKind::Usage, "\"" + text + "\" is no day: write it as 2026-11-30.");
  std::tm day{};
  ::strptime(text.c_str(), "%Y-%m-%d", &day);
  std::tm next = day;
  ++next.tm_mday;
  return Day{msOf(day), msOf(next)};
}

std::string localDay(std::int64_t ms) {
  return localTime(ms).substr(0, 10);
}

std::string localTime(std::int64_t ms) {
  if (ms == 0) return "-";
  const std::time_t seconds = ms / 1000;
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &parts)};
}

void addChoiceOptions(CLI::App& command, ChoiceArguments& choice) {
  command.add_option("--face", choice.face, "Made with this photograph (file or digest), face key, or seed:N");
  command.add_option("--model", choice.model, "Made or judged with this model pack (id, or a hash's beginning)");
  command.add_option("--networks", choice.networks, "Judged by these networks: a hash's beginning, or a pack's id");
  command.add_option("--policy", choice.policy, "Judged by the policy of this hash, or its beginning");
  command.add_option("--from", choice.from, "Made on this day or later, e.g. 2026-11-30");
  command.add_option("--until", choice.until, "Made on this day or earlier");
}

Result<OutputQuery> queryFrom(const ChoiceArguments& choice) {
  OutputQuery query;
  query.model = choice.model;
  query.networks = choice.networks;
  query.policy = choice.policy;
  if (!choice.face.empty()) {
    const auto key = keyFrom(choice.face);
    if (!key) return tl::unexpected(key.error());
    query.face = *key;
  }
  if (!choice.from.empty()) {
    const auto day = dayFrom(choice.from);
    if (!day) return tl::unexpected(day.error());
    query.from = day->begin;
  }
  if (!choice.until.empty()) {
    const auto day = dayFrom(choice.until);
    if (!day) return tl::unexpected(day.error());
    query.until = day->end;
  }
  return query;
}

void addPassphraseOption(CLI::App& command, std::string& file) {
  command.add_option("--passphrase-file", file,
                     "File whose first line is the passphrase, - for standard input (default: ask for it)");
}

Result<std::string> readPassphrase(const std::string& file, const std::string& of, Passphrase which) {
  std::string line;
  if (file.empty() && ::isatty(STDIN_FILENO) != 0) {
    line = ask(("Passphrase of " + of + ": ").c_str());
    if (which == Passphrase::New && ask("Once more: ") != line)
      return fail(ErrorKind::Usage, "The two passphrases differ: try again.");
  } else if (file.empty() || file == "-") {
    std::getline(std::cin, line);
  } else {
    if (auto there = checkIsThere(file); !there) return tl::unexpected(there.error());
    std::ifstream in(file);
    if (!in) return fail(ErrorKind::Disk, file + " can't be read: check that it exists and that you may read it.");
    std::getline(in, line);
  }
  return line;
}

void addSignerOptions(CLI::App& command, SignerArguments& signer, const char* fileOption) {
  command.add_option("--as", signer.name, "Name of the reviewer who signs for it; needed once there are reviewers");
  command.add_option(fileOption, signer.passphraseFile,
                     "File whose first line is that reviewer's passphrase (default: ask for it)");
}

Result<std::optional<UnlockedReviewer>> signerFrom(const Record& record, const SignerArguments& signer) {
  if (signer.name.empty()) return std::nullopt;
  const auto passphrase = readPassphrase(signer.passphraseFile, signer.name);
  if (!passphrase) return tl::unexpected(passphrase.error());
  auto unlocked = ReviewerStore(record).unlock(signer.name, *passphrase);
  if (unlocked) return unlocked;
  if (const auto lost = hasLostHerRow(record, signer.name); lost && *lost)
    return fail(ErrorKind::Input, "What the record holds of the reviewer \"" + signer.name +
                                      "\" was altered or taken out: mien record restore FILE --as NAME takes her key "
                                      "from a backup.");
  return tl::unexpected(unlocked.error());
}

nlohmann::json toJson(const OutputSummary& output) {
  return {{"id", output.id},
          {"uid", output.uid},
          {"time_ms", output.time},
          {"kind", nameOf(output.kind)},
          {"state", nameOf(output.state)},
          {"recipe_digest", output.recipeDigest},
          {"model", {{"id", output.modelId}, {"hash", output.modelHash}}},
          {"pixels_digest", output.pixelsDigest},
          {"project", output.project},
          {"outcome", nameOf(output.outcome)},
          {"rules", output.rules},
          {"policy_hash", output.policyHash},
          {"networks_hash", output.networksHash},
          {"rating", output.rating},
          {"label", output.label},
          {"erased", output.erased}};
}

}  // namespace mien
