#include <algorithm>
#include <cstring>
#include <string_view>

#include "core/photo/reader.h"
#include "core/photo/tiff_file.h"
#include "core/photo/writer.h"

namespace mien::photo {
namespace {

using namespace std::string_view_literals;

std::string_view textOf(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::size_t big(Bytes bytes, std::size_t at, std::size_t count) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[at + i];
  return value;
}

std::string_view inPng(Bytes file) {
  for (std::size_t at = 8; at + 12 <= file.size();) {
    const std::size_t length = big(file, at, 4);
    if (length > file.size() - at - 12) break;
    const std::string_view type = textOf(file.subspan(at + 4, 4));
    std::string_view body = textOf(file.subspan(at + 8, length));
    // Key, then: not compressed, no method, no language, no translated key.
    constexpr std::string_view kStart = "XML:com.adobe.xmp\0\0\0\0\0"sv;
    if (type == "iTXt" && body.starts_with(kStart)) return body.substr(kStart.size());
    at += length + 12;
  }
  return {};
}

std::string_view inJpeg(Bytes file) {
  for (std::size_t at = 2; at + 4 <= file.size() && file[at] == 0xFF;) {
    const int marker = file[at + 1];
    if (marker == 0xFF) {  // a fill byte
      ++at;
      continue;
    }
    if (marker == 0xDA || marker == 0xD9) break;
    const std::size_t length = big(file, at + 2, 2);
    if (length < 2 || length > file.size() - at - 2) break;
    const std::string_view body = textOf(file.subspan(at + 4, length - 2));
    constexpr std::string_view kStart(kJpegXmpPrefix, sizeof kJpegXmpPrefix);
    if (marker == 0xE1 && body.starts_with(kStart)) return body.substr(kStart.size());
    at += length + 2;
  }
  return {};
}

std::string_view inWebp(Bytes file) {
  for (std::size_t at = 12; at + 8 <= file.size();) {
    const std::size_t length = file[at + 4] | file[at + 5] << 8 | file[at + 6] << 16 | std::size_t{file[at + 7]} << 24;
    if (length > file.size() - at - 8) break;
    if (textOf(file.subspan(at, 4)) == "XMP ") return textOf(file.subspan(at + 8, length));
    at += 8 + length + length % 2;
  }
  return {};
}

std::string inTiff(Bytes file) {
  try {
    const TiffFile tiff(file);
    std::uint32_t length = 0;
    void* data = nullptr;
    if (TIFFGetField(tiff.get(), TIFFTAG_XMLPACKET, &length, &data) != 1 || data == nullptr) return {};
    return {static_cast<const char*>(data), length};
  } catch (const Refused&) {
    return {};
  }
}

}  // namespace

std::string findXmp(Bytes file) {
  const auto all = formats();
  const auto format = std::find_if(all.begin(), all.end(), [&](const Format& f) { return f.looksLike(file); });
  if (format == all.end()) return {};
  const std::string_view name = format->name;
  if (name == "TIFF") return inTiff(file);
  return std::string(name == "PNG"    ? inPng(file)
                     : name == "JPEG" ? inJpeg(file)
                     : name == "WebP" ? inWebp(file)
                                      : ""sv);
}

}  // namespace mien::photo
