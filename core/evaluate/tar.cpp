#include "core/evaluate/tar.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string_view>

namespace mien {
namespace {

constexpr std::int64_t kBlock = 512;
using Header = std::array<char, kBlock>;

std::string_view field(const Header& header, std::size_t offset, std::size_t length) {
  const std::string_view all(header.data() + offset, length);
  return all.substr(0, std::min(all.find('\0'), length));
}

/// Numbers stand in octal digits, padded with spaces or zero bytes.
std::optional<std::int64_t> octal(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return std::nullopt;
  const auto last = text.find_last_not_of(' ');
  std::int64_t value = 0;
  for (const char c : text.substr(first, last - first + 1)) {
    if (c < '0' || c > '7') return std::nullopt;
    value = value * 8 + (c - '0');  // at most 12 digits: 36 bits
  }
  return value;
}

/// The sum of all bytes of the header with its own sum field read as spaces.
bool sumIsRight(const Header& header) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < header.size(); ++i) {
    sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(header[i]);
  }
  return octal(field(header, 148, 8)) == sum;
}

std::string nameOf(const Header& header) {
  const std::string name(field(header, 0, 100));
  const bool ustar = field(header, 257, 5) == "ustar" && header[262] == '\0';
  const std::string prefix(ustar ? field(header, 345, 155) : std::string_view{});
  return prefix.empty() ? name : prefix + "/" + name;
}

/// Relative, and no part of it is empty, "." or "..": such a name can't leave the archive.
bool nameIsPlain(std::string_view name) {
  if (name.empty() || name.find('\\') != std::string_view::npos) return false;
  while (true) {
    const auto slash = name.find('/');
    const std::string_view part = name.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

}  // namespace

Result<TarIndex> TarIndex::open(const std::filesystem::path& file) {
  const auto broken = [&file](const std::string& what) {
    return fail(ErrorKind::Input, "The archive " + file.string() + " " + what + "; fetch it anew.");
  };
  std::error_code error;
  const auto length = static_cast<std::int64_t>(std::filesystem::file_size(file, error));
  std::ifstream in(file, std::ios::binary);
  if (error || !in) {
    const bool missing = error == std::errc::no_such_file_or_directory;
    return fail(missing ? ErrorKind::Input : ErrorKind::Disk,
                "The archive " + file.string() + " can't be read; check the path and permissions.");
  }
  TarIndex index;
  index.file_ = file;
  for (std::int64_t at = 0;;) {
    Header header{};
    if (length - at < kBlock) return broken("ends without its closing block");
    in.seekg(at);
    if (!in.read(header.data(), kBlock)) return broken("can't be read at byte " + std::to_string(at));
    if (std::all_of(header.begin(), header.end(), [](char c) { return c == '\0'; })) return index;
    if (!sumIsRight(header)) return broken("has a damaged header at byte " + std::to_string(at));
    at += kBlock;

    const char type = header[156];
    std::string name = nameOf(header);
    const auto size = octal(field(header, 124, 12));
    if (!size || *size > kMaxMemberBytes)
      return broken("has a member of a refused size before byte " + std::to_string(at));
    if (*size > length - at) return broken("is cut short inside a member before byte " + std::to_string(at + *size));
    if (type == '5') {
      if (name.ends_with('/')) name.pop_back();
      if (!nameIsPlain(name) || *size != 0) return broken("has a folder whose name leaves it");
      continue;
    }
    if (type != '0' && type != '\0')
      return broken("has a link, a device or an extension, and only plain files are taken");
    if (!nameIsPlain(name)) return broken("has a member whose name leaves it");
    if (!index.members_.emplace(std::move(name), TarMember{at, *size}).second) {
      return broken("has two members of one name before byte " + std::to_string(at));
    }
    at += (*size + kBlock - 1) / kBlock * kBlock;
  }
}

Result<std::vector<std::uint8_t>> TarIndex::read(const std::string& name) const {
  const auto found = members_.find(name);
  if (found == members_.end()) {
    return fail(ErrorKind::Input, "The archive " + file_.string() + " has no member " + name + "; fetch it anew.");
  }
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(found->second.size));
  std::ifstream in(file_, std::ios::binary);  // opened a time each: no shared position, so any thread may read
  in.seekg(found->second.offset);
  if (!in.read(reinterpret_cast<char*>(bytes.data()), found->second.size)) {
    return fail(ErrorKind::Disk, "The archive " + file_.string() + " can't be read at " + name + "; check the disk.");
  }
  return bytes;
}

}  // namespace mien
