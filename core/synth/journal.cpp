#include "core/synth/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"

namespace mien {
namespace {

using nlohmann::json;

/// Seeds that were passed over are measured again after a kill: no more than these.
constexpr std::int64_t kNoteEvery = 64;

void count(SetProgress& progress, const json& face) {
  const auto seed = face.at("seed").get<std::uint64_t>();
  progress.passedOver += static_cast<std::int64_t>(seed - progress.next);
  progress.sinceFace += seed + 1 - progress.next;
  progress.next = seed + 1;
  progress.begun.reset();
  if (face.at("file").is_null()) {
    ++progress.refused;
    if (progress.firstRefusal == 0) progress.firstRefusal = face.at("code").get<int>();
    return;
  }
  ++progress.faces;
  progress.sinceFace = 0;
  if (face.contains("group")) ++progress.groups[face.at("group").get<std::string>()];
}

void countTo(SetProgress& progress, std::uint64_t next) {
  progress.passedOver += static_cast<std::int64_t>(next - progress.next);
  progress.sinceFace += next - progress.next;
  progress.next = next;
}

/// "count, model": what two sets are not both made from.
std::string difference(const json& now, const json& before) {
  std::string keys;
  for (const auto& [key, value] : now.items()) {
    if (before.value(key, json()) == value) continue;
    if (value.is_object() && before.contains(key) && before[key].is_object()) {
      keys += (keys.empty() ? "" : ", ") + difference(value, before[key]);
    } else {
      keys += (keys.empty() ? "" : ", ") + key;
    }
  }
  return keys;
}

tl::unexpected<Error> unwritable(const std::filesystem::path& file) {
  return fail(ErrorKind::Disk, file.string() + " can't be written: check the folder and its space.");
}

struct Former {
  SetProgress progress;
  std::uintmax_t whole = 0;  ///< bytes of its whole lines
};

/// A last line without an end was cut by a kill.
Result<Former> formerSet(const std::filesystem::path& file, const json& from) {
  std::ifstream in(file, std::ios::binary);
  Former former;
  former.progress.next = from.at("arguments").at("seed").get<std::uint64_t>();
  std::string line;
  for (std::size_t number = 1; std::getline(in, line) && !in.eof(); ++number) {
    try {
      const json one = json::parse(line);
      if (number == 1 && one != from) {
        return fail(ErrorKind::Usage, file.string() + " is of a set that was made otherwise (" + difference(from, one) +
                                          "): give the same again, another name, or --overwrite to begin anew.");
      }
      if (one.contains("begun")) countTo(former.progress, *(former.progress.begun = one.at("begun")));
      if (one.contains("next")) countTo(former.progress, one.at("next"));
      if (one.contains("verdict")) count(former.progress, one);
    } catch (const json::exception&) {
      return fail(ErrorKind::Input,
                  "Line " + std::to_string(number) + " of " + file.string() + " is damaged: --overwrite begins anew.");
    }
    former.whole += line.size() + 1;
  }
  if (in.bad()) return fail(ErrorKind::Disk, file.string() + " can't be read: check that you may read it.");
  return former;
}

}  // namespace

json toJson(const SetFace& face) {
  json attributes = json::object();
  for (const AttributeInfo& info : attributeList()) attributes[info.id] = face.attributes.*info.value;
  std::vector<std::string> rules;
  for (const RuleFinding& finding : face.verdict.findings)
    if (std::find(rules.begin(), rules.end(), finding.rule) == rules.end()) rules.push_back(finding.rule);
  json line{{"seed", face.seed},
            {"file", face.file.empty() ? json() : json(face.file)},
            {"history", face.history},
            {"attributes", attributes},
            {"age_band", bandOf(ageBands(), face.attributes.age)},
            {"skin_class", bandOf(skinToneClasses(), face.attributes.skinTone)},
            {"outcome", toString(face.verdict.outcome)},
            {"rules", rules},
            {"verdict", json::parse(toJson(face.verdict))}};
  if (!face.file.empty()) line["sha256"] = face.sha256;
  if (!face.group.empty()) line["group"] = face.group;
  if (!face.refusal.empty()) {
    line["refusal"] = face.refusal;
    line["code"] = face.code;
  }
  return line;
}

Result<SetProgress> readSetProgress(const std::filesystem::path& file, const json& from) {
  return formerSet(file, from).map([](const Former& former) { return former.progress; });
}

Result<SetJournal> SetJournal::open(const std::filesystem::path& file, const json& from, bool anew) {
  std::FILE* const out = std::fopen(file.c_str(), "ae");
  if (out == nullptr) return unwritable(file);
  SetJournal journal(file, out, {});
  if (::flock(::fileno(out), LOCK_EX | LOCK_NB) != 0)
    return fail(ErrorKind::Usage, file.string() + " is being written by another mien generate: wait for it.");
  auto former = formerSet(file, from);
  if (!former && !anew) return tl::unexpected(former.error());
  const std::uintmax_t whole = former ? former->whole : 0;
  if (::ftruncate(::fileno(out), static_cast<off_t>(whole)) != 0) return unwritable(file);
  if (former && whole > 0) {
    journal.progress_ = former->progress;
    return journal;
  }
  journal.progress_.next = from.at("arguments").at("seed").get<std::uint64_t>();
  if (auto written = journal.write(from, true); !written) return tl::unexpected(written.error());
  syncFolder(file.has_parent_path() ? file.parent_path() : ".");
  return journal;
}

Result<void> SetJournal::write(const json& line, bool synced) {
  const std::string text = line.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  const bool written = std::fputs(text.c_str(), file_.get()) >= 0 && std::fflush(file_.get()) == 0 &&
                       (!synced || ::fsync(::fileno(file_.get())) == 0);
  if (written) return {};
  return unwritable(name_);
}

Result<void> SetJournal::begin(std::uint64_t seed) {
  countTo(progress_, seed);
  progress_.begun = seed;
  return write({{"begun", seed}}, true);
}

Result<void> SetJournal::add(const SetFace& face) {
  const json line = toJson(face);
  count(progress_, line);
  return write(line, true);
}

Result<void> SetJournal::passOver() {
  countTo(progress_, progress_.next + 1);
  if (progress_.passedOver % kNoteEvery != 0) return {};
  return write({{"next", progress_.next}}, false);
}

}  // namespace mien
