#include "core/base/digest.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace mien {
namespace {

std::string hex(const std::array<unsigned char, crypto_hash_sha256_BYTES>& digest) {
  std::string text(digest.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  text.pop_back();
  return text;
}

tl::unexpected<Error> unreadable(const std::filesystem::path& file, int code) {
  return fail(ErrorKind::Disk, file.string() + " can't be read (" + std::strerror(code) +
                                   "): check that it exists and that you may read it.");
}

}  // namespace

std::string sha256Hex(std::span<const std::uint8_t> bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  return hex(digest);
}

Result<std::string> sha256HexOfFile(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return unreadable(file, errno);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::vector<unsigned char> piece(1 << 20);
  ssize_t count = 0;
  while ((count = ::read(fd, piece.data(), piece.size())) != 0) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    crypto_hash_sha256_update(&state, piece.data(), static_cast<unsigned long long>(count));
  }
  const int code = errno;
  ::close(fd);
  if (count < 0) return unreadable(file, code);
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&state, digest.data());
  return hex(digest);
}

}  // namespace mien
