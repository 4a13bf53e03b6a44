#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/cli/engine_options.h"
#include "app/cli/models_commands.h"
#include "app/cli/output.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "app/models_dir.h"
#include "core/gate/open_engine.h"
#include "core/model/installed_packs.h"
#include "core/record/pack_standing.h"
#include "core/studio/make_engine.h"

namespace mien {
namespace {

PackStanding standingAmong(const std::vector<PackStanding>& all, const std::string& hash) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const PackStanding& pack) { return pack.hash == hash; });
  return found == all.end() ? PackStanding{} : *found;
}

Result<std::vector<PackStanding>> readStandings() {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  return packStandings(*record);
}

nlohmann::json packJson(const std::string& folder, const Pack& pack, const PackStanding& standing) {
  const PackManifest& about = pack.manifest();
  nlohmann::json json{{"id", about.id},           {"folder", folder},         {"ok", true},
                      {"version", about.version}, {"title", about.title},     {"kind", toString(about.kind)},
                      {"hash", pack.hash()},      {"licence", about.licence}, {"standing", nameOf(standing.standing)}};
  if (!standing.reason.empty()) json["reason"] = standing.reason;
  return json;
}

void print(const std::string& folder, const Pack& pack, const PackStanding& standing) {
  const std::string reason = standing.reason.empty() ? "" : " (" + onOneLine(standing.reason) + ")";
  std::printf("%-16s  %s  %s  %-8s  %s%s\n", folder.c_str(), pack.manifest().version.c_str(),
              pack.hash().substr(0, 12).c_str(), std::string(nameOf(standing.standing)).c_str(),
              pack.manifest().title.c_str(), standing.standing == Standing::Current ? "" : reason.c_str());
}

/// The standard one, which must be there, and every other portrait pack that is not an older one.
std::vector<std::string> modelsInUse(const std::vector<std::filesystem::path>& folders) {
  std::vector<std::string> names{kStandardModel};
  for (const auto& folder : folders) {
    const std::string name = folder.filename().string();
    const auto pack = findPack(folder.parent_path(), name);
    if (pack && pack->manifest.kind == PackKind::Portrait && pack->manifest.id == name && name != kStandardModel)
      names.push_back(name);
  }
  return names;
}

/// Each pack is loaded whole, which verifies it.
Result<int> listModels(const ModelsArguments& args) {
  const std::filesystem::path models = args.models();
  const auto folders = packFolders(models);
  if (folders.empty())
    return fail(ErrorKind::Model,
                "No model packs lie in " + models.string() + ": install Mien again, or give --models.");
  const auto standings = readStandings();
  if (!standings) return tl::unexpected(standings.error());
  nlohmann::json list = nlohmann::json::array();
  std::string firstFault;
  for (const auto& path : folders) {
    const std::string name = path.filename().string();
    const auto pack = Pack::load(path);
    if (!pack) {
      if (firstFault.empty()) firstFault = pack.error().message;
      list.push_back({{"id", name}, {"folder", name}, {"ok", false}, {"fault", pack.error().message}});
      if (!args.json) std::printf("%-16s  not usable: %s\n", name.c_str(), pack.error().message.c_str());
      continue;
    }
    const PackStanding standing = standingAmong(*standings, pack->hash());
    list.push_back(packJson(name, *pack, standing));
    if (!args.json) print(name, *pack, standing);
  }
  if (args.json) printReport({{"schema", 1}, {"packs", list}});
  if (!firstFault.empty()) return fail(ErrorKind::Model, firstFault);
  // Sound packs can still lack one, or be none that this program runs.
  for (const std::string& model : modelsInUse(folders)) {
    const auto packs = enginePacksWith(models, model);
    if (!packs) return tl::unexpected(packs.error());
    if (const auto engine = makeEngine(*packs, "cpu"); !engine) return tl::unexpected(engine.error());
  }
  if (const auto judge = openJudge(models); !judge) return tl::unexpected(judge.error());
  return 0;
}

void addDiff(CLI::App& models, const std::shared_ptr<ModelsArguments>& args, CommandRun& chosen) {
  struct Two {
    std::string a, b;
  };
  const auto two = std::make_shared<Two>();
  CLI::App* diff =
      models.add_subcommand("diff", "Compare two packs: layout, networks, tensors, training data, figures");
  diff->add_option("a", two->a, "Name, hash or folder of a pack")->required();
  diff->add_option("b", two->b, "Another")->required();
  diff->footer("Exit code: 0 they are the same, 1 they differ.");
  diff->fallthrough();
  diff->callback([=, &chosen] { chosen = [=] { return diffModels(*args, two->a, two->b); }; });
}

void addStep(CLI::App& models, const std::shared_ptr<ModelsArguments>& args, CommandRun& chosen, StandingStep step,
             const char* name, const char* help) {
  const auto which = std::make_shared<StandingArguments>(StandingArguments{.step = step});
  CLI::App* command = models.add_subcommand(name, help);
  command->add_option("pack", which->pack, "Name, hash or folder of a pack")->required();
  auto* reason = command->add_option("--reason", which->reason, "Why; it stands in the history for good");
  if (step == StandingStep::Recall) reason->required();
  addSignerOptions(*command, which->signer);
  command->fallthrough();
  command->callback([=, &chosen] { chosen = [=] { return changeStanding(*args, *which); }; });
}

void addProject(CLI::App& models, const std::shared_ptr<ModelsArguments>& args, CommandRun& chosen) {
  const auto project = std::make_shared<ProjectArguments>();
  CLI::App* command = models.add_subcommand(
      "project", "Bring a project that was saved with other packs over to those in use, and say what that loses");
  command->add_option("file", project->from, "Project (.mien)")->required();
  command->add_option("-o,--output", project->to, "Project to write")->required();
  command->add_flag("--overwrite", project->overwrite, "Replace a file that is there already");
  addDeviceOption(*command, project->device);
  command->fallthrough();
  command->callback([=, &chosen] { chosen = [=] { return projectProject(*args, *project); }; });
}

}  // namespace

std::filesystem::path ModelsArguments::models() const {
  return folder.empty() ? modelsDir() : std::filesystem::path(folder);
}

void addModelsCommand(CLI::App& app, CommandRun& chosen) {
  const auto args = std::make_shared<ModelsArguments>();
  CLI::App* command =
      app.add_subcommand("models", "List the model packs and verify them; compare, retire, recall them");
  command->add_option("--models", args->folder, "Folder of model packs (default: the installed ones)");
  command->add_flag("--json", args->json, "Print a report");
  command->require_subcommand(0, 1);
  // Listing loads each pack whole, so that it verifies too.
  for (const auto& [name, help] : {std::pair{"list", "Name the packs, their hashes and standing"},
                                   std::pair{"verify", "Check every digest, tensor and value"}})
    command->add_subcommand(name, help)->fallthrough();
  addDiff(*command, args, chosen);
  addStep(*command, args, chosen, StandingStep::Retire, "retire", "Warn whoever still uses a pack");
  addStep(*command, args, chosen, StandingStep::Recall, "recall",
          "Stop a pack: it opens no more, and nothing made with it leaves");
  addStep(*command, args, chosen, StandingStep::Reinstate, "reinstate", "Take that back");
  addProject(*command, args, chosen);
  command->callback([args, command, &chosen] {
    const auto part = command->get_subcommands();
    if (!part.empty() && part.front()->get_name() != "list" && part.front()->get_name() != "verify") return;
    chosen = [args] { return listModels(*args); };
  });
}

}  // namespace mien
