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
  if (!(r.regions == RegionMixes{}) || !r.further.empty()) return false;
  return (r.structure == 0 && r.features == 0 && r.colour == 0) ||
         (r.structure == 1 && r.features == 1 && r.colour == 1);
}

Result<std::vector<double>> balancesOf(Session& session, const Parents& parents, const Recipe& recipe) {
  const std::vector<FacePtr> faces = facesOf(parents);
  if (auto known = session.recentFaces().balancesOf(faces)) return *known;
  const auto keeper = session.gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const auto judge = (*keeper)->judge();
  if (!judge) return tl::unexpected(judge.error());
  auto balances = measureBalances(
      recipe, faces,
      [&](const Recipe& mix, const std::vector<FacePtr>& pair) {
        Parents parentsOfPair;
        for (const FacePtr& face : pair) parentsOfPair.push_back({face, nullptr});
        return session.render(mix, parentsOfPair);
      },
      [&](const Image8& picture, const FivePoints& at) { return (*judge)->embed(picture, at); });
  if (balances) session.recentFaces().keepBalances(faces, *balances);
  return balances;
}

}  // namespace

void addBalanceOption(CLI::App& command, std::string& text) {
  text = "auto";
  command.add_option("--balance", text, std::string(parameter().help) + "; auto measures it")
      ->check(CLI::IsMember({"auto"}) | withinRange(parameter()))
      ->capture_default_str();
}

Result<void> applyBalance(const std::string& text, Session& session, const Parents& parents, Recipe& recipe) {
  if (text != "auto") {
    recipe.balance = clamped(parameter(), numberOf(text));
    return {};
  }
  if (showsOneFace(recipe)) return {};
  const auto balances = balancesOf(session, parents, recipe);
  if (!balances) return tl::unexpected(balances.error());
  recipe.balance = balances->front();
  for (std::size_t i = 0; i < recipe.further.size(); ++i) recipe.further[i].balance = (*balances)[i + 1];
  return {};
}

}  // namespace mien
