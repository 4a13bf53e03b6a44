#include "core/export/sheet_export.h"

#include <new>

#include "core/base/atomic_file.h"
#include "core/studio/write_frame.h"

namespace mien {

Result<Sheet> renderSheet(const SheetPlan& plan, const std::function<Result<Frame>(const Recipe&)>& render,
                          const std::function<void(int done)>& progress) try {
  auto sheet = Sheet::make(plan.layout);
  if (!sheet) return sheet;
  for (std::size_t i = 0; i < plan.recipes.size(); ++i) {
    const int index = static_cast<int>(i);
    const auto frame = render(plan.recipes[i]);
    if (!frame) return tl::unexpected(frame.error());
    if (auto put = sheet->put(index, frame->pixels); !put) return tl::unexpected(put.error());
    if (i < plan.captions.size()) sheet->caption(index, plan.captions[i]);
    if (progress) progress(index + 1);
  }
  return sheet;
} catch (const std::bad_alloc&) {
  return fail(ErrorKind::Internal, "The memory is full: choose fewer or smaller frames, or close other programs.");
}

Result<void> writeSheet(const SheetPlan& plan, const Sheet& sheet, const std::filesystem::path& file,
                        WriteOptions options) {
  const Recipe& recipe = plan.recipes.front();
  const auto format = formatFor(file, options, Placement::Crop);
  if (!format) return tl::unexpected(format.error());
  if (isPhotographOf(recipe, file)) {
    return fail(ErrorKind::Usage,
                file.filename().string() + " is a photograph of this mix: give the sheet another name.");
  }
  options.provenance = Provenance{.photographs = usesPhotographs(recipe.faces),
                                  .modelId = recipe.modelId,
                                  .modelHash = recipe.modelHash,
                                  .recipeJson = {},
                                  .timelineJson = {}};
  auto done = writePicture(file, sheet.pixels(), *format, options);
  if (!done || !plan.sprite) return done;
  const std::string json = spriteJson(sheet, plan.framesPerSecond);
  return writeFileAtomically(spriteFileOf(file), {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
}

std::filesystem::path spriteFileOf(const std::filesystem::path& picture) {
  return std::filesystem::path(picture).replace_extension(".json");
}

}  // namespace mien
