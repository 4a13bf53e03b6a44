#include "core/guard/protected_people.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/json_field.h"
#include "core/base/strict_json.h"

namespace mien {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

constexpr std::uint64_t kSchema = 2;  ///< 1 gave the numbers of people who were removed to others
constexpr std::string_view kMagic = "mien protected people 1\n";
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kKey = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::uint64_t kMaxWhole = (1ULL << 53) - 1;
constexpr JsonLimits kLimits{.maxBytes = 64 << 20, .maxDepth = 8};

fs::path listOf(const fs::path& folder) {
  return folder / "protected-people";
}
fs::path keyOf(const fs::path& folder) {
  return folder / "protected-people.key";
}

tl::unexpected<Error> unusable(const fs::path& file, const std::string& why) {
  return fail(ErrorKind::Blocked, "The list of protected people can't be used (" + file.string() + " " + why +
                                      "), so nothing is exported: restore the file from a backup, or remove it and its "
                                      "key and enrol everybody again.");
}

/// Embeddings as base64 of their little-endian floats: exact, and short.
std::string encoded(const Embedding& embedding) {
  std::string text(sodium_base64_ENCODED_LEN(sizeof embedding, sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(embedding.data()),
                    sizeof embedding, sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the terminating zero
  return text;
}

Embedding embeddingFrom(const JsonField& field) {
  const std::string text = field.text();
  Embedding embedding{};
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(embedding.data()), sizeof embedding, text.data(), text.size(),
                        nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      length != sizeof embedding)
    field.refuse("must be an embedding");
  return embedding;
}

/// What the file holds.
struct Content {
  std::vector<ProtectedPerson> people;
  std::int64_t next = 1;  ///< the next one's id
};

std::string toText(const std::vector<ProtectedPerson>& people, std::int64_t next) {
  json list = json::array();
  for (const ProtectedPerson& person : people) {
    json embeddings = json::array();
    for (const Embedding& embedding : person.embeddings) embeddings.push_back(encoded(embedding));
    list.push_back({{"id", person.id},
                    {"name", person.name},
                    {"note", person.note},
                    {"added", person.added},
                    {"network", person.networkHash},
                    {"embeddings", embeddings}});
  }
  return json{{"schema", kSchema}, {"next", next}, {"people", list}}.dump(-1, ' ', false,
                                                                          json::error_handler_t::replace);
}

Content fromText(std::string_view text) {
  const auto document = parseStrictJson(text, kLimits);
  if (!document) throw JsonRefused(document.error());
  const JsonField root(*document);
  const std::uint64_t schema = root["schema"].whole(kMaxWhole);
  if (schema < 1 || schema > kSchema) root["schema"].refuse("is of a newer version");
  if (schema == 1)
    root.expectObject({"schema", "people"});
  else
    root.expectObject({"schema", "next", "people"});
  Content content;
  if (schema > 1) content.next = static_cast<std::int64_t>(root["next"].whole(kMaxWhole));
  const JsonField list = root["people"];
  for (std::size_t i = 0, n = list.expectArray(); i < n; ++i) {
    const JsonField one = list.at(i);
    one.expectObject({"id", "name", "note", "added", "network", "embeddings"});
    ProtectedPerson person;
    person.id = static_cast<std::int64_t>(one["id"].whole(kMaxWhole));
    person.name = one["name"].text();
    person.note = one["note"].text();
    person.added = static_cast<std::int64_t>(one["added"].whole(kMaxWhole));
    person.networkHash = one["network"].text();
    const JsonField embeddings = one["embeddings"];
    for (std::size_t k = 0, m = embeddings.expectArray(); k < m; ++k)
      person.embeddings.push_back(embeddingFrom(embeddings.at(k)));
    content.next = std::max(content.next, person.id + 1);
    content.people.push_back(std::move(person));
  }
  return content;
}

const unsigned char* magic() {
  return reinterpret_cast<const unsigned char*>(kMagic.data());
}

Bytes sealed(const std::string& text, const Bytes& key) {
  Bytes out(kMagic.size() + kNonce + text.size() + kTag);
  std::memcpy(out.data(), kMagic.data(), kMagic.size());
  unsigned char* nonce = out.data() + kMagic.size();
  randombytes_buf(nonce, kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonce, nullptr,
                                             reinterpret_cast<const unsigned char*>(text.data()), text.size(), magic(),
                                             kMagic.size(), nullptr, nonce, key.data());
  return out;
}

std::optional<std::string> opened(const Bytes& file, const Bytes& key) {
  if (file.size() < kMagic.size() + kNonce + kTag || std::memcmp(file.data(), kMagic.data(), kMagic.size()) != 0 ||
      key.size() != kKey)
    return std::nullopt;
  const unsigned char* nonce = file.data() + kMagic.size();
  const std::size_t length = file.size() - kMagic.size() - kNonce;
  std::string text(length - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(text.data()), nullptr, nullptr,
                                                 nonce + kNonce, length, magic(), kMagic.size(), nonce,
                                                 key.data()) != 0)
    return std::nullopt;
  return text;
}

Result<Bytes> keyFor(const fs::path& folder, bool mayMake) {
  const fs::path file = keyOf(folder);
  std::error_code none;
  if (fs::exists(file, none)) return readFile(file, kKey);
  if (!mayMake) return unusable(file, "is missing");
  Bytes key(kKey);
  randombytes_buf(key.data(), key.size());
  return writePrivateFileAtomically(file, key).map([&] { return key; });
}

std::string digestOf(const Bytes& bytes) {
  return sha256Hex(bytes);
}

}  // namespace

