#include <algorithm>
#include <array>
#include <string_view>

#include "core/photo/reader.h"

namespace mien::photo {
namespace {

bool has(Bytes bytes, std::size_t at, std::string_view magic) {
  return bytes.size() >= at + magic.size() &&
         std::equal(magic.begin(), magic.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char m, std::uint8_t b) { return static_cast<std::uint8_t>(m) == b; });
}

using namespace std::string_view_literals;
bool isJpeg(Bytes b) {
  return has(b, 0, "\xFF\xD8\xFF"sv);
}
bool isPng(Bytes b) {
  return has(b, 0, "\x89PNG\r\n\x1A\n"sv);
}
bool isWebp(Bytes b) {
  return has(b, 0, "RIFF"sv) && has(b, 8, "WEBP"sv);
}
bool isTiff(Bytes b) {
  return has(b, 0, "II*\0"sv) || has(b, 0, "MM\0*"sv) || has(b, 0, "II+\0"sv) || has(b, 0, "MM\0+"sv);
}
bool isBmp(Bytes b) {
  return has(b, 0, "BM"sv) && b.size() >= 26;
}

constexpr std::array kFormats{
    Format{"JPEG", isJpeg, readJpeg}, Format{"PNG", isPng, readPng}, Format{"WebP", isWebp, readWebp},
    Format{"TIFF", isTiff, readTiff}, Format{"BMP", isBmp, readBmp},
};

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

void checkSize(std::int64_t width, std::int64_t height, Bytes file, const ReadLimits& limits) {
  // A photograph needs about a byte for every 10 pixels. A small file that claims a huge picture holds nothing to see,
  // and costs hundreds of megabytes.
  constexpr std::int64_t kMostPixelsPerByte = 4096;
  constexpr std::int64_t kSmallPixels = 4'000'000;

  const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
  if (width <= 0 || height <= 0) throw Refused("its header says " + size + "; save it again");
  if (width > limits.maxSide || height > limits.maxSide || width * height > limits.maxPixels) {
    throw Refused("it has " + size + ", more than " + std::to_string(limits.maxSide) + " a side or " +
                  std::to_string(limits.maxPixels / 1'000'000) + " megapixels; make it smaller");
  }
  const auto bytes = static_cast<std::int64_t>(file.size());
  if (width * height > kSmallPixels && width * height / kMostPixelsPerByte > bytes) {
    throw Refused("it claims " + size + " in " + std::to_string(bytes) + " bytes; get it again from its source");
  }
}

}  // namespace mien::photo
