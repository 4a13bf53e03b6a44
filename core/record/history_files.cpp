#include "core/record/history_files.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/json_field.h"
#include "core/base/strict_json.h"
#include "core/record/canonical.h"
#include "core/record/hex.h"
#include "core/record/record_file.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLargest = 4096;
constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();

std::string anchorText(const LogHead& head) {
  return canonical({"mien-anchor-1", std::to_string(head.seq), head.hash, std::to_string(head.time)});
}

/// The whole file as JSON; `work` reads it.
template <class T, class Work>
Result<T> readJson(const fs::path& file, const std::string& what, Work work) {
  const auto bytes = readFile(file, kLargest);
  if (!bytes)
    return fail(ErrorKind::Input, what + " " + file.string() +
                                      " is missing or can't be read: put it back, or look with mien history verify.");
  const auto json = parseStrictJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  try {
    if (json) return work(JsonField(*json));
  } catch (const JsonRefused&) {
    // told below
  }
  return fail(ErrorKind::Input, what + " " + file.string() +
                                    " was altered or damaged: put a sound one back, or look with mien history verify.");
}

/// Only its owner may read it, also while it is written.
Result<void> writePrivately(const fs::path& file, const std::string& text) {
  const fs::path part = nameBeside(file);
  if (auto made = makePrivateFile(part); !made) return made;
  const int fd = ::open(part.c_str(), O_WRONLY | O_CLOEXEC);
  const bool written = fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (fd >= 0) ::close(fd);
  if (written) return movePartIntoPlace(part, file);
  ::unlink(part.c_str());
  return fail(ErrorKind::Disk,
              file.string() + " can't be written: free some space, or check that you may write there.");
}

}  // namespace

HistoryFiles::HistoryFiles(const fs::path& record)
    : key_(fs::path(record).replace_extension(".key")), anchor_(fs::path(record).replace_extension(".anchor")) {}

bool HistoryFiles::hasKey() const {
  std::error_code none;
  return fs::exists(key_, none);
}

bool HistoryFiles::hasAnchor() const {
  std::error_code none;
  return fs::exists(anchor_, none);
}

Result<SigningKey> HistoryFiles::readKey() const {
  return readJson<SigningKey>(key_, "The record's key", [](const JsonField& json) -> Result<SigningKey> {
    json.expectObject({"schema", "seed"});
    json["schema"].whole(1);
    auto seed = fromHex(json["seed"].text(), SigningKey::kSeedBytes);
    if (!seed) json["seed"].refuse("must be a key");
    SigningKey key(*seed);
    sodium_memzero(seed->data(), seed->size());
    return key;
  });
}

Result<SigningKey> HistoryFiles::makeKey() const {
  SigningKey key = SigningKey::generate();
  auto seed = key.seed();
  const std::string text = "{\"schema\":1,\"seed\":\"" + toHex(seed) + "\"}\n";
  sodium_memzero(seed.data(), seed.size());
  if (auto written = writePrivately(key_, text); !written) return tl::unexpected(written.error());
  return key;
}

Result<LogHead> HistoryFiles::readAnchor(const std::string& publicKey) const {
  return readJson<LogHead>(anchor_, "The record's anchor", [&](const JsonField& json) -> Result<LogHead> {
    json.expectObject({"schema", "seq", "hash", "time", "signature"});
    json["schema"].whole(1);
    const LogHead head{static_cast<std::int64_t>(json["seq"].whole(kMax)), json["hash"].digest(),
                       static_cast<std::int64_t>(json["time"].whole(kMax))};
    if (!verifySignature(publicKey, anchorText(head), json["signature"].text()))
      json["signature"].refuse("must be the record's");
    return head;
  });
}

Result<void> HistoryFiles::writeAnchor(const LogHead& head, const SigningKey& key) const {
  const nlohmann::json json{{"schema", 1},
                            {"seq", head.seq},
                            {"hash", head.hash},
                            {"time", head.time},
                            {"signature", key.sign(anchorText(head))}};
  return writePrivately(anchor_, json.dump() + "\n");
}

AnchorLock::AnchorLock(const HistoryFiles& files) : fd_(::open(files.keyFile().c_str(), O_RDONLY | O_CLOEXEC)) {
  while (fd_ >= 0 && ::flock(fd_, LOCK_EX) != 0 && errno == EINTR) continue;
}

AnchorLock::~AnchorLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace mien
