#include "app/cli/face_arguments.h"

#include <CLI/CLI.hpp>
#include <numeric>

#include "app/cli/number_option.h"
#include "core/blend/face_weights.h"

namespace mien {
namespace {

constexpr double kMostWeight = 1e9;

std::vector<std::string> letters() {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < kMaxFaces; ++i) all.push_back(letterOf(i));
  return all;
}

}  // namespace

CLI::Option* FaceArguments::addTo(CLI::App& command) {
  return command
      .add_option("faces", texts_,
                  "Photographs of two to eight faces, A, B, C …; seed:N is a face drawn from the model, seed:N@T of "
                  "truncation T")
      ->expected(2, static_cast<int>(kMaxFaces))
      ->type_name("FACE");
}

NameTokens FaceArguments::names() const {
  NameTokens names;
  for (std::size_t i = 0; i < texts_.size(); ++i) names[letterOf(i)] = nameOfFace(texts_[i]);
  return names;
}

void FaceArguments::addIndices(CLI::App& command, std::size_t faces) {
  for (std::size_t i = 0; i < faces; ++i)
    indexOptions_.push_back(command
                                .add_option("--face-" + letterOf(i), indices_[i],
                                            "Which face of photograph " + capitalOf(i) + ", from the left, from 0")
                                ->check(CLI::NonNegativeNumber));
}

Result<void> FaceArguments::checkIndices() const {
  for (std::size_t i = 0; i < indexOptions_.size(); ++i) {
    if (indexOptions_[i]->empty() || (i < texts_.size() && !texts_[i].starts_with("seed:"))) continue;
    return fail(ErrorKind::Usage, "--face-" + letterOf(i) + " is given, but face " + capitalOf(i) +
                                      (i < texts_.size() ? " is drawn, not a photograph." : " is not."));
  }
  return {};
}

void FaceArguments::addWeights(CLI::App& command) {
  CLI::Option* weights = command
                             .add_option("--weights", weights_,
                                         "What each face has, in their order, e.g. 5,3,2; in place of single shares")
                             ->delimiter(',')
                             ->check(numberFrom(0, kMostWeight));
  if (CLI::Option* all = command.get_option_no_throw("--mix")) weights->excludes(all);
  for (std::size_t i = 2; i < kMaxFaces; ++i)
    if (CLI::Option* share = command.get_option_no_throw("--" + letterOf(i))) weights->excludes(share);
}

Result<void> FaceArguments::applyWeights(Recipe& recipe) const {
  if (weights_.empty()) return {};
  if (weights_.size() != recipe.faces.size() || !(std::accumulate(weights_.begin(), weights_.end(), 0.0) > 0)) {
    return fail(ErrorKind::Usage, "--weights must name " + std::to_string(recipe.faces.size()) +
                                      " numbers, one for each face, of which one at least is not 0.");
  }
  const std::vector<double> shares = sharesFrom(weights_);
  recipe.structure = recipe.features = recipe.colour = shares[0];
  for (std::size_t i = 1; i < shares.size(); ++i) recipe.further[i - 1].share = shares[i];
  return {};
}

std::string nameOfFace(const std::string& text) {
  return text.starts_with("seed:") ? text : std::filesystem::path(text).stem().string();
}

void addInPhotoOption(CLI::App& command, std::string& face) {
  command.add_option("--in-photo", face, "Paste into the photograph of one of the faces")
      ->check(CLI::IsMember(letters()));
}

Result<void> checkFaces(const Recipe& recipe) {
  const std::size_t named = std::max(faceOf(recipe.placement).value_or(0), faceOf(recipe.surroundings).value_or(0));
  if (named < recipe.faces.size()) return {};
  return fail(ErrorKind::Usage, "There is no face " + capitalOf(named) + ": name one of the " +
                                    std::to_string(recipe.faces.size()) + " that are mixed.");
}

}  // namespace mien
