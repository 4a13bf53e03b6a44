#include "core/guard/scores_json.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxWhole = (1ULL << 53) - 1;
constexpr double kLargest = 1e6;

json toField(const Score& score) {
  json field = json::object();
  field["value"] = score.value ? json(*score.value + 0.0) : json();
  if (!score.detail.empty()) field["detail"] = score.detail;
  if (score.frame) field["frame"] = *score.frame;
  if (score.number) field["number"] = *score.number;
  return field;
}

Score scoreFrom(const JsonField& field) {
  field.expectObject({"value"}, {"detail", "frame", "number"});
  Score score;
  if (!field["value"].value().is_null()) score.value = field["value"].number(-kLargest, kLargest);
  if (field.has("detail")) score.detail = field["detail"].text();
  if (field.has("frame")) score.frame = static_cast<std::int64_t>(field["frame"].whole(kMaxWhole));
  if (field.has("number")) score.number = static_cast<std::int64_t>(field["number"].whole(kMaxWhole));
  return score;
}

}  // namespace

json scoresToField(const Scores& scores) {
  json field = json::object();
  for (const auto& [id, score] : scores) field[id] = toField(score);
  return field;
}

Scores scoresFromField(const JsonField& field) {
  field.expectObject();
  Scores scores;
  for (const auto& [id, unused] : field.value().items()) scores.emplace(id, scoreFrom(field[id]));
  return scores;
}

}  // namespace mien
