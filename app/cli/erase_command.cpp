#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

#include "app/cli/commands.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "app/photo_places.h"
#include "core/export/kept_files.h"
#include "core/guard/protected_people.h"
#include "core/project/autosave_folder.h"
#include "core/project/face_files.h"
#include "core/project/project_file.h"
#include "core/record/erase.h"
#include "core/record/face_key.h"
#include "core/record/recall_files.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::vector<std::string> people;
  bool yes = false;
  bool json = false;
};

bool shows(const Project& project, const std::vector<std::string>& keys) {
  const auto named = [&](const std::string& key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
  return std::any_of(project.faces.begin(), project.faces.end(), [&](const auto& face) {
    if (!face) return false;
    const auto* photo = std::get_if<PhotoFaceRef>(&face->ref);
    if (named(faceKey(face->ref)) || (photo && named(photo->digest))) return true;
    if (!face->aligned) return false;
    const auto saved = unpackFace(*face->aligned);
    return saved && named(digestOf(*saved));
  });
}

/// Autosaves that show the person.
struct Autosaves {
  std::vector<fs::path> abandoned;  ///< their windows have ended
  bool open = false;                ///< there is one of a window that is open: it would write its own again
};

Autosaves autosavesOf(const std::vector<std::string>& keys) {
  const fs::path folder = autosaveFolder();
  const auto abandoned = abandonedAutosaves(folder);
  Autosaves found;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const auto saved = readAutosave(entry.path());
    if (!saved || !shows(saved->project, keys)) continue;
    if (std::find(abandoned.begin(), abandoned.end(), entry.path()) == abandoned.end())
      found.open = true;
    else
      found.abandoned.push_back(entry.path());
  }
  return found;
}

/// What lies outside the database.
struct Besides {
  int photographs = 0;  ///< kept for films, and faces without theirs
  int works = 0;        ///< of how many films unfinished pictures lay there, of others too: no job needed them
  int reports = 0;
  int settings = 0;
  int autosaves = 0;
  /// On the list of protected people, which is of numbers and names: nobody can tell whether this person is. Nothing:
  /// the list can't be read.
  std::optional<std::size_t> protectedPeople;
  std::vector<Error> faults;  ///< what could not be cleaned; all else was
};

/// True when the file was there and is gone.
bool removed(const fs::path& file, Besides& out) {
  std::error_code failed;
  const bool gone = fs::remove(file, failed);
  if (failed)
    out.faults.push_back(
        {ErrorKind::Disk, file.string() + " can't be deleted: check that you may write there, or delete it yourself."});
  return gone;
}

void count(int& into, const Result<int>& done, Besides& out) {
  if (done)
    into = *done;
  else
    out.faults.push_back(done.error());
}

/// Segments beside the record that no job needs any more.
Result<int> eraseWork(const Record& record) {
  const auto store = JobStore::open(record);
  if (!store) return tl::unexpected(store.error());
  const auto jobs = store->list();
  if (!jobs) return tl::unexpected(jobs.error());
  return removeUnneeded(record.file(), *store, *jobs);
}

/// A window that is open when this ends may have been opened after it was asked for.
void eraseAutosaves(const std::vector<std::string>& keys, Besides& out) {
  const Autosaves found = autosavesOf(keys);
  for (const fs::path& file : found.abandoned) out.autosaves += removed(file, out) ? 1 : 0;
  if (found.open)
    out.faults.push_back(
        {ErrorKind::Disk, "A window that was opened meanwhile shows this person: close it, then erase again."});
}

/// Goes through with all of it whatever can't be done: the record no longer knows what would lead here a second time.
Besides eraseBesides(const Record& record, const ErasureReport& report, const std::vector<std::string>& keys) {
  Besides out;
  count(out.photographs, eraseKept(record.file(), report.photographs, report.names), out);
  count(out.works, eraseWork(record), out);
  count(out.reports, eraseReports(record, report.names), out);
  count(out.settings, forgetPhotographs(report.photographs), out);
  eraseAutosaves(keys, out);
  if (const auto people = ProtectedPeople::open(record.file().parent_path()))
    out.protectedPeople = people->people().size();
  return out;
}

bool foundAnything(const ErasureReport& report, const Besides& besides) {
  // Not the works of films: what nobody needs any more may have been others'.
  return report.outputs + report.faces + report.consents + report.jobs + besides.photographs + besides.reports +
             besides.settings + besides.autosaves !=
         0;
}

