#include "core/record/recalled_mix.h"

#include <nlohmann/json.hpp>

#include "core/blend/same_mix.h"
#include "core/record/canonical.h"
#include "core/record/output.h"
#include "core/record/sql.h"

namespace mien {
namespace {

std::string keptDigestOf(const SigningKey& key, const std::vector<std::string>& variants) {
  return key.digest(canonical({"mien-recalled-1", variants.front()}));
}

}  // namespace

std::string keptDigest(const SigningKey& key, const std::string& recipe) {
  return keptDigestOf(key, variantsOf(recipe));
}

std::optional<HeldMix> findHeldMix(SQLite::Database& db, const std::string& recipe) {
  nlohmann::json digests = nlohmann::json::array({sha256HexOf(recipe)});
  for (const std::string& variant : variantsOf(recipe)) digests.push_back(sha256HexOf(variant));
  SQLite::Statement last = sql::query(
      db,
      "SELECT output, to_state FROM decisions WHERE output IN (SELECT id FROM outputs WHERE recipe_digest IN "
      "(SELECT value FROM json_each(?))) AND from_state <> to_state AND to_state IN ('flagged', 'rejected', "
      "'approved') "
      "ORDER BY id DESC LIMIT 1",
      digests.dump());
  if (!last.executeStep()) return std::nullopt;
  const auto state = outputStateFrom(last.getColumn(1).getString()).value();
  if (state == OutputState::Approved) return std::nullopt;
  return HeldMix{last.getColumn(0).getInt64(), state};
}

bool isMixRecalled(SQLite::Database& db, const SigningKey& key, const std::string& recipe) {
  const std::vector<std::string> variants = variantsOf(recipe);
  nlohmann::json digests = nlohmann::json::array({sha256HexOf(recipe), keptDigestOf(key, variants)});
  for (const std::string& variant : variants) digests.push_back(sha256HexOf(variant));
  SQLite::Statement last = sql::query(
      db,
      "SELECT to_state FROM decisions WHERE output IN (SELECT id FROM outputs WHERE recipe_digest IN "
      "(SELECT value FROM json_each(?))) AND from_state <> to_state AND to_state IN ('recalled', 'approved') "
      "ORDER BY id DESC LIMIT 1",
      digests.dump());
  return last.executeStep() && last.getColumn(0).getString() == nameOf(OutputState::Recalled);
}

}  // namespace mien
