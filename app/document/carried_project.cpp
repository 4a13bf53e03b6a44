#include "app/document/carried_project.h"

#include <QCoreApplication>

#include "core/blend/parameters.h"

namespace mien {
namespace {

std::string labelOf(const FaceRef& ref, std::size_t index) {
  const auto tr = [](const char* text) { return QCoreApplication::translate("ProjectFile", text); };
  if (const auto* drawn = std::get_if<DrawnFaceRef>(&ref)) return tr("Drawn face %1").arg(drawn->seed).toStdString();
  return tr(index == 0 ? "Photograph of face A" : "Photograph of face B").toStdString();
}

/// Groups that agree follow the overall mix; the value of most is that mix.
ParameterValues valuesOf(const Recipe& recipe) {
  const double mix = recipe.features == recipe.colour ? recipe.features : recipe.structure;
  ParameterValues values{{"mix", mix},
                         {"balance", recipe.balance},
                         {"detail", recipe.detail},
                         {"surroundings", static_cast<double>(recipe.surroundings)}};
  const auto own = [&](const char* id, double value) {
    if (value != mix) values[id] = value;
  };
  own("structure", recipe.structure);
  own("features", recipe.features);
  own("colour", recipe.colour);
  for (const Parameter& p : parameters())
    if (p.isOwn && p.isOwn(recipe)) values[p.id] = p.get(recipe);
  return values;
}

Project projectOfRecipe(const Recipe& recipe) {
  Project project;
  project.modelId = recipe.modelId;
  project.modelHash = recipe.modelHash;
  project.values = valuesOf(recipe);
  for (std::size_t i = 0; i < 2; ++i)
    project.faces[i] = ProjectFace{recipe.faces[i], labelOf(recipe.faces[i], i), 0, nullptr, nullptr};
  return project;
}

}  // namespace

Project projectOfCarried(const Carried& carried) {
  if (const auto* recipe = std::get_if<Recipe>(&carried)) return projectOfRecipe(*recipe);
  const Timeline& timeline = std::get<Timeline>(carried);
  Project project = projectOfRecipe(timeline.base);
  project.timeline = timeline;
  return project;
}

}  // namespace mien
