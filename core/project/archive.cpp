#include "core/project/archive.h"

#include <zip.h>

#include <algorithm>
#include <memory>

namespace mien {
namespace {

constexpr zip_int64_t kMaxMembers = 32;
constexpr zip_uint16_t kFirstOf1980 = 0x21;  // the earliest date that a zip can hold

struct Discard {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Zip = std::unique_ptr<zip_t, Discard>;
using ZipFile = std::unique_ptr<zip_file_t, CloseFile>;
using Source = std::unique_ptr<zip_source_t, FreeSource>;

tl::unexpected<std::string> refuse(std::string why) {
  return tl::unexpected<std::string>(std::move(why));
}

/// A member's name may be a stranger's: short and printable.
std::string shown(std::string_view name) {
  std::string text(name.substr(0, 40));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return "\"" + text + "\"";
}

bool add(zip_t* zip, const ArchiveMember& member) {
  Source source(zip_source_buffer(zip, member.bytes.data(), member.bytes.size(), 0));
  if (!source) return false;
  const zip_int64_t index = zip_file_add(zip, member.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
  if (index < 0) return false;
  static_cast<void>(source.release());  // the archive's now
  const auto at = static_cast<zip_uint64_t>(index);
  return zip_set_file_compression(zip, at, member.deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) == 0 &&
         zip_file_set_dostime(zip, at, 0, kFirstOf1980, 0) == 0;
}

tl::expected<ArchiveBytes, std::string> contentsOf(zip_source_t* source) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_source_stat(source, &about) != 0 || (about.valid & ZIP_STAT_SIZE) == 0 || zip_source_open(source) != 0)
    return refuse("the archive can't be made");
  ArchiveBytes bytes(about.size);
  const zip_int64_t count = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (count < 0 || static_cast<zip_uint64_t>(count) != about.size) return refuse("the archive can't be made");
  return bytes;
}

tl::expected<ArchiveBytes, std::string> memberAt(zip_t* zip, zip_uint64_t index, const zip_stat_t& about) {
  ArchiveBytes bytes(about.size);
  const ZipFile file(zip_fopen_index(zip, index, 0));
  if (!file) return refuse(shown(about.name) + " can't be unpacked");
  std::size_t filled = 0;
  // Up to the end and one read beyond it: only there the check sum is looked at.
  for (;;) {
    std::uint8_t beyond = 0;
    const bool full = filled == bytes.size();
    const zip_int64_t count =
        full ? zip_fread(file.get(), &beyond, 1) : zip_fread(file.get(), bytes.data() + filled, bytes.size() - filled);
    if (count < 0) return refuse(shown(about.name) + " is damaged");
    if (full && count > 0) return refuse(shown(about.name) + " is larger than it says");
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  if (filled != bytes.size()) return refuse(shown(about.name) + " is shorter than it says");
  return bytes;
}

/// Why this member can't be taken, or empty.
std::string fault(const zip_stat_t& about, std::span<const ArchiveRule> rules, std::size_t archiveBytes) {
  constexpr zip_uint64_t kNeeded =
      ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if ((about.valid & kNeeded) != kNeeded) return "it does not say what it holds";
  const auto rule =
      std::find_if(rules.begin(), rules.end(), [&](const ArchiveRule& r) { return r.name == about.name; });
  if (rule == rules.end()) return shown(about.name) + " is no part of a project";
  if (about.encryption_method != ZIP_EM_NONE) return shown(about.name) + " is encrypted";
  const bool stored = about.comp_method == ZIP_CM_STORE;
  if (!stored && !(rule->mayBeDeflated && about.comp_method == ZIP_CM_DEFLATE))
    return shown(about.name) + " is packed in an unknown way";
  if (about.size > rule->maxBytes) return shown(about.name) + " is too large";
  if (stored && (about.size != about.comp_size || about.size > archiveBytes))
    return shown(about.name) + " is larger than the file";
  return {};
}

}  // namespace

tl::expected<ArchiveBytes, std::string> writeArchive(std::span<const ArchiveMember> members) {
  const Source source(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (!source) return refuse("there is not enough memory");
  Zip zip(zip_open_from_source(source.get(), ZIP_TRUNCATE, nullptr));
  if (!zip) return refuse("the archive can't be made");
  zip_source_keep(source.get());  // to read it once the archive is closed
  for (const ArchiveMember& member : members) {
    if (!add(zip.get(), member)) return refuse(member.name + " can't be packed");
  }
  if (zip_close(zip.get()) != 0) return refuse("the archive can't be made");
  static_cast<void>(zip.release());
  return contentsOf(source.get());
}

tl::expected<std::map<std::string, ArchiveBytes>, std::string> readArchive(std::span<const std::uint8_t> archive,
                                                                           std::span<const ArchiveRule> rules) {
  Source source(zip_source_buffer_create(archive.data(), archive.size(), 0, nullptr));
  if (!source) return refuse("there is not enough memory");
  const Zip zip(zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, nullptr));
  if (!zip) return refuse("it is no project file, or it is damaged");
  static_cast<void>(source.release());  // the archive's now
  const zip_int64_t count = zip_get_num_entries(zip.get(), 0);
  if (count > kMaxMembers) return refuse("it has more members than a project has");
  std::map<std::string, ArchiveBytes> members;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    zip_stat_t about;
    if (zip_stat_index(zip.get(), i, 0, &about) != 0) return refuse("its list of members is damaged");
    if (const std::string why = fault(about, rules, archive.size()); !why.empty()) return refuse(why);
    if (members.contains(about.name)) return refuse(shown(about.name) + " comes twice");
    auto bytes = memberAt(zip.get(), i, about);
    if (!bytes) return tl::unexpected(bytes.error());
    members.emplace(about.name, std::move(*bytes));
  }
  return members;
}

}  // namespace mien
