#include "core/model/safetensors.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "core/base/atomic_file.h"
#include "core/base/strict_json.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxRank = 8;
constexpr std::size_t kMaxName = 256;
constexpr std::array kTypes{DType::F32, DType::F16, DType::BF16, DType::I64, DType::I32, DType::U8, DType::I8};

/// A broken rule; becomes an Error at parse()'s edge.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void require(bool kept, const std::string& what) {
  if (!kept) throw Broken(what);
}

std::optional<DType> dtypeFromString(std::string_view text) {
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(), [&](DType t) { return toString(t) == text; });
  return found == kTypes.end() ? std::nullopt : std::optional(*found);
}

/// Bytes that the shape needs; nothing when that overflows or a side is negative.
std::optional<std::uint64_t> bytesOf(DType dtype, const std::vector<std::int64_t>& shape) {
  std::uint64_t bytes = sizeOf(dtype);
  for (const std::int64_t side : shape) {
    if (side < 0 || __builtin_mul_overflow(bytes, static_cast<std::uint64_t>(side), &bytes)) return std::nullopt;
  }
  return bytes;
}

std::uint64_t unsignedAt(const json& value, const std::string& what) {
  require(value.is_number_unsigned(), what + " is not a whole number");
  return value.get<std::uint64_t>();
}

TensorView readEntry(const std::string& name, const json& entry, std::span<const std::byte> data) {
  const std::string tensor = "tensor \"" + name + "\"";
  require(!name.empty() && name.size() <= kMaxName, "a tensor's name is empty or too long");
  require(entry.is_object() && entry.size() == 3 && entry.contains("dtype") && entry.contains("shape") &&
              entry.contains("data_offsets"),
          tensor + " has not just dtype, shape and data_offsets");

  TensorView view;
  view.name = name;
  const json& dtype = entry["dtype"];
  const auto known = dtype.is_string() ? dtypeFromString(dtype.get_ref<const std::string&>()) : std::nullopt;
  require(known.has_value(), tensor + " has an unknown dtype");
  view.dtype = *known;

  const json& shape = entry["shape"];
  require(shape.is_array() && shape.size() <= kMaxRank, tensor + " has no shape of at most 8 sides");
  for (const json& side : shape) {
    const std::uint64_t length = unsignedAt(side, "a side of " + tensor);
    require(length <= INT64_MAX, tensor + " is too large");
    view.shape.push_back(static_cast<std::int64_t>(length));
  }

  const json& offsets = entry["data_offsets"];
  require(offsets.is_array() && offsets.size() == 2, tensor + " has not two data_offsets");
  const std::uint64_t begin = unsignedAt(offsets[0], "an offset of " + tensor);
  const std::uint64_t end = unsignedAt(offsets[1], "an offset of " + tensor);
  require(begin <= end && end <= data.size(), tensor + " reaches past the end of the file");
  require(bytesOf(view.dtype, view.shape) == end - begin, tensor + " has a shape that does not match its bytes");
  view.data = data.subspan(begin, end - begin);
  return view;
}

/// Side by side from the first byte to the last.
void requireNoHoles(const std::vector<TensorView>& tensors, std::span<const std::byte> data) {
  std::vector<std::span<const std::byte>> spans;
  for (const TensorView& tensor : tensors) spans.push_back(tensor.data);
  std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) {
    return a.data() != b.data() ? a.data() < b.data() : a.size() < b.size();
  });
  const std::byte* expected = data.data();
  for (const auto& span : spans) {
    require(span.data() >= expected, "two tensors overlap");
    require(span.data() == expected, "there is a hole between two tensors");
    expected += span.size();
  }
  require(expected == data.data() + data.size(), "bytes are left over after the last tensor");
}

std::map<std::string, std::string> readMetadata(const json& value) {
  require(value.is_object(), "__metadata__ is not an object");
  std::map<std::string, std::string> metadata;
  for (const auto& [key, text] : value.items()) {
    require(text.is_string(), "__metadata__ holds something other than text");
    metadata.emplace(key, text.get<std::string>());
  }
  return metadata;
}

}  // namespace

