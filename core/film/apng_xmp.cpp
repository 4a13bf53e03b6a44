#include "core/film/apng_xmp.h"

#include <zlib.h>

#include <string_view>

#include "core/base/atomic_file.h"

namespace mien::film {
namespace {

using Bytes = std::vector<std::uint8_t>;

void append(Bytes& to, std::string_view text) {
  to.insert(to.end(), text.begin(), text.end());
}

void appendBig(Bytes& to, std::size_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) to.push_back(static_cast<std::uint8_t>(value >> shift));
}

Bytes chunkOf(const std::string& packet) {
  using namespace std::string_view_literals;
  // Key, then: not compressed, no method, no language, no translated key.
  Bytes body;
  append(body, "iTXtXML:com.adobe.xmp\0\0\0\0\0"sv);
  append(body, packet);
  Bytes chunk;
  appendBig(chunk, body.size() - 4);
  chunk.insert(chunk.end(), body.begin(), body.end());
  appendBig(chunk, crc32(0, body.data(), static_cast<uInt>(body.size())));
  return chunk;
}

/// Where the chunk behind `type` begins; 0 when there is none.
std::size_t behind(const Bytes& png, std::string_view type) {
  for (std::size_t at = 8; at + 12 <= png.size();) {
    const std::size_t length = std::size_t{png[at]} << 24 | png[at + 1] << 16 | png[at + 2] << 8 | png[at + 3];
    const std::string_view name(reinterpret_cast<const char*>(&png[at + 4]), 4);
    at += 12 + length;
    if (name == type) return at;
  }
  return 0;
}

}  // namespace

Result<void> embedApngXmp(const std::filesystem::path& file, const std::string& packet) {
  auto bytes = readFile(file);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::size_t at = behind(*bytes, "acTL");
  if (at == 0) return fail(ErrorKind::Internal, "ffmpeg has written no animated PNG.");
  const Bytes chunk = chunkOf(packet);
  bytes->insert(bytes->begin() + static_cast<std::ptrdiff_t>(at), chunk.begin(), chunk.end());
  return writeFileAtomically(file, *bytes);
}

}  // namespace mien::film
