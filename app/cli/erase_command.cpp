#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/export/kept_files.h"
#include "core/project/autosave_folder.h"
#include "core/project/project_file.h"
#include "core/record/erase.h"
#include "core/record/face_key.h"

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

/// Photographs and segments beside the record that no job needs any more.
Result<void> eraseWork(const Record& record, const std::vector<std::string>& keys) {
  const auto store = JobStore::open(record);
  if (!store) return tl::unexpected(store.error());
  const auto jobs = store->list();
  if (!jobs) return tl::unexpected(jobs.error());
  removeUnneeded(record.file(), *store, *jobs);
  std::error_code none;
  for (const std::string& key : keys) fs::remove(record.file().parent_path() / "photographs" / key, none);
  return {};
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
  const auto autosaves = eraseAutosaves(keys);
  if (!autosaves) return tl::unexpected(autosaves.error());
  if (auto done = eraseWork(*record, keys); !done) return done;
  if (a.json) {
    nlohmann::json files = nlohmann::json::array();
    for (const fs::path& file : report->files) files.push_back(file.string());
    printReport({{"schema", 1},
                 {"outputs", report->outputs},
                 {"faces", report->faces},
                 {"consents", report->consents},
                 {"jobs", report->jobs},
                 {"autosaves", *autosaves},
                 {"files", files}});
    return {};
  }
  std::printf("Erased: %lld outputs, %lld faces, %lld consents, %lld jobs, %d autosaves.\n",
              static_cast<long long>(report->outputs), static_cast<long long>(report->faces),
              static_cast<long long>(report->consents), static_cast<long long>(report->jobs), *autosaves);
  for (const fs::path& file : report->files) std::printf("Still there, and known to nobody now: %s\n", file.c_str());
  std::printf("Backups that were made before still hold this person: delete them.\n");
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
