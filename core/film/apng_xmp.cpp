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

/// The last chunk: no data, and its checksum.
constexpr std::string_view kEnd("\0\0\0\0IEND\xAE\x42\x60\x82", 12);

}  // namespace

Result<void> embedApngXmp(const std::filesystem::path& file, const std::string& packet) {
  auto bytes = readFile(file);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  if (!text.ends_with(kEnd)) return fail(ErrorKind::Internal, "ffmpeg has written no whole PNG.");
  const Bytes chunk = chunkOf(packet);
  bytes->insert(bytes->end() - static_cast<std::ptrdiff_t>(kEnd.size()), chunk.begin(), chunk.end());
  return writeFileAtomically(file, *bytes);
}

}  // namespace mien::film
