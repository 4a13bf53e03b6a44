#include "core/project/carried.h"

#include "core/photo/write.h"

namespace mien {

Result<Carried> readCarried(const std::filesystem::path& file) {
  return readEmbeddedRecipe(file).and_then([](const std::string& json) {
    return recipeFromJson(json).map([](Recipe&& r) { return Carried(std::move(r)); });
  });
}

}  // namespace mien
