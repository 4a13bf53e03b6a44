#pragma once
#include <algorithm>
#include <array>
#include <string_view>

namespace mien {

/// How a face set and the packs call the same set of photographs.
struct KnownSourceName {
  std::string_view inFaceSet, inPack;
};
inline constexpr std::array<KnownSourceName, 6> kKnownSourceNames{{{"fairface", "FairFace"},
                                                                   {"sfhq-t2i", "SFHQ-T2I"},
                                                                   {"us-congress", "US Congress portraits"},
                                                                   {"sfhq", "SFHQ"},
                                                                   {"webmorph", "WebMorph portraits"},
                                                                   {"18f", "18F staff portraits"}}};

inline bool isNamed(std::string_view inFaceSet, std::string_view inPack) {
  return std::any_of(kKnownSourceNames.begin(), kKnownSourceNames.end(),
                     [&](const KnownSourceName& name) { return name.inFaceSet == inFaceSet && name.inPack == inPack; });
}

}  // namespace mien
