#include "core/base/digest.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace mien {
namespace {

/// By libcrypto, which uses the processor's own instructions for it: several times faster than libsodium.
class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // looked for once: that is slow
    if (!context_ || kSha256 == nullptr || EVP_DigestInit_ex(context_.get(), kSha256, nullptr) != 1) unusable();
  }
  void add(std::span<const std::uint8_t> bytes) {
    if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) unusable();
  }
  std::string hex() {
    std::array<std::uint8_t, 32> digest{};
    if (EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) != 1) unusable();
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : digest) {
      text += kDigits[byte >> 4];
      text += kDigits[byte & 15];
    }
    return text;
  }

 private:
  [[noreturn]] static void unusable() {
    throw std::runtime_error("OpenSSL's libcrypto computes no SHA-256 here: install libssl3 again.");
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

tl::unexpected<Error> unreadable(const std::filesystem::path& file, int code) {
  return fail(ErrorKind::Disk, file.string() + " can't be read (" + std::strerror(code) +
                                   "): check that it exists and that you may read it.");
}

}  // namespace

std::string sha256Hex(std::span<const std::uint8_t> bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.hex();
}

Result<std::string> sha256HexOfFile(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return unreadable(file, errno);
  Sha256 digest;
  std::vector<std::uint8_t> piece(1 << 20);
  ssize_t count = 0;
  while ((count = ::read(fd, piece.data(), piece.size())) != 0) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    digest.add({piece.data(), static_cast<std::size_t>(count)});
  }
  const int code = errno;
  ::close(fd);
  if (count < 0) return unreadable(file, code);
  return digest.hex();
}

}  // namespace mien
