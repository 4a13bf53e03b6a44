#pragma once
#include <string>
#include <utility>
#include <vector>

#include "tests/photo/pictures.h"

/// Files that mean harm, or met with an accident.
namespace damage {

using pictures::Bytes;

/// PNG: signature, then these chunks with lengths and check sums that fit.
Bytes pngOf(const std::vector<std::pair<std::string, Bytes>>& chunks);
Bytes ihdr(std::uint32_t width, std::uint32_t height, int bits = 8, int colourType = 2);
/// `count` zeros, deflated.
Bytes deflatedZeros(std::size_t count);

/// TIFF with exactly these entries (tag, type 3 short or 4 long, count, value) and nothing behind them.
struct TiffEntry {
  unsigned tag, type, count, value;
};
Bytes tiffOf(const std::vector<TiffEntry>& entries, std::size_t padding = 0);
/// The entries of an honest 8-bit RGB TIFF of this size in one strip at offset 8, to be changed by `changes`.
std::vector<TiffEntry> tiffEntries(unsigned width, unsigned height, const std::vector<TiffEntry>& changes);

/// The JPEG with its height and width overwritten.
Bytes jpegClaiming(Bytes jpeg, unsigned width, unsigned height);
/// The progressive JPEG with its last scan repeated.
Bytes jpegWithScans(const Bytes& jpeg, int more);

/// `bytes` with a few bits flipped, the same for the same seed.
Bytes flipped(Bytes bytes, std::uint32_t seed);

}  // namespace damage
