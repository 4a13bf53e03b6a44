#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/models_dir.h"
#include "core/model/pack.h"
#include "core/project/carried.h"
#include "core/project/project_file.h"

namespace mien {
namespace {

std::string toText(const Carried& carried) {
  return std::visit([](const auto& it) { return toJson(it); }, carried);
}

Result<int> inspect(const std::string& file) {
  const auto json = isProjectFile(file) ? readProject(file).map([](const Project& p) { return toJson(p); })
                                        : readCarried(file).map(toText);
  if (!json) return tl::unexpected(json.error());
  std::printf("%s\n", nlohmann::json::parse(*json).dump(2).c_str());
  return 0;
}

/// Every folder with a model.json is a pack; each is loaded whole, which verifies it.
Result<int> listModels(const std::filesystem::path& folder, bool json) {
  std::vector<std::filesystem::path> folders;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (std::filesystem::exists(entry.path() / "model.json", error)) folders.push_back(entry.path());
  }
  if (folders.empty())
    return fail(ErrorKind::Model,
                "No model packs lie in " + folder.string() + ": install Mien again, or give --models.");
  std::sort(folders.begin(), folders.end());
  nlohmann::json list = nlohmann::json::array();
  std::string firstFault;
  for (const auto& path : folders) {
    const auto pack = Pack::load(path);
    if (!pack) {
      if (firstFault.empty()) firstFault = pack.error().message;
      list.push_back({{"id", path.filename().string()}, {"ok", false}, {"fault", pack.error().message}});
      if (!json) std::printf("%-10s  not usable: %s\n", path.filename().c_str(), pack.error().message.c_str());
      continue;
    }
    const PackManifest& about = pack->manifest();
    list.push_back({{"id", about.id},
                    {"ok", true},
                    {"version", about.version},
                    {"title", about.title},
                    {"hash", pack->hash()},
                    {"licence", about.licence}});
    if (!json)
      std::printf("%-10s  %s  %s  %s\n", about.id.c_str(), about.version.c_str(), pack->hash().substr(0, 12).c_str(),
                  about.title.c_str());
  }
  if (json) printReport({{"schema", 1}, {"packs", list}});
  if (!firstFault.empty()) return fail(ErrorKind::Model, firstFault);
  // Sound packs can still lack one, or be none that this program runs.
  if (const auto engine = makeEngine(folder, "cpu"); !engine) return tl::unexpected(engine.error());
  return 0;
}

int code(const Result<int>& done) {
  return done ? *done : complain(done.error());
}

}  // namespace

void addInspectCommand(CLI::App& app, CommandRun& chosen) {
  const auto file = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("inspect", "Print a project, or what a picture or film says of its making");
  command->add_option("file", *file, "Project (.mien), picture or film made by Mien")->required();
  command->callback([file, &chosen] { chosen = [file] { return code(inspect(*file)); }; });
}

void addModelsCommand(CLI::App& app, CommandRun& chosen) {
  const auto folder = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("models", "List the installed model packs and verify them");
  command->add_option("--models", *folder, "Folder of model packs (default: the installed ones)");
  command->add_flag("--json", *json, "Print a report");
  // Listing loads each pack whole, so that it verifies too; the verb stays for scripts that want to say so.
  command->add_subcommand("verify", "Check every digest, tensor and value")->fallthrough();
  command->callback([folder, json, &chosen] {
    chosen = [folder, json] {
      return code(listModels(folder->empty() ? modelsDir() : std::filesystem::path(*folder), *json));
    };
  });
}

}  // namespace mien
