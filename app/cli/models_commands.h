#pragma once
// The parts of `mien models`.
#include <filesystem>
#include <string>

#include "app/cli/commands.h"
#include "app/cli/record_arguments.h"
#include "core/base/result.h"

namespace mien {

/// What all parts take.
struct ModelsArguments {
  std::string folder;  ///< of packs; empty: the installed ones
  bool json = false;
  std::filesystem::path models() const;
};

/// Differences in words or as a report; 0: the same, 1: not.
Result<int> diffModels(const ModelsArguments& args, const std::string& a, const std::string& b);

/// Retires, recalls or reinstates a pack.
enum class StandingStep { Retire, Recall, Reinstate };
struct StandingArguments {
  StandingStep step = StandingStep::Retire;
  std::string pack, reason;
  SignerArguments signer;
};
Result<int> changeStanding(const ModelsArguments& args, const StandingArguments& change);

/// A project as a new one whose faces are of the packs in use, and what that lost.
struct ProjectArguments {
  std::string from, to, device = "auto";
  bool overwrite = false;
};
Result<int> projectProject(const ModelsArguments& args, const ProjectArguments& project);

}  // namespace mien
