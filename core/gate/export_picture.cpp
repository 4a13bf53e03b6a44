#include "core/gate/export_picture.h"

#include "core/base/digest.h"
#include "core/blend/recipe_numbers.h"
#include "core/studio/write_frame.h"

namespace mien {

namespace {

Result<Admission> admit(Gate& gate, const PictureExport& picture) {
  const Frame& frame = picture.frame;
  Candidate candidate;
  candidate.recipe = toJson(frame.recipe);
  candidate.modelId = frame.recipe.modelId;
  candidate.modelHash = frame.recipe.modelHash;
  candidate.picture = frame.pixels;
  candidate.pixelsDigest = sha256Hex({frame.pixels.data(), frame.pixels.size()});
  candidate.project = picture.project;
  candidate.meter = picture.meter;
  if (auto taken = gate.take(picture.faces); !taken) return tl::unexpected(taken.error());
  const auto scores = gate.scoresOf(frame);
  if (!scores) return tl::unexpected(scores.error());
  return gate.admit(candidate, *scores);
}

}  // namespace

Result<Admission> recordPicture(Gatekeeper& keeper, const PictureExport& picture) {
  if (auto sound = checkNumbers(picture.frame.recipe); !sound) return tl::unexpected(sound.error());
  auto gate = keeper.open();
  if (!gate) return tl::unexpected(gate.error());
  return admit(*gate, picture);
}

Result<Admission> exportPicture(Gatekeeper& keeper, const PictureExport& picture) {
  const Frame& frame = picture.frame;
  if (auto sound = checkNumbers(frame.recipe); !sound) return tl::unexpected(sound.error());
  auto gate = keeper.open();
  if (!gate) return tl::unexpected(gate.error());
  auto admission = admit(*gate, picture);
  if (!admission || admission->refusal) return admission;
  if (auto written = writeFrame(picture.file, frame, picture.options); !written) return tl::unexpected(written.error());
  if (auto noted = gate->exported(admission->output, picture.file); !noted) return tl::unexpected(noted.error());
  return admission;
}

}  // namespace mien
