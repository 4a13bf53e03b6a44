#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mien {

/// Ed25519 (libsodium). Keys and signatures are written as lower-case hex digits.
class SigningKey {
 public:
  static constexpr std::size_t kSeedBytes = 32;

  static SigningKey generate();
  /// kSeedBytes bytes.
  explicit SigningKey(std::span<const std::uint8_t> seed);

  const std::string& publicKey() const { return publicKey_; }  ///< 64 digits
  std::string sign(std::string_view text) const;               ///< 128 digits
  /// Of a text, which nobody without the key can compute (keyed BLAKE2b): 64 digits.
  std::string digest(std::string_view text) const;
  /// The caller wipes it.
  std::vector<std::uint8_t> seed() const;

 private:
  std::shared_ptr<const std::uint8_t> secret_;  ///< locked in memory, wiped at the end
  std::string publicKey_;
};

/// False for keys and signatures of a wrong form too.
bool verifySignature(std::string_view publicKey, std::string_view text, std::string_view signature);

/// From the system's generator.
std::vector<std::uint8_t> randomBytes(std::size_t count);
std::string randomHex(std::size_t bytes);

}  // namespace mien
