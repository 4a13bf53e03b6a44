#include "app/cli/face_files.h"

#include <utility>
#include <variant>

#include "app/cli/face_arguments.h"
#include "core/project/carried.h"

namespace mien {

Result<Recipe> recipeIn(const std::filesystem::path& file) {
  auto carried = readCarried(file);
  if (!carried) return tl::unexpected(carried.error());
  if (auto* recipe = std::get_if<Recipe>(&*carried)) return std::move(*recipe);
  return fail(ErrorKind::Input, "\"" + file.filename().string() +
                                    "\" holds a timeline, not a recipe: mien film --timeline makes a film of it.");
}

Result<FilesOfFaces> faceFiles(const std::vector<std::string>& faces) {
  FilesOfFaces files;
  for (const std::string& face : faces) {
    const auto sign = face.find('=');
    const std::string name = face.substr(0, sign);
    if (sign == std::string::npos || name.size() != 1 || name < letterOf(0) || name > letterOf(kMaxFaces - 1)) {
      return fail(ErrorKind::Usage, "\"" + face + "\" gives no face: write --face a=FILE, --face b=FILE and so on.");
    }
    files[name] = face.substr(sign + 1);
  }
  return files;
}

namespace {

/// Where face `index` of a recipe lies.
Result<std::string> parentText(const FaceRef& ref, std::size_t index, const FilesOfFaces& files) {
  if (const auto* drawn = std::get_if<DrawnFaceRef>(&ref)) return textOf(*drawn);
  const std::string name = letterOf(index);
  const auto file = files.find(name);
  if (file != files.end()) return file->second;
  return fail(ErrorKind::Usage,
              "The photograph of face " + name + " is needed: give it with --face " + name + "=FILE.");
}

}  // namespace

NameTokens namesOf(const Recipe& recipe, const FilesOfFaces& files) {
  NameTokens names{{"size", std::to_string(recipe.size)}};
  for (std::size_t i = 0; i < recipe.faces.size(); ++i)
    if (const auto text = parentText(recipe.faces[i], i, files)) names[letterOf(i)] = nameOfFace(*text);
  return names;
}

Result<std::vector<std::string>> parentTexts(const Recipe& recipe, const FilesOfFaces& files) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < recipe.faces.size(); ++i) {
    auto text = parentText(recipe.faces[i], i, files);
    if (!text) return tl::unexpected(text.error());
    texts.push_back(std::move(*text));
  }
  return texts;
}

Result<Parents> parentsOf(Session& session, const Recipe& recipe, const std::vector<std::string>& texts) {
  Parents parents;
  for (std::size_t i = 0; i < recipe.faces.size(); ++i) {
    const auto* photo = std::get_if<PhotoFaceRef>(&recipe.faces[i]);
    auto parent = session.parent(texts[i], photo != nullptr ? *photo : PhotoFaceRef{});
    if (!parent) return tl::unexpected(parent.error());
    parents.push_back(std::move(*parent));
  }
  return parents;
}

}  // namespace mien
