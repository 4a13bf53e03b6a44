#include "core/photo/photo.h"

#include <algorithm>
#include <new>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/photo/orientation.h"
#include "core/photo/reader.h"

namespace mien {
namespace {

tl::unexpected<Error> refuse(const std::string& name, const std::string& why) {
  std::string sentence = "\"" + name + "\" can't be used: " + why + ".";
  // A file's name, or what a library quotes from the file, may hold line breaks or a terminal's control codes.
  std::replace_if(
      sentence.begin(), sentence.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return fail(ErrorKind::Input, std::move(sentence));
}

std::string tooLarge(const ReadLimits& limits) {
  return "the file is larger than " + std::to_string(limits.maxBytes >> 20) + " MB; save it smaller";
}

}  // namespace

Result<Photo> decodePhoto(std::span<const std::uint8_t> bytes, const std::string& name, const ReadLimits& limits) {
  if (bytes.empty()) return refuse(name, "the file is empty; choose another picture");
  if (static_cast<std::int64_t>(bytes.size()) > limits.maxBytes) return refuse(name, tooLarge(limits));
  const auto all = photo::formats();
  const auto format = std::find_if(all.begin(), all.end(), [&](const auto& f) { return f.looksLike(bytes); });
  if (format == all.end()) {
    return refuse(name, "it is no JPEG, PNG, WebP, TIFF or BMP picture; convert it to one of these");
  }
  try {
    photo::Picture picture = format->read(bytes, limits);
    return Photo{photo::upright(std::move(picture.rgb), picture.orientation), sha256Hex(bytes), format->name};
  } catch (const photo::Refused& refused) {
    return refuse(name, std::string("as a ") + format->name + ", " + refused.what());
  } catch (const std::bad_alloc&) {
    return refuse(name, "there is not enough memory for it; close other programs or make it smaller");
  }
}

Result<std::vector<std::uint8_t>> readPhotoFile(const std::filesystem::path& file, const ReadLimits& limits) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);  // a device or a folder has none: readFile tells
  if (!error && size > static_cast<std::uintmax_t>(limits.maxBytes))
    return refuse(file.filename().string(), tooLarge(limits));
  return readFile(file, limits.maxBytes);
}

Result<Photo> readPhoto(const std::filesystem::path& file, const ReadLimits& limits) {
  return readPhotoFile(file, limits).and_then([&](const std::vector<std::uint8_t>& bytes) {
    return decodePhoto(bytes, file.filename().string(), limits);
  });
}

bool looksLikePhoto(std::span<const std::uint8_t> start) {
  const auto all = photo::formats();
  return std::any_of(all.begin(), all.end(), [&](const auto& f) { return f.looksLike(start); });
}

}  // namespace mien
