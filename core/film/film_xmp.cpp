#include "core/film/film_xmp.h"

#include <exempi/xmp.h>

#include <memory>
#include <mutex>
#include <type_traits>

#include "core/base/atomic_file.h"
#include "core/film/apng_xmp.h"
#include "core/film/webp_xmp.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

struct FreeXmp {
  void operator()(void* xmp) const { xmp_free(static_cast<XmpPtr>(xmp)); }
};
struct FreeString {
  void operator()(void* text) const { xmp_string_free(static_cast<XmpStringPtr>(text)); }
};
struct FreeFile {
  void operator()(void* file) const { xmp_files_free(static_cast<XmpFilePtr>(file)); }
};
using Xmp = std::unique_ptr<std::remove_pointer_t<XmpPtr>, FreeXmp>;
using XmpText = std::unique_ptr<std::remove_pointer_t<XmpStringPtr>, FreeString>;
using XmpFile = std::unique_ptr<std::remove_pointer_t<XmpFilePtr>, FreeFile>;

void startOnce() {
  static std::once_flag once;
  std::call_once(once, [] { xmp_init(); });
}

Xmp parsed(std::string_view packet) {
  // XMP forbids a document type, and entities declared in one are how small XML becomes huge.
  if (packet.empty() || packet.find("<!DOCTYPE") != std::string_view::npos) return nullptr;
  return Xmp(xmp_new(packet.data(), packet.size()));
}

/// The one way in which a packet is written, whatever padding its container gave it; empty when it is no packet.
std::string compact(std::string_view packet) {
  const Xmp xmp = parsed(packet);
  const XmpText text(xmp_string_new());
  if (!xmp || !xmp_serialize(xmp.get(), text.get(), XMP_SERIAL_READONLYPACKET | XMP_SERIAL_USECOMPACTFORMAT, 0)) {
    return {};
  }
  return xmp_string_cstr(text.get());
}

/// Exempi takes what a relative path begins with for a drive, and fails on "o/film.mp4".
fs::path forExempi(const fs::path& film) {
  std::error_code none;
  fs::path whole = fs::absolute(film, none);
  return whole.empty() ? film : whole;
}

XmpFile opened(const fs::path& film, int mode) {
  return XmpFile(xmp_files_open_new(
      forExempi(film).c_str(), static_cast<XmpOpenFileOptions>(mode | XMP_OPEN_ONLYXMP | XMP_OPEN_USESMARTHANDLER)));
}

bool embed(const fs::path& film, const Xmp& xmp) {
  const XmpFile file = opened(film, XMP_OPEN_FORUPDATE);
  return file && xmp_files_put_xmp(file.get(), xmp.get()) && xmp_files_close(file.get(), XMP_CLOSE_NOOPTION);
}

std::string embedded(const fs::path& film) {
  if (film::isWebp(film)) return film::readWebpXmp(film);
  const auto type = xmp_files_check_file_format(forExempi(film).c_str());
  if (type != XMP_FT_MPEG4 && type != XMP_FT_MOV && type != XMP_FT_GIF && type != XMP_FT_PNG) return {};
  const XmpFile file = opened(film, XMP_OPEN_READ);
  const XmpText text(xmp_string_new());
  if (!file || !xmp_files_get_xmp_xmpstring(file.get(), text.get(), nullptr)) return {};
  return xmp_string_cstr(text.get());
}

}  // namespace

fs::path sidecarOf(const fs::path& film) {
  return film.string() + ".xmp";
}

Result<void> embedFilmXmp(const fs::path& film, FilmFormat format, const std::string& packet) {
  startOnce();
  const Xmp xmp = parsed(packet);
  if (!xmp) return fail(ErrorKind::Internal, "What was to be kept in the film is no XMP packet.");
  if (format == FilmFormat::Webp) return film::embedWebpXmp(film, packet);
  if (format == FilmFormat::Apng) return film::embedApngXmp(film, packet);
  if (embed(film, xmp)) return {};
  return fail(ErrorKind::Disk,
              film.string() + " can't be given its timeline: free some space, or choose another disk or format.");
}

Result<std::string> readFilmXmp(const fs::path& film) {
  startOnce();
  constexpr std::int64_t kMostSidecar = 16 << 20;
  if (const auto start = film::readStart(film, 1); !start) return tl::unexpected(start.error());
  std::string packet = compact(embedded(film));
  if (packet.empty()) {
    if (const auto sidecar = readFile(sidecarOf(film), kMostSidecar)) {
      packet = compact({reinterpret_cast<const char*>(sidecar->data()), sidecar->size()});
    }
  }
  if (!packet.empty()) return packet;
  return fail(ErrorKind::Input, "\"" + film.filename().string() +
                                    "\" carries no timeline, nor is there one beside it: choose a film that Mien "
                                    "wrote, with its .xmp file.");
}

}  // namespace mien
