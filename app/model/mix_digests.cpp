#include "app/model/mix_digests.h"

#include "core/base/digest.h"

namespace mien {
namespace {

std::string digestOf(const std::string& json) {
  return sha256Hex({reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
}

}  // namespace

std::vector<std::string> digestsOfMix(const MixDocument& document, const EngineInfo& engine) {
  std::vector<std::string> digests;
  const bool moves = !document.state().timeline.tracks.empty();
  for (const int size : {256, 512, 1024}) {
    for (const Placement placement : {Placement::Crop, Placement::PhotoA, Placement::PhotoB}) {
      Recipe recipe = document.job(engine, size, placement).recipe;
      digests.push_back(digestOf(toJson(recipe)));
      // An export may choose another ground than the mix has, see ExportModel.
      recipe.surroundings = recipe.surroundings == Surroundings::None ? Surroundings::Blend : Surroundings::None;
      digests.push_back(digestOf(toJson(recipe)));
      if (moves) digests.push_back(digestOf(toJson(document.timeline(engine, size, placement))));
    }
  }
  return digests;
}

}  // namespace mien
