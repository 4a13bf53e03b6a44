#include "core/record/recalled_mix.h"

#include <nlohmann/json.hpp>

#include "core/blend/same_mix.h"
#include "core/record/canonical.h"
#include "core/record/last_step.h"

namespace mien {
namespace {

constexpr const char* kOfRecipes = "SELECT id FROM outputs WHERE recipe_digest IN (SELECT value FROM json_each(?))";

std::string keptDigestOf(const SigningKey& key, const std::vector<std::string>& variants) {
  return key.digest(canonical({"mien-recalled-1", variants.front()}));
}

}  // namespace

std::string keptDigest(const SigningKey& key, const std::string& recipe) {
  return keptDigestOf(key, variantsOf(recipe));
}

Result<std::optional<HeldMix>> findHeldMix(SQLite::Database& db, const SigningKey& key, const std::string& recipe) {
  nlohmann::json digests = nlohmann::json::array({sha256HexOf(recipe)});
  for (const std::string& variant : variantsOf(recipe)) digests.push_back(sha256HexOf(variant));
  return lastStep(db, key.publicKey(), StepsOf::Hold, kOfRecipes, digests.dump()).map(heldBy);
}

Result<std::optional<std::int64_t>> findRecalledMix(SQLite::Database& db, const SigningKey& key,
                                                    const std::string& recipe) {
  const std::vector<std::string> variants = variantsOf(recipe);
  nlohmann::json digests = nlohmann::json::array({sha256HexOf(recipe), keptDigestOf(key, variants)});
  for (const std::string& variant : variants) digests.push_back(sha256HexOf(variant));
  return lastStep(db, key.publicKey(), StepsOf::Recall, kOfRecipes, digests.dump()).map(recalledBy);
}

}  // namespace mien
