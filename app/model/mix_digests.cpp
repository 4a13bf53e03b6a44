#include "app/model/mix_digests.h"

#include "core/base/digest.h"
#include "core/blend/same_mix.h"

namespace mien {
namespace {

std::string digestOfText(const std::string& text) {
  return sha256Hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void addDigests(const std::vector<std::string>& texts, std::vector<std::string>& digests) {
  for (const std::string& text : texts) digests.push_back(digestOfText(text));
}

}  // namespace

QString digestOf(const std::string& recipe) {
  return QString::fromStdString(digestOfText(recipe));
}

std::vector<std::string> digestsOfMix(const MixDocument& document, const EngineInfo& engine) {
  constexpr int kAnySize = 256;
  std::vector<std::string> digests;
  addDigests(variantsOf(document.job(engine, kAnySize, Placement::Crop).recipe), digests);
  if (!document.state().timeline.tracks.empty())
    addDigests(variantsOf(document.timeline(engine, kAnySize, Placement::Crop)), digests);
  return digests;
}

}  // namespace mien
