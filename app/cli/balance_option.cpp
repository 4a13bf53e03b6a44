#include "app/cli/balance_option.h"

#include <CLI/CLI.hpp>

#include "app/cli/parameter_options.h"
#include "core/blend/parameters.h"
#include "core/studio/identity_balance.h"

namespace mien {
namespace {

const Parameter& parameter() {
  return *findParameter("balance");
}

bool showsOneFace(const Recipe& r) {
  if (!(r.regions == RegionMixes{})) return false;
  return (r.structure == 0 && r.features == 0 && r.colour == 0) ||
         (r.structure == 1 && r.features == 1 && r.colour == 1);
}

}  // namespace

void addBalanceOption(CLI::App& command, std::string& text) {
  text = "auto";
  command.add_option("--balance", text, std::string(parameter().help) + "; auto measures it")
      ->check(CLI::IsMember({"auto"}) | withinRange(parameter()))
      ->capture_default_str();
}

Result<void> applyBalance(const std::string& text, Session& session, const std::array<Parent, 2>& parents,
                          Recipe& recipe) {
  if (text != "auto") {
    recipe.balance = clamped(parameter(), numberOf(text));
    return {};
  }
  if (showsOneFace(recipe)) return {};
  const auto keeper = session.gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const auto judge = (*keeper)->judge();
  if (!judge) return tl::unexpected(judge.error());
  const auto balance = measureBalance(
      recipe, {parents[0].face, parents[1].face}, [&](const Recipe& r) { return session.render(r, parents); },
      [&](const Image8& picture, const FivePoints& at) { return (*judge)->embed(picture, at); });
  if (!balance) return tl::unexpected(balance.error());
  recipe.balance = *balance;
  return {};
}

}  // namespace mien