/// "1 face", "2 faces".
std::string counted(std::int64_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void print(const ErasureReport& report, const Besides& besides) {
  if (foundAnything(report, besides))
    std::printf(
        "Erased: %s, %s, %s, %s, unfinished pictures of %s, %s, %s, %s beside the record, %s of the window's "
        "settings.\n",
        counted(report.outputs, "output").c_str(), counted(report.faces, "face").c_str(),
        counted(report.consents, "consent").c_str(), counted(report.jobs, "job").c_str(),
        counted(besides.works, "film").c_str(), counted(besides.photographs, "kept photograph").c_str(),
        counted(besides.autosaves, "autosave").c_str(), counted(besides.reports, "recall report").c_str(),
        counted(besides.settings, "line").c_str());
  else
    std::printf("Nothing more about this person was found, in the record or beside it.\n");
  if (report.earlierScrubbed)
    std::printf("What an earlier erasing had to leave in old pages of the record is gone now.\n");
  for (const fs::path& file : report.files) std::printf("Still there, and known to nobody now: %s\n", file.c_str());
  if (besides.protectedPeople != 0U)
    std::printf(
        "If the person is on the list of protected people, they stay on it: mien protect list, mien protect remove "
        "N.\n");
  std::printf("Backups that were made before still hold this person: delete them.\n");
}

void printJson(const ErasureReport& report, const Besides& besides) {
  nlohmann::json files = nlohmann::json::array();
  for (const fs::path& file : report.files) files.push_back(file.string());
  nlohmann::json json{{"schema", 1},
                      {"outputs", report.outputs},
                      {"faces", report.faces},
                      {"consents", report.consents},
                      {"jobs", report.jobs},
                      {"unfinished_films", besides.works},
                      {"photographs", besides.photographs},
                      {"autosaves", besides.autosaves},
                      {"recall_reports", besides.reports},
                      {"settings", besides.settings},
                      {"protected_people", nullptr},
                      {"scrubbed", !report.unscrubbed},
                      {"earlier_scrubbed", report.earlierScrubbed},
                      {"files", files}};
  if (besides.protectedPeople) json["protected_people"] = *besides.protectedPeople;
  printReport(json);
}

/// Says what could not be done, the scrubbing last; the exit code is the first one's.
int complainOf(const ErasureReport& report, const Besides& besides) {
  std::vector<Error> faults = besides.faults;
  if (report.unscrubbed) faults.push_back(*report.unscrubbed);
  for (const Error& fault : faults) complain(fault);
  return faults.empty() ? 0 : exitCode(faults.front().kind);
}

Result<std::vector<std::string>> keysFrom(const std::vector<std::string>& people) {
  std::vector<std::string> keys;
  for (const std::string& person : people) {
    auto key = keyFrom(person);
    if (!key) return tl::unexpected(key.error());
    keys.push_back(*std::move(key));
  }
  return keys;
}

/// The exit code once something was changed.
Result<int> erase(const Arguments& a) {
  const auto keys = keysFrom(a.people);
  if (!keys) return tl::unexpected(keys.error());
  if (!a.yes)
    return fail(
        ErrorKind::Usage,
        "This takes faces, recipes, thumbnails and verdicts of this person out of the record for good: add --yes "
        "if that is what you want.");
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  if (autosavesOf(*keys).open)
    return fail(ErrorKind::Disk,
                "A window that is open shows this person, so nothing was erased: close it, then erase again.");
  const auto report = erasePerson(*record, *keys);
  if (!report) return tl::unexpected(report.error());
  const Besides besides = eraseBesides(*record, *report, *keys);
  if (!foundAnything(*report, besides) && !report->earlierScrubbed && !report->unscrubbed && besides.faults.empty())
    return fail(ErrorKind::Input,
                "Nothing about this person was found, in the record or beside it: check the photograph or the key. "
                "(What was erased before is gone for good.)");
  if (a.json)
    printJson(*report, besides);
  else
    print(*report, besides);
  return complainOf(*report, besides);
}

}  // namespace

void addEraseCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("erase", "Take a person out of the record; the history stays verifiable");
  command->add_option("people", a->people, "Photographs (files or digests) or face keys")->required();
  command->add_flag("--yes", a->yes, "It can't be undone, and I want it");
  command->add_flag("--json", a->json, "Print a report");
  command->callback([a, &chosen] { chosen = [a] { return erase(*a); }; });
}

}  // namespace mien
