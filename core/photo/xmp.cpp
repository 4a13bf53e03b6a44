#include "core/photo/xmp.h"

#include <exempi/xmp.h>

#include <memory>
#include <mutex>
#include <type_traits>

#include "core/photo/writer.h"

namespace mien::photo {
namespace {

constexpr const char* kNamespace = "https://mien.studio/ns/1.0/";
constexpr const char* kPrefix = "mien";
constexpr const char* kRecipe = "Recipe";

void startOnce() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmp_init();
    xmp_register_namespace(kNamespace, kPrefix, nullptr);
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

}  // namespace

std::string xmpPacket(const std::string& recipeJson) {
  startOnce();
  const Xmp xmp(xmp_new_empty());
  const XmpText text(xmp_string_new());
  if (!xmp || !text || !xmp_set_property(xmp.get(), kNamespace, kRecipe, recipeJson.c_str(), 0) ||
      !xmp_serialize(xmp.get(), text.get(), XMP_SERIAL_READONLYPACKET | XMP_SERIAL_USECOMPACTFORMAT, 0)) {
    throw Unwritable("its recipe could not be put into XMP");
  }
  return xmp_string_cstr(text.get());
}

std::optional<std::string> recipeFromXmp(std::string_view packet) {
  // XMP forbids a document type, and entities declared in one are how small XML becomes huge.
  if (packet.find("<!DOCTYPE") != std::string_view::npos) return std::nullopt;
  // Other programs' packets are not worth parsing; exempi also prints to stderr when it can't.
  if (packet.find(kNamespace) == std::string_view::npos) return std::nullopt;
  startOnce();
  const Xmp xmp(xmp_new(packet.data(), packet.size()));
  const XmpText text(xmp_string_new());
  if (!xmp || !text || !xmp_get_property(xmp.get(), kNamespace, kRecipe, text.get(), nullptr)) return std::nullopt;
  return xmp_string_cstr(text.get());
}

}  // namespace mien::photo
