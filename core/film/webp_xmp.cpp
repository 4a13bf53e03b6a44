#include "core/film/webp_xmp.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <string_view>

#include "core/base/atomic_file.h"
#include "core/film/film_bytes.h"
#include "core/film/webp_chunks.h"

namespace mien::film {
namespace {

namespace fs = std::filesystem;

// Where in a file: its length (of what follows), its first chunk, which of a film is VP8X, and that one's flags.
constexpr std::uint64_t kLength = 4;
constexpr std::uint64_t kExtended = kWebpHead;
constexpr std::uint64_t kFlags = 20;
constexpr unsigned char kHasXmp = 4;
constexpr std::uint64_t kMostXmp = 16 << 20;

}  // namespace

Result<std::string> readStart(const fs::path& file, std::size_t count) {
  std::ifstream in(file, std::ios::binary);
  std::string start(count, '\0');
  std::error_code none;
  if (fs::is_directory(file, none)) return fail(ErrorKind::Input, file.string() + " is a folder: name a file.");
  if (!in) {
    if (!fs::exists(file, none))
      return fail(ErrorKind::Input, file.string() + " does not exist: check its name and its folder.");
    return fail(ErrorKind::Disk, file.string() + " can't be read: check that you may read it.");
  }
  in.read(start.data(), static_cast<std::streamsize>(count));
  start.resize(static_cast<std::size_t>(in.gcount()));
  return start;
}

bool isWebp(const fs::path& file) {
  const auto start = readStart(file, 12);
  return start && start->starts_with("RIFF") && start->ends_with("WEBP");
}

Result<void> embedWebpXmp(const fs::path& file, const std::string& packet) {
  FilmBytes film(file);
  if (film.at(kExtended, 4) != "VP8X") return fail(ErrorKind::Internal, file.string() + " is no WebP film.");
  const std::string odd(packet.size() % 2, '\0');  // chunks begin at even places
  const std::string chunk = "XMP " + little(packet.size()) + packet + odd;
  const std::uint64_t whole = film.size() + chunk.size();
  if (whole > kMostWebp) return tooLargeForWebp(file);
  std::string flags = film.at(kFlags, 1);
  flags[0] = static_cast<char>(static_cast<unsigned char>(flags[0]) | kHasXmp);
  film.put(film.size(), chunk);
  film.put(kFlags, flags);
  film.put(kLength, little(whole - kLength - 4));
  return film.written();
}

std::string readWebpXmp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::uint64_t at = kExtended;
  for (std::string head(8, '\0'); in.seekg(static_cast<std::streamoff>(at)) && in.read(head.data(), 8);) {
    const std::uint64_t length = numberIn(std::string_view(head).substr(4));
    at += head.size() + length + length % 2;
    if (!head.starts_with("XMP ") || length > kMostXmp) continue;
    std::string packet(length, '\0');
    in.read(packet.data(), static_cast<std::streamsize>(length));
    return in ? packet : std::string();
  }
  return {};
}

}  // namespace mien::film