Result<SafeTensors> SafeTensors::open(const std::filesystem::path& file, std::int64_t maxBytes) {
  auto bytes = readFile(file, maxBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse(std::move(*bytes), file.string());
}

Result<SafeTensors> SafeTensors::parse(std::vector<std::uint8_t> bytes, const std::string& name) {
  SafeTensors file;
  file.bytes_ = std::move(bytes);
  try {
    const std::span<const std::byte> all = std::as_bytes(std::span(file.bytes_));
    std::uint64_t length = 0;
    require(all.size() >= sizeof(length), "it is too short");
    std::memcpy(&length, all.data(), sizeof(length));  // little-endian, as is every machine that we build for
    require(length <= kMaxHeaderBytes, "its header is larger than 1 MB");
    require(length <= all.size() - sizeof(length), "its header reaches past the end of the file");

    const std::string_view text(reinterpret_cast<const char*>(file.bytes_.data()) + sizeof(length), length);
    const auto header = parseStrictJson(text, {.maxBytes = kMaxHeaderBytes, .maxDepth = 3});
    require(header.has_value(), header ? "" : "in its header, " + header.error());
    require(header->is_object(), "its header is not an object");

    const auto data = all.subspan(sizeof(length) + length);
    for (const auto& [key, entry] : header->items()) {
      if (key == "__metadata__") {
        file.metadata_ = readMetadata(entry);
      } else {
        file.tensors_.push_back(readEntry(key, entry, data));
      }
    }
    requireNoHoles(file.tensors_, data);
  } catch (const Broken& broken) {
    return fail(ErrorKind::Model, name + " is not a sound safetensors file (" + broken.what() + "): fetch it again.");
  }
  std::sort(file.tensors_.begin(), file.tensors_.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return file;
}

const TensorView* SafeTensors::find(std::string_view name) const {
  const auto found = std::lower_bound(tensors_.begin(), tensors_.end(), name,
                                      [](const TensorView& tensor, std::string_view n) { return tensor.name < n; });
  return found != tensors_.end() && found->name == name ? &*found : nullptr;
}

std::vector<std::string> SafeTensors::names() const {
  std::vector<std::string> names;
  for (const TensorView& tensor : tensors_) names.push_back(tensor.name);
  return names;
}

Result<std::vector<std::uint8_t>> encodeSafeTensors(std::vector<TensorView> tensors,
                                                    const std::map<std::string, std::string>& metadata) {
  std::sort(tensors.begin(), tensors.end(), [](const TensorView& a, const TensorView& b) {
    return sizeOf(a.dtype) != sizeOf(b.dtype) ? sizeOf(a.dtype) > sizeOf(b.dtype) : a.name < b.name;
  });
  json header = json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t offset = 0;
  for (const TensorView& tensor : tensors) {
    if (tensor.name.empty() || tensor.name.size() > kMaxName || tensor.name == "__metadata__" ||
        header.contains(tensor.name)) {
      return fail(ErrorKind::Internal, "The tensor name \"" + tensor.name + "\" can't be written: names must be " +
                                           "unique and 1 to 256 bytes long.");
    }
    if (tensor.shape.size() > kMaxRank || bytesOf(tensor.dtype, tensor.shape) != tensor.data.size()) {
      return fail(ErrorKind::Internal,
                  "Tensor \"" + tensor.name + "\" can't be written: its shape does not match " + "its bytes.");
    }
    header[tensor.name] = {{"dtype", toString(tensor.dtype)},
                           {"shape", tensor.shape},
                           {"data_offsets", {offset, offset + tensor.data.size()}}};
    offset += tensor.data.size();
  }
  std::string text;
  try {
    text = header.dump();
  } catch (const json::exception&) {
    return fail(ErrorKind::Internal, "These tensors can't be written: a name or the metadata is not UTF-8.");
  }
  text.resize((text.size() + 7) / 8 * 8, ' ');
  if (text.size() > SafeTensors::kMaxHeaderBytes) {
    return fail(ErrorKind::Internal, "These tensors can't be written: their header would be larger than 1 MB.");
  }
  const std::uint64_t length = text.size();
  std::vector<std::uint8_t> bytes(sizeof(length) + text.size() + offset);
  std::memcpy(bytes.data(), &length, sizeof(length));
  std::memcpy(bytes.data() + sizeof(length), text.data(), text.size());
  std::uint8_t* at = bytes.data() + sizeof(length) + text.size();
  for (const TensorView& tensor : tensors) {
    if (tensor.data.empty()) continue;
    std::memcpy(at, tensor.data.data(), tensor.data.size());
    at += tensor.data.size();
  }
  return bytes;
}

Result<void> writeSafeTensors(const std::filesystem::path& file, std::vector<TensorView> tensors,
                              const std::map<std::string, std::string>& metadata) {
  const auto bytes = encodeSafeTensors(std::move(tensors), metadata);
  if (!bytes) return tl::unexpected(bytes.error());
  return writeFileAtomically(file, *bytes);
}

}  // namespace mien
