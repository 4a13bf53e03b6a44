#include "core/evaluate/run.h"

namespace mien {

FivePoints onPicture(const CropPoints& p, const Image8& picture) {
  const auto side = static_cast<float>(picture.width());
  return {p[0] * side, p[1] * side, p[2] * side, p[3] * side, p[4] * side};
}

double millisecondsSince(EvaluateClock::time_point start) {
  return std::chrono::duration<double, std::milli>(EvaluateClock::now() - start).count();
}

Result<void> EvaluationRun::step(std::string_view part, std::size_t done, std::size_t all) {
  if (stop) return fail(ErrorKind::Cancelled, "The evaluation was stopped; start it again to get a report.");
  progress(part, done, all);
  return {};
}

std::optional<std::vector<FacePtr>> EvaluationRun::parentsOf(const std::pair<std::size_t, std::size_t>& pair) const {
  const std::vector<FacePtr> faces{prepared[pair.first].face, prepared[pair.second].face};
  if (!faces[0] || !faces[1]) return std::nullopt;
  return faces;
}

Recipe EvaluationRun::recipeFor(const std::vector<FacePtr>& faces) const {
  Recipe recipe;
  recipe.modelId = out.model.modelId;
  recipe.modelHash = out.model.modelHash;
  recipe.faces = {faces[0]->ref(), faces[1]->ref()};
  recipe.size = EvaluateOptions::kSize;
  recipe.surroundings = out.options.surroundings;
  return recipe;
}

Result<Frame> EvaluationRun::render(const Recipe& recipe, const std::vector<FacePtr>& faces) {
  const auto start = EvaluateClock::now();
  auto frame = engine.render(recipe, faces, {nullptr, nullptr});
  if (frame) out.figures.add({kEveryone}, "milliseconds.render", millisecondsSince(start));
  return frame;
}

Result<Frame> EvaluationRun::renderAlone(const FacePtr& face, double detail, Surroundings surroundings) {
  const std::vector<FacePtr> faces{face, face};
  Recipe recipe = recipeFor(faces);
  recipe.structure = recipe.features = recipe.colour = 0;
  recipe.detail = detail;
  recipe.surroundings = surroundings;
  return render(recipe, faces);
}

void EvaluationRun::addJudgeFinds(const Groups& groups, const std::string& name, const Image8& picture) {
  out.figures.add(groups, name + ".judgeFindsFace", judges.find(picture) ? 1 : 0);
}

void EvaluationRun::keep(const Groups& groups, const std::string& set, const PerceptualFeatures& features) {
  for (const Group& group : groups) {
    if (group.first != "source") pooled[group][set].push_back(features.pooled);
  }
}

}  // namespace mien
