#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "app/photo_places.h"
#include "core/export/kept_files.h"
#include "core/guard/protected_people.h"
#include "core/project/autosave_folder.h"
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
    return named(faceKey(face->ref)) || (photo && named(photo->digest));
  });
}

/// Autosaves whose windows have ended; one that is open keeps its own, and is told of.
Result<int> eraseAutosaves(const std::vector<std::string>& keys) {
  const fs::path folder = autosaveFolder();
  const auto abandoned = abandonedAutosaves(folder);
  int erased = 0;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const auto saved = readAutosave(entry.path());
    if (!saved || !shows(saved->project, keys)) continue;
    if (std::find(abandoned.begin(), abandoned.end(), entry.path()) == abandoned.end())
      return fail(ErrorKind::Disk, "A window that is open shows this person: close it, then erase again.");
    if (!fs::remove(entry.path(), none))
      return fail(ErrorKind::Disk, entry.path().string() + " can't be deleted: check that you may write there.");
    ++erased;
  }
  return erased;
}

/// Photographs and segments beside the record that no job needs any more; how many of these photographs lay there.
Result<int> eraseWork(const Record& record, const std::vector<std::string>& photographs) {
  const auto store = JobStore::open(record);
  if (!store) return tl::unexpected(store.error());
  const auto jobs = store->list();
  if (!jobs) return tl::unexpected(jobs.error());
  int erased = 0;
  std::error_code none;
  for (const std::string& digest : photographs)
    erased += fs::remove(record.file().parent_path() / "photographs" / digest, none) ? 1 : 0;
  removeUnneeded(record.file(), *store, *jobs);
  return erased;
}

/// What lies outside the database.
struct Besides {
  int photographs = 0;
  int reports = 0;
  int settings = 0;
  int autosaves = 0;
  /// On the list of protected people, which is of numbers and names: nobody can tell whether this person is. Nothing:
  /// the list can't be read.
  std::optional<std::size_t> protectedPeople;
};

Result<Besides> eraseBesides(const Record& record, const ErasureReport& report, const std::vector<std::string>& keys) {
  Besides out;
  const auto put = [](int& into, const Result<int>& count) -> Result<void> {
    if (!count) return tl::unexpected(count.error());
    into = *count;
    return {};
  };
  auto done = put(out.photographs, eraseWork(record, report.photographs));
  if (done) done = put(out.reports, eraseReports(record, report.names));
  if (done) done = put(out.settings, forgetPhotographs(report.photographs));
  if (done) done = put(out.autosaves, eraseAutosaves(keys));
  if (!done) return tl::unexpected(done.error());
  if (const auto people = ProtectedPeople::open(record.file().parent_path()))
    out.protectedPeople = people->people().size();
  return out;
}

void print(const ErasureReport& report, const Besides& besides) {
  std::printf(
      "Erased: %lld outputs, %lld faces, %lld consents, %lld jobs, %d autosaves, %d recall reports beside the record, "
      "%d "
      "lines of the window's settings.\n",
      static_cast<long long>(report.outputs), static_cast<long long>(report.faces),
      static_cast<long long>(report.consents), static_cast<long long>(report.jobs), besides.autosaves, besides.reports,
      besides.settings);
  for (const fs::path& file : report.files) std::printf("Still there, and known to nobody now: %s\n", file.c_str());
  if (besides.protectedPeople != 0U)
    std::printf(
        "If the person is on the list of protected people, they stay on it: mien protect list, mien protect remove "
        "N.\n");
  std::printf("Backups that were made before still hold this person: delete them.\n");
}

Result<void> erase(const Arguments& a) {
  std::vector<std::string> keys;
  for (const std::string& person : a.people) {
    auto key = keyFrom(person);
    if (!key) return tl::unexpected(key.error());
    keys.push_back(*std::move(key));
  }
  if (!a.yes)
    return fail(
        ErrorKind::Usage,
        "This takes faces, recipes, thumbnails and verdicts of this person out of the record for good: add --yes "
        "if that is what you want.");
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto report = erasePerson(*record, keys);
  if (!report) return tl::unexpected(report.error());
  const auto besides = eraseBesides(*record, *report, keys);
  if (!besides) return tl::unexpected(besides.error());
  if (report->outputs + report->faces + report->consents + report->jobs + besides->photographs + besides->reports +
          besides->settings + besides->autosaves ==
      0)
    return fail(ErrorKind::Input,
                "Nothing about this person was found, in the record or beside it: check the photograph or the key. "
                "(What was erased before is gone for good.)");
  if (a.json) {
    nlohmann::json files = nlohmann::json::array();
    for (const fs::path& file : report->files) files.push_back(file.string());
    nlohmann::json json{{"schema", 1},
                        {"outputs", report->outputs},
                        {"faces", report->faces},
                        {"consents", report->consents},
                        {"jobs", report->jobs},
                        {"autosaves", besides->autosaves},
                        {"recall_reports", besides->reports},
                        {"settings", besides->settings},
                        {"protected_people", nullptr},
                        {"files", files}};
    if (besides->protectedPeople) json["protected_people"] = *besides->protectedPeople;
    printReport(json);
    return {};
  }
  print(*report, *besides);
  return {};
}

}  // namespace

void addEraseCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("erase", "Take a person out of the record; the history stays verifiable");
  command->add_option("people", a->people, "Photographs (files or digests) or face keys")->required();
  command->add_flag("--yes", a->yes, "It can't be undone, and I want it");
  command->add_flag("--json", a->json, "Print a report");
  command->callback([a, &chosen] { chosen = [a] { return finish(erase(*a)); }; });
}

}  // namespace mien
