#include "tests/photo/damage.h"

#include <zlib.h>

#include <algorithm>

namespace damage {
namespace {

void add(Bytes& out, std::uint32_t value, int size, bool big) {
  for (int i = 0; i < size; ++i) out.push_back(static_cast<std::uint8_t>(value >> 8 * (big ? size - 1 - i : i)));
}

/// Offset of the marker with this number in a JPEG's header; the scan's for 0xDA.
std::size_t markerAt(const Bytes& jpeg, int first, int last) {
  std::size_t at = 2;
  while (jpeg[at + 1] < first || jpeg[at + 1] > last) at += 2U + (jpeg[at + 2] << 8 | jpeg[at + 3]);
  return at;
}

}  // namespace

Bytes pngOf(const std::vector<std::pair<std::string, Bytes>>& chunks) {
  Bytes out{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  for (const auto& [name, body] : chunks) {
    add(out, static_cast<std::uint32_t>(body.size()), 4, true);
    const std::size_t start = out.size();
    out.insert(out.end(), name.begin(), name.end());
    out.insert(out.end(), body.begin(), body.end());
    add(out, static_cast<std::uint32_t>(crc32(0, out.data() + start, static_cast<uInt>(out.size() - start))), 4, true);
  }
  return out;
}

Bytes ihdr(std::uint32_t width, std::uint32_t height, int bits, int colourType) {
  Bytes out;
  add(out, width, 4, true);
  add(out, height, 4, true);
  for (const int value : {bits, colourType, 0, 0, 0}) add(out, static_cast<std::uint32_t>(value), 1, true);
  return out;
}

Bytes deflatedZeros(std::size_t count) {
  // In pieces: a test that watches memory must not need the room itself.
  const Bytes zeros(1U << 16);
  Bytes out(compressBound(count) / 500 + 64);
  z_stream z{};
  deflateInit(&z, 9);
  z.next_out = out.data();
  z.avail_out = static_cast<uInt>(out.size());
  for (std::size_t left = count; left > 0; left -= std::min(left, zeros.size())) {
    z.next_in = const_cast<Bytef*>(zeros.data());
    z.avail_in = static_cast<uInt>(std::min(left, zeros.size()));
    deflate(&z, left <= zeros.size() ? Z_FINISH : Z_NO_FLUSH);
  }
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

Bytes tiffOf(const std::vector<TiffEntry>& entries, std::size_t padding) {
  Bytes out{'I', 'I', 42, 0};
  add(out, static_cast<std::uint32_t>(8 + padding), 4, false);
  out.resize(out.size() + padding, 77);
  add(out, static_cast<std::uint32_t>(entries.size()), 2, false);
  for (const TiffEntry& e : entries) {
    add(out, e.tag, 2, false);
    add(out, e.type, 2, false);
    add(out, e.count, 4, false);
    add(out, e.value, 4, false);
  }
  add(out, 0, 4, false);
  return out;
}

std::vector<TiffEntry> tiffEntries(unsigned width, unsigned height, const std::vector<TiffEntry>& changes) {
  std::vector<TiffEntry> all{{256, 4, 1, width}, {257, 4, 1, height}, {258, 3, 1, 8},
                             {259, 3, 1, 1},     {262, 3, 1, 2},      {273, 4, 1, 8},
                             {277, 3, 1, 3},     {278, 4, 1, height}, {279, 4, 1, width * height * 3}};
  for (const TiffEntry& change : changes) {
    std::erase_if(all, [&](const TiffEntry& e) { return e.tag == change.tag; });
    if (change.type != 0) all.push_back(change);  // type 0: leave the tag out
  }
  std::sort(all.begin(), all.end(), [](const TiffEntry& a, const TiffEntry& b) { return a.tag < b.tag; });
  return all;
}

Bytes jpegClaiming(Bytes jpeg, unsigned width, unsigned height) {
  const std::size_t at = markerAt(jpeg, 0xC0, 0xC2);
  jpeg[at + 5] = static_cast<std::uint8_t>(height >> 8);
  jpeg[at + 6] = static_cast<std::uint8_t>(height);
  jpeg[at + 7] = static_cast<std::uint8_t>(width >> 8);
  jpeg[at + 8] = static_cast<std::uint8_t>(width);
  return jpeg;
}

Bytes jpegWithScans(const Bytes& jpeg, int more) {
  // The first scan of a progressive file codes the DC values: repeated, it stays readable.
  const auto first = static_cast<std::ptrdiff_t>(markerAt(jpeg, 0xDA, 0xDA));
  std::ptrdiff_t end =
      first + 2 + (jpeg[static_cast<std::size_t>(first) + 2] << 8 | jpeg[static_cast<std::size_t>(first) + 3]);
  while (jpeg[static_cast<std::size_t>(end)] != 0xFF || jpeg[static_cast<std::size_t>(end) + 1] == 0) ++end;
  Bytes out(jpeg.begin(), jpeg.begin() + end);
  for (int i = 0; i < more; ++i) out.insert(out.end(), jpeg.begin() + first, jpeg.begin() + end);
  out.insert(out.end(), jpeg.begin() + end, jpeg.end());
  return out;
}

Bytes flipped(Bytes bytes, std::uint32_t seed) {
  std::uint32_t state = seed * 2654435761U + 1;
  const auto next = [&] {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
  };
  const std::uint32_t count = 1 + next() % 4;
  for (std::uint32_t i = 0; i < count; ++i) {
    // Half of the flips hit the header, where they hurt most.
    const std::size_t span = next() % 2 == 0 ? std::min<std::size_t>(bytes.size(), 200) : bytes.size();
    bytes[next() % span] ^= static_cast<std::uint8_t>(1U << next() % 8);
  }
  return bytes;
}

}  // namespace damage
