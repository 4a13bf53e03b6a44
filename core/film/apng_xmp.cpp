#include "core/film/apng_xmp.h"

#include <zlib.h>

#include <array>
#include <string_view>

#include "core/film/film_bytes.h"

namespace mien::film {
namespace {

void appendBig(std::string& to, std::size_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) to.push_back(static_cast<char>(value >> shift));
}

std::string chunkOf(const std::string& packet) {
  using namespace std::string_view_literals;
  // Key, then: not compressed, no method, no language, no translated key.
  const std::string body = std::string("iTXtXML:com.adobe.xmp\0\0\0\0\0"sv) + packet;
  std::string chunk;
  appendBig(chunk, body.size() - 4);
  chunk += body;
  appendBig(chunk, crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size())));
  return chunk;
}

/// The last chunk: no data, and its checksum.
constexpr std::string_view kEnd("\0\0\0\0IEND\xAE\x42\x60\x82", 12);

}  // namespace

Result<void> embedApngXmp(const std::filesystem::path& file, const std::string& packet) {
  FilmBytes film(file);
  if (film.size() < kEnd.size() || film.at(film.size() - kEnd.size(), kEnd.size()) != kEnd)
    return fail(ErrorKind::Internal, "ffmpeg has written no whole PNG.");
  film.put(film.size() - kEnd.size(), chunkOf(packet) + std::string(kEnd));
  return film.written();
}

}  // namespace mien::film