Result<ProtectedPeople> ProtectedPeople::open(const fs::path& folder) {
  if (sodium_init() < 0) return fail(ErrorKind::Internal, "The encryption library did not start: please report this.");
  ProtectedPeople list(folder);
  const fs::path file = listOf(folder);
  std::error_code none;
  if (!fs::exists(file, none)) {
    // Whoever takes the list away must not be able to take the protection away unnoticed.
    if (fs::exists(keyOf(folder), none)) return unusable(file, "is missing");
    return list;
  }
  const auto bytes = readFile(file, static_cast<std::int64_t>(kLimits.maxBytes));
  if (!bytes) return tl::unexpected(bytes.error());
  const auto key = keyFor(folder, false);
  if (!key) return tl::unexpected(key.error());
  const auto text = opened(*bytes, *key);
  if (!text) return unusable(file, "was altered, or has another key");
  try {
    Content content = fromText(*text);
    list.people_ = std::move(content.people);
    list.next_ = content.next;
  } catch (const JsonRefused& refused) {
    return unusable(file, std::string("holds what this version can't read: ") + refused.what());
  }
  list.seen_ = digestOf(*bytes);
  return list;
}

bool ProtectedPeople::has(std::int64_t id) const {
  return std::any_of(people_.begin(), people_.end(), [&](const ProtectedPerson& p) { return p.id == id; });
}

Result<void> ProtectedPeople::write(std::vector<ProtectedPerson> people, std::int64_t next) {
  const fs::path file = listOf(folder_);
  std::error_code none;
  std::string there;
  if (fs::exists(file, none)) {
    const auto digest = sha256HexOfFile(file);
    if (!digest) return tl::unexpected(digest.error());
    there = *digest;
  }
  if (there != seen_) return fail(ErrorKind::Blocked, "The list of protected people was changed meanwhile: try again.");
  const auto key = keyFor(folder_, seen_.empty());
  if (!key) return tl::unexpected(key.error());
  const Bytes bytes = sealed(toText(people, next), *key);
  if (auto done = writePrivateFileAtomically(file, bytes); !done) return done;
  seen_ = digestOf(bytes);
  people_ = std::move(people);
  next_ = next;
  return {};
}

Result<std::int64_t> ProtectedPeople::add(std::string name, std::string note, std::string networkHash,
                                          std::vector<Embedding> embeddings) {
  if (name.empty()) return fail(ErrorKind::Usage, "A protected person needs a name: give one.");
  if (embeddings.empty()) return fail(ErrorKind::Usage, "A protected person needs a photograph: give one or more.");
  std::vector<ProtectedPerson> people = people_;
  ProtectedPerson person;
  person.id = next_;
  person.name = std::move(name);
  person.note = std::move(note);
  person.added =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  person.networkHash = std::move(networkHash);
  person.embeddings = std::move(embeddings);
  const std::int64_t id = person.id;
  people.push_back(std::move(person));
  return write(std::move(people), next_ + 1).map([&] { return id; });
}

Result<void> ProtectedPeople::remove(std::span<const std::int64_t> ids) {
  std::vector<ProtectedPerson> people = people_;
  for (const std::int64_t id : ids) {
    if (std::erase_if(people, [&](const ProtectedPerson& p) { return p.id == id; }) == 0) {
      return fail(ErrorKind::Usage, "There is no protected person number " + std::to_string(id) +
                                        ", so all stay protected: look them up in the list (mien protect list).");
    }
  }
  return write(std::move(people), next_);
}

Result<std::optional<ProtectedPeople::Nearest>> ProtectedPeople::nearest(const Embedding& embedding,
                                                                         const std::string& networkHash) const {
  std::optional<Nearest> nearest;
  for (const ProtectedPerson& person : people_) {
    if (person.networkHash != networkHash) {
      return fail(ErrorKind::Blocked, "Protected person number " + std::to_string(person.id) +
                                          " was enrolled with another identity network and can't be compared, so "
                                          "nothing is exported: enrol this person again.");
    }
    for (const Embedding& known : person.embeddings) {
      const double d = distance(embedding, known);
      if (!nearest || d < nearest->distance) nearest = Nearest{d, person.id};
    }
  }
  return nearest;
}

}  // namespace mien
