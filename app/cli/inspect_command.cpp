#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/session.h"
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

}  // namespace

void addInspectCommand(CLI::App& app, CommandRun& chosen) {
  const auto file = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("inspect", "Print a project, or what a picture or film says of its making");
  command->add_option("file", *file, "Project (.mien), picture or film made by Mien")->required();
  command->callback([file, &chosen] { chosen = [file] { return inspect(*file); }; });
}

}  // namespace mien
