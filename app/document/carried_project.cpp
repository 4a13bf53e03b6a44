#include "app/document/carried_project.h"

#include <QCoreApplication>

#include "core/blend/parameters.h"

namespace mien {
namespace {

std::string labelOf(const FaceRef& ref, const PhotoNames& names) {
  const auto tr = [](const char* text) { return QCoreApplication::translate("ProjectFile", text); };
  if (const auto* drawn = std::get_if<DrawnFaceRef>(&ref)) return tr("Drawn face %1").arg(drawn->seed).toStdString();
  const std::string& digest = std::get<PhotoFaceRef>(ref).digest;
  const QString name = names(digest);
  return (name.isEmpty() ? labelByDigest(digest) : name).toStdString();
}

/// Groups that agree follow the overall mix; the value of most is that mix.
ParameterValues valuesOf(const Recipe& recipe) {
  const double mix = recipe.features == recipe.colour ? recipe.features : recipe.structure;
  ParameterValues values;
  for (const Parameter& p : parametersOf(recipe.faces.size())) {
    const bool own = p.isOwn ? p.isOwn(recipe) : p.follows != std::string_view("mix") || p.get(recipe) != mix;
    if (own) values[p.id] = p.get(recipe);
  }
  values["mix"] = mix;
  return values;
}

Project projectOfRecipe(const Recipe& recipe, const PhotoNames& names) {
  Project project;
  project.modelId = recipe.modelId;
  project.modelHash = recipe.modelHash;
  project.values = valuesOf(recipe);
  project.faces.clear();
  for (const FaceRef& face : recipe.faces)
    project.faces.push_back(ProjectFace{.ref = face, .label = labelOf(face, names)});
  return project;
}

}  // namespace

QString labelByDigest(const std::string& digest) {
  constexpr std::size_t kDigits = 8;
  return QCoreApplication::translate("ProjectFile", "Photo %1").arg(QString::fromStdString(digest.substr(0, kDigits)));
}

Project projectOfCarried(const Carried& carried, const PhotoNames& names) {
  if (const auto* recipe = std::get_if<Recipe>(&carried)) return projectOfRecipe(*recipe, names);
  const Timeline& timeline = std::get<Timeline>(carried);
  Project project = projectOfRecipe(timeline.base, names);
  project.timeline = timeline;
  return project;
}

}  // namespace mien
