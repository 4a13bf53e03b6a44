#include "core/record/signing.h"

#include <sodium.h>

#include <array>
#include <new>

#include "core/record/hex.h"

namespace mien {
namespace {

static_assert(SigningKey::kSeedBytes == crypto_sign_SEEDBYTES);

const unsigned char* bytesOf(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// libsodium wants this once in each process.
void startSodium() {
  static const int started = sodium_init();
  if (started < 0) throw std::bad_alloc();
}

std::shared_ptr<std::uint8_t> lockedMemory(std::size_t bytes) {
  startSodium();
  auto* memory = static_cast<std::uint8_t*>(sodium_malloc(bytes));
  if (!memory) throw std::bad_alloc();
  return {memory, [](std::uint8_t* kept) { sodium_free(kept); }};
}

}  // namespace

SigningKey::SigningKey(std::span<const std::uint8_t> seed) {
  const auto secret = lockedMemory(crypto_sign_SECRETKEYBYTES);
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> open{};
  crypto_sign_seed_keypair(open.data(), secret.get(), seed.data());
  secret_ = secret;
  publicKey_ = toHex(open);
}

SigningKey SigningKey::generate() {
  auto seed = randomBytes(kSeedBytes);
  SigningKey key(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

std::string SigningKey::sign(std::string_view text) const {
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytesOf(text), text.size(), secret_.get());
  return toHex(signature);
}

std::string SigningKey::digest(std::string_view text) const {
  auto secret = seed();
  std::array<std::uint8_t, crypto_generichash_BYTES> out{};
  crypto_generichash(out.data(), out.size(), bytesOf(text), text.size(), secret.data(), secret.size());
  sodium_memzero(secret.data(), secret.size());
  return toHex(out);
}

std::vector<std::uint8_t> SigningKey::seed() const {
  std::vector<std::uint8_t> seed(kSeedBytes);
  crypto_sign_ed25519_sk_to_seed(seed.data(), secret_.get());
  return seed;
}

bool verifySignature(std::string_view publicKey, std::string_view text, std::string_view signature) {
  const auto key = fromHex(publicKey, crypto_sign_PUBLICKEYBYTES);
  const auto signedWith = fromHex(signature, crypto_sign_BYTES);
  return key && signedWith &&
         crypto_sign_verify_detached(signedWith->data(), bytesOf(text), text.size(), key->data()) == 0;
}

std::vector<std::uint8_t> randomBytes(std::size_t count) {
  startSodium();
  std::vector<std::uint8_t> bytes(count);
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string randomHex(std::size_t bytes) {
  return toHex(randomBytes(bytes));
}

}  // namespace mien
