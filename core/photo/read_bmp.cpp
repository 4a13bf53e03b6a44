#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <vector>

#include "core/photo/canvas.h"
#include "core/photo/reader.h"

// Our own, for OpenCV's imgcodecs brings 139 libraries (GDAL, GDCM) into the process and prints to stderr.
namespace mien::photo {
namespace {

enum Compression : std::uint32_t { Plain = 0, Bitfields = 3, AlphaBitfields = 6 };

struct Channel {
  std::uint32_t mask = 0;
  std::uint8_t of(std::uint32_t pixel) const {
    if (mask == 0) return 0;
    const int shift = std::countr_zero(mask);
    const std::uint64_t largest = mask >> shift;
    if (largest == 255) return static_cast<std::uint8_t>((pixel & mask) >> shift);  // nearly always
    return static_cast<std::uint8_t>((std::uint64_t{(pixel & mask) >> shift} * 255 + largest / 2) / largest);
  }
};

struct Header {
  std::int64_t width = 0, height = 0;
  bool topDown = false;
  std::uint32_t bits = 0;
  std::size_t pixels = 0, rowBytes = 0;
  std::array<Channel, 4> channels;  ///< R, G, B, A
  std::vector<std::array<std::uint8_t, 3>> palette;
  Bytes icc;
};

std::uint32_t at(Bytes bytes, std::size_t offset, std::size_t size) {
  if (offset > bytes.size() || bytes.size() - offset < size)
    throw Refused("it is cut off; get it again from its source");
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value |= static_cast<std::uint32_t>(bytes[offset + i]) << (8 * i);
  return value;
}

void readMasks(Header& h, Bytes bytes, std::uint32_t compression, std::size_t headerSize) {
  if (h.bits == 16) h.channels = {Channel{0x7C00}, Channel{0x03E0}, Channel{0x001F}, Channel{}};
  if (h.bits >= 24) h.channels = {Channel{0xFF0000}, Channel{0x00FF00}, Channel{0x0000FF}, Channel{}};
  if (compression == Plain) return;
  const std::size_t count = headerSize >= 56 || compression == AlphaBitfields ? 4 : 3;
  for (std::size_t c = 0; c < count; ++c) h.channels[c].mask = at(bytes, 54 + 4 * c, 4);
}

void readPalette(Header& h, Bytes bytes, std::size_t headerSize) {
  const std::size_t entry = headerSize == 12 ? 3 : 4;
  const std::size_t start = 14 + headerSize;
  const std::uint32_t used = headerSize == 12 ? 0 : at(bytes, 46, 4);
  const std::size_t most = std::size_t{1} << h.bits;
  std::size_t count = used == 0 || used > most ? most : used;
  if (h.pixels > start) count = std::min(count, (h.pixels - start) / entry);
  h.palette.resize(most);  // an index beyond the stored colours is black
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      h.palette[i][c] = static_cast<std::uint8_t>(at(bytes, start + entry * i + 2 - c, 1));
    }
  }
}

Header readHeader(Bytes bytes, const ReadLimits& limits) {
  Header h;
  const std::size_t size = at(bytes, 14, 4);
  const bool old = size == 12;
  if (!old && (size < 40 || size > 1024))
    throw Refused("its header is of a kind that is not known here; save it again");
  h.pixels = at(bytes, 10, 4);
  const auto side = [&](std::size_t core, std::size_t usual) -> std::int64_t {
    if (old) return at(bytes, core, 2);
    return static_cast<std::int32_t>(at(bytes, usual, 4));  // signed: a negative height means top-down
  };
  h.width = side(18, 18);
  const std::int64_t height = side(20, 22);
  h.topDown = height < 0;
  h.height = std::abs(height);
  checkSize(h.width, h.height, bytes, limits);

  h.bits = at(bytes, old ? 24 : 28, 2);
  const std::uint32_t compression = old ? Plain : at(bytes, 30, 4);
  const bool masked = compression == Bitfields || compression == AlphaBitfields;
  constexpr std::array<std::uint32_t, 6> kBits{1, 4, 8, 16, 24, 32};
  if (std::find(kBits.begin(), kBits.end(), h.bits) == kBits.end() ||
      !(compression == Plain || (masked && (h.bits == 16 || h.bits == 32)))) {
    throw Refused("its pixels are packed in a way that is not known here; save it as PNG");
  }
  readMasks(h, bytes, compression, size);
  if (h.bits <= 8) readPalette(h, bytes, size);
  constexpr std::uint32_t kEmbedded = 0x4D424544;  // 'MBED' in a V5 header
  if (size >= 124 && at(bytes, 70, 4) == kEmbedded) {
    const std::uint64_t start = std::uint64_t{14} + at(bytes, 126, 4);
    const std::uint64_t length = at(bytes, 130, 4);
    if (start + length <= bytes.size()) h.icc = bytes.subspan(start, length);
  }

  h.rowBytes = (static_cast<std::size_t>(h.width) * h.bits + 31) / 32 * 4;
  if (h.pixels > bytes.size() || (bytes.size() - h.pixels) / h.rowBytes < static_cast<std::size_t>(h.height)) {
    throw Refused("it is cut off; get it again from its source");
  }
  return h;
}

std::uint32_t pixelAt(const std::uint8_t* row, std::size_t x, std::uint32_t bits) {
  if (bits < 8) return (row[x * bits / 8] >> (8 - bits - x * bits % 8)) & ((1U << bits) - 1);
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bits / 8; ++i) value |= static_cast<std::uint32_t>(row[x * bits / 8 + i]) << (8 * i);
  return value;
}

/// Many programs write an alpha mask and leave the alpha at 0: such a picture is meant to be seen.
bool anyAlpha(const Header& h, const std::uint8_t* pixels) {
  if (h.channels[3].mask == 0) return false;
  for (std::size_t y = 0; y < static_cast<std::size_t>(h.height); ++y) {
    for (std::size_t x = 0; x < static_cast<std::size_t>(h.width); ++x) {
      if ((pixelAt(pixels + y * h.rowBytes, x, h.bits) & h.channels[3].mask) != 0) return true;
    }
  }
  return false;
}

}  // namespace

Picture readBmp(Bytes bytes, const ReadLimits& limits) {
  const Header h = readHeader(bytes, limits);
  const std::uint8_t* pixels = bytes.data() + h.pixels;
  const Samples samples{Samples::Kind::Rgb, anyAlpha(h, pixels), 8};
  const std::size_t step = samples.pixelBytes();
  Canvas canvas(static_cast<int>(h.width), static_cast<int>(h.height), samples, h.icc);
  std::vector<std::uint8_t> out(step * static_cast<std::size_t>(h.width));
  for (int y = 0; y < canvas.height(); ++y) {
    const std::uint8_t* row = pixels + h.rowBytes * static_cast<std::size_t>(h.topDown ? y : canvas.height() - 1 - y);
    for (std::size_t x = 0; x < static_cast<std::size_t>(h.width); ++x) {
      const std::uint32_t pixel = pixelAt(row, x, h.bits);
      for (std::size_t c = 0; c < step; ++c) {
        out[step * x + c] = h.bits <= 8 ? h.palette[pixel][c] : h.channels[c].of(pixel);
      }
    }
    canvas.put(y, out.data());
  }
  return {canvas.take(), 1};
}

}  // namespace mien::photo
