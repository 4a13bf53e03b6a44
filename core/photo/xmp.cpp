#include "core/photo/xmp.h"

#include <exempi/xmp.h>
#include <exempi/xmpconsts.h>

#include <memory>
#include <mutex>
#include <type_traits>

namespace mien {
namespace {

constexpr const char* kMien = "https://mien.studio/ns/1.0/";
constexpr const char* kIptcExtension = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
constexpr const char* kRecipe = "Recipe";
constexpr const char* kTimeline = "Timeline";

/// Terms of IPTC's vocabulary "Digital Source Type".
constexpr const char* kFromPhotographs =
    "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";
constexpr const char* kDrawn = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

void startOnce() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmp_init();
    xmp_register_namespace(kMien, "mien", nullptr);
    xmp_register_namespace(kIptcExtension, "Iptc4xmpExt", nullptr);
  });
}

struct FreeXmp {
  void operator()(void* xmp) const { xmp_free(static_cast<XmpPtr>(xmp)); }
};
struct FreeString {
  void operator()(void* text) const { xmp_string_free(static_cast<XmpStringPtr>(text)); }
};
using Xmp = std::unique_ptr<std::remove_pointer_t<XmpPtr>, FreeXmp>;
using XmpText = std::unique_ptr<std::remove_pointer_t<XmpStringPtr>, FreeString>;

std::optional<std::string> ownProperty(std::string_view packet, const char* name) {
  // XMP forbids a document type, and entities declared in one are how small XML becomes huge.
  if (packet.find("<!DOCTYPE") != std::string_view::npos) return std::nullopt;
  // Other programs' packets are not worth parsing; exempi also prints to stderr when it can't.
  if (packet.find(kMien) == std::string_view::npos) return std::nullopt;
  startOnce();
  const Xmp xmp(xmp_new(packet.data(), packet.size()));
  const XmpText text(xmp_string_new());
  if (!xmp || !text || !xmp_get_property(xmp.get(), kMien, name, text.get(), nullptr)) return std::nullopt;
  return xmp_string_cstr(text.get());
}

}  // namespace

Result<std::string> xmpPacket(const Provenance& provenance) {
  startOnce();
  const Xmp xmp(xmp_new_empty());
  const XmpText text(xmp_string_new());
  bool good = xmp && text;
  const auto set = [&](const char* space, const char* name, const std::string& value) {
    good = good && (value.empty() || xmp_set_property(xmp.get(), space, name, value.c_str(), 0));
  };
  set(kIptcExtension, "DigitalSourceType", provenance.photographs ? kFromPhotographs : kDrawn);
  set(NS_XAP, "CreatorTool", std::string("Mien ") + MIEN_VERSION);
  set(kMien, "Model/mien:Id", provenance.modelId);
  set(kMien, "Model/mien:Hash", provenance.modelHash);
  set(kMien, kRecipe, provenance.recipeJson);
  set(kMien, kTimeline, provenance.timelineJson);
  if (!good || !xmp_serialize(xmp.get(), text.get(), XMP_SERIAL_READONLYPACKET | XMP_SERIAL_USECOMPACTFORMAT, 0)) {
    return fail(ErrorKind::Internal, "The recipe can't be put into the file's XMP: please report it with the recipe.");
  }
  return xmp_string_cstr(text.get());
}

std::optional<std::string> recipeFromXmp(std::string_view packet) {
  return ownProperty(packet, kRecipe);
}

std::optional<std::string> timelineFromXmp(std::string_view packet) {
  return ownProperty(packet, kTimeline);
}

}  // namespace mien
