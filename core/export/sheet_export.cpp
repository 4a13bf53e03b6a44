#include "core/export/sheet_export.h"

#include <new>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/blend/provenance.h"
#include "core/blend/recipe_numbers.h"
#include "core/blend/settle.h"
#include "core/studio/write_frame.h"

namespace mien {
namespace {

constexpr double kMostFps = 1000;

Result<void> checkNumbers(const SheetPlan& plan) {
  for (const Recipe& recipe : plan.recipes)
    if (auto sound = mien::checkNumbers(recipe); !sound) return sound;
  if (!plan.sprite || (plan.framesPerSecond > 0 && plan.framesPerSecond <= kMostFps)) return {};
  return fail(ErrorKind::Usage, "A sprite sheet has more than 0 and at most 1000 frames a second: give such a number.");
}

/// The history has one recipe of a sheet, but every frame is a picture, which may have been recalled or held by itself.
Result<void> mayBegin(const Gate& gate, const SheetPlan& plan) {
  if (auto may = plan.film ? gate.mayBegin(toJson(*plan.film)) : gate.mayBegin(); !may) return may;
  for (std::size_t i = 0; i < plan.recipes.size(); ++i) {
    Recipe recipe = plan.recipes[i];
    settle(recipe);  // as pictures are recorded
    if (auto may = plan.film ? gate.mayBeShown(recipe) : gate.mayBeMade(toJson(recipe)); !may)
      return fail(may.error().kind, "Frame " + std::to_string(i + 1) + " of the sheet: " + may.error().message);
  }
  return {};
}

}  // namespace

const Recipe& typicalOf(const SheetPlan& plan) {
  return plan.recipes[plan.recipes.size() / 2];
}

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
  options.provenance = plan.film ? provenanceOf(*plan.film) : provenanceOf(typicalOf(plan));
  auto done = writePicture(file, sheet.pixels(), *format, options);
  if (!done && plan.film && done.error().kind == ErrorKind::Input) {  // the timeline is too long for JPEG
    options.provenance = provenanceOf(typicalOf(plan));
    done = writePicture(file, sheet.pixels(), *format, options);
  }
  if (!done || !plan.sprite) return done;
  const std::string json = spriteJson(sheet, plan.framesPerSecond);
  return writeFileAtomically(spriteFileOf(file), {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()},
                             options.existing);
}

Result<Admission> exportSheet(Gatekeeper& keeper, const SheetPlan& plan, const std::vector<FacePtr>& faces,
                              const std::function<Result<Frame>(const Recipe&)>& render,
                              const std::filesystem::path& file, const WriteOptions& options,
                              const std::string& project, const std::function<void(int done)>& progress) {
  const CostMeter meter;
  if (auto sound = checkNumbers(plan); !sound) return tl::unexpected(sound.error());
  auto gate = keeper.open();
  if (!gate) return tl::unexpected(gate.error());
  if (auto may = mayBegin(*gate, plan); !may) return tl::unexpected(may.error());
  if (auto taken = gate->take(faces); !taken) return tl::unexpected(taken.error());
  Scores worst;
  std::int64_t index = 0;
  const auto sheet = renderSheet(
      plan,
      [&](const Recipe& recipe) -> Result<Frame> {
        auto frame = render(recipe);
        if (!frame) return frame;
        const auto scores = gate->scoresOf(*frame);
        if (!scores) return tl::unexpected(scores.error());
        keepWorse(worst, *scores, index++);
        return frame;
      },
      progress);
  if (!sheet) return tl::unexpected(sheet.error());
  const Recipe& recipe = typicalOf(plan);
  Candidate candidate;
  candidate.kind = OutputKind::Sheet;
  candidate.meter = meter;
  candidate.project = project;
  candidate.recipe = toJson(recipe);
  if (plan.film) candidate.film = toJson(*plan.film);
  candidate.modelId = recipe.modelId;
  candidate.modelHash = recipe.modelHash;
  candidate.picture = sheet->pixels();
  candidate.pixelsDigest = sha256Hex({sheet->pixels().data(), sheet->pixels().size()});
  auto admission = gate->admit(candidate, worst);
  if (!admission || admission->refusal) return admission;
  if (auto written = writeSheet(plan, *sheet, file, options); !written) return tl::unexpected(written.error());
  if (auto noted = gate->exported(admission->output, file); !noted) return tl::unexpected(noted.error());
  return admission;
}

std::filesystem::path spriteFileOf(const std::filesystem::path& picture) {
  return std::filesystem::path(picture).replace_extension(".json");
}

}  // namespace mien
