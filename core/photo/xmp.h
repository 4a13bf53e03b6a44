#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace mien {

/// Where an output comes from, as far as it travels inside the file. Nothing here names a file, a person or a time.
struct Provenance {
  bool photographs = false;  ///< whether photographs went in, or drawn faces alone (see usesPhotographs in recipe.h)
  std::string modelId;
  std::string modelHash;
  std::string recipeJson;    ///< of a picture; empty: none
  std::string timelineJson;  ///< of a film; empty: none
};

/// The XMP packet that a picture or film carries: Iptc4xmpExt:DigitalSourceType, xmp:CreatorTool ("Mien" and its
/// version), mien:Model (id and hash), and mien:Recipe or mien:Timeline. Without dates: equal input gives equal bytes.
/// Any thread. Errors: Internal when a text can't be put into XML.
Result<std::string> xmpPacket(const Provenance& provenance);

/// mien:Recipe, mien:Timeline of an XMP packet; none when it is no packet or has none. Any thread.
std::optional<std::string> recipeFromXmp(std::string_view packet);
std::optional<std::string> timelineFromXmp(std::string_view packet);

}  // namespace mien
