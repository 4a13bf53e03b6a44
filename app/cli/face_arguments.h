#pragma once
#include <string>
#include <vector>

#include "core/base/name_template.h"
#include "core/blend/recipe.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace mien {

/// The faces that a command mixes, two to kMaxFaces in their order: A, B, C … Must stay where it is while the command
/// line is parsed.
class FaceArguments {
 public:
  CLI::Option* addTo(CLI::App& command);
  /// --face-a, --face-b …: which face of each photograph.
  void addIndices(CLI::App& command, std::size_t faces = kMaxFaces);
  /// --weights: what each face has. After the parameters' options, some of which it excludes.
  void addWeights(CLI::App& command);

  const std::vector<std::string>& texts() const { return texts_; }
  const std::vector<int>& indices() const { return indices_; }
  /// {a}, {b} …: what the faces are called.
  NameTokens names() const;
  /// That every --face-… names a photograph that there is. Errors: Usage.
  Result<void> checkIndices() const;
  bool hasWeights() const { return !weights_.empty(); }
  /// Sets the shares that --weights says, if it was given. Errors: Usage when it doesn't name one for each face.
  Result<void> applyWeights(Recipe& recipe) const;

 private:
  std::vector<std::string> texts_;
  std::vector<int> indices_ = std::vector<int>(kMaxFaces);
  std::vector<CLI::Option*> indexOptions_;
  std::vector<double> weights_;
};

/// What a face is called in the names of files: a photograph by its file, a drawn face as it is written.
std::string nameOfFace(const std::string& text);

/// --in-photo a …: see Placement.
void addInPhotoOption(CLI::App& command, std::string& face);

/// That the recipe's surroundings and placement name faces that it has. Errors: Usage.
Result<void> checkFaces(const Recipe& recipe);

}  // namespace mien
