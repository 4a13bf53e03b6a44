#include "app/cli/face_files.h"

#include <utility>
#include <variant>

#include "app/cli/face_arguments.h"
#include "core/base/output_tokens.h"
#include "core/blend/parameters.h"
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
    const bool named = sign != std::string::npos && sign + 1 < face.size();
    if (!named || name.size() != 1 || name < letterOf(0) || name > letterOf(kMaxFaces - 1))
      return fail(ErrorKind::Usage, "\"" + face + "\" gives no face: write --face a=FILE, --face b=FILE and so on.");
    if (!files.emplace(name, face.substr(sign + 1)).second)
      return fail(ErrorKind::Usage, "--face " + name + "= is given twice: name one file for each face.");
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

/// What is given for a face that is not, or needs no photograph, was meant for another.
Result<void> checkAreThere(const Recipe& recipe, const FilesOfFaces& files) {
  for (const auto& [name, file] : files) {
    const auto index = static_cast<std::size_t>(name[0] - letterOf(0)[0]);
    if (index >= recipe.faces.size())
      return fail(ErrorKind::Usage, "--face " + name + "=" + file + " is given, but there is no face " +
                                        capitalOf(index) + ": what is made has " + std::to_string(recipe.faces.size()) +
                                        " faces.");
    if (std::holds_alternative<DrawnFaceRef>(recipe.faces[index]))
      return fail(ErrorKind::Usage, "--face " + name + "=" + file + " is given, but face " + capitalOf(index) +
                                        " is drawn, not a photograph: leave it out.");
  }
  return {};
}

}  // namespace

NameTokens namesOf(const Recipe& recipe, const FilesOfFaces& files) {
  NameTokens names = outputTokens({.mix = findParameter("mix")->get(recipe), .size = recipe.size});
  for (std::size_t i = 0; i < recipe.faces.size(); ++i)
    if (const auto text = parentText(recipe.faces[i], i, files)) names[letterOf(i)] = nameOfFace(*text);
  return names;
}

Result<std::vector<std::string>> parentTexts(const Recipe& recipe, const FilesOfFaces& files) {
  if (auto there = checkAreThere(recipe, files); !there) return tl::unexpected(there.error());
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
