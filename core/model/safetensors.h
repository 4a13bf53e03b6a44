#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace mien {

enum class DType { F32, F16, BF16, I64, I32, U8, I8 };

/// Bytes of one element.
std::size_t sizeOf(DType dtype);
/// The name that the file format uses, e.g. "BF16".
std::string_view toString(DType dtype);

/// One tensor of a file, row-major. `data` lives as long as its SafeTensors (or whatever the writer was given) and is
/// not always aligned to its element: copy it, don't cast it.
struct TensorView {
  std::string name;
  DType dtype = DType::F32;
  std::vector<std::int64_t> shape;  ///< empty: a scalar
  std::span<const std::byte> data;
};

/// Elements of a float tensor (F32, F16, BF16) as float; empty for the other types.
std::vector<float> toFloats(const TensorView& tensor);

/// False when a float tensor holds NaN or infinity; integers are always finite.
bool isFinite(const TensorView& tensor);

/// A safetensors file, held in memory and checked before anything is handed out: header ≤ 1 MB, tensors side by side
/// without overlap or hole up to the file's last byte, known types, shapes that match their bytes, names once.
/// Immutable; any thread. Moving keeps the views valid.
class SafeTensors {
 public:
  static constexpr std::size_t kMaxHeaderBytes = 1 << 20;

  /// Errors: Input when there is no file, Disk when it can't be read or is larger than `maxBytes`; Model for a broken
  /// rule.
  static Result<SafeTensors> open(const std::filesystem::path& file, std::int64_t maxBytes = 1LL << 30);
  /// The same from memory. `name` stands in the error's sentence.
  static Result<SafeTensors> parse(std::vector<std::uint8_t> bytes, const std::string& name);

  SafeTensors(SafeTensors&&) = default;
  SafeTensors& operator=(SafeTensors&&) = default;
  SafeTensors(const SafeTensors&) = delete;
  SafeTensors& operator=(const SafeTensors&) = delete;

  /// nullptr when there is none of this name.
  const TensorView* find(std::string_view name) const;
  std::vector<std::string> names() const;                              ///< sorted
  const std::vector<TensorView>& tensors() const { return tensors_; }  ///< sorted by name
  const std::map<std::string, std::string>& metadata() const { return metadata_; }

 private:
  SafeTensors() = default;
  std::vector<std::uint8_t> bytes_;
  std::vector<TensorView> tensors_;
  std::map<std::string, std::string> metadata_;
};

/// The file's bytes: wider elements first, then by name, so that every tensor is aligned to its element; the data
/// starts at a multiple of 8. Equal content gives equal bytes, whatever the order given.
/// Errors: Internal for an empty or repeated name, or a shape that does not match its bytes.
Result<std::vector<std::uint8_t>> encodeSafeTensors(std::vector<TensorView> tensors,
                                                    const std::map<std::string, std::string>& metadata = {});

/// encodeSafeTensors, written atomically. Errors also: Disk.
Result<void> writeSafeTensors(const std::filesystem::path& file, std::vector<TensorView> tensors,
                              const std::map<std::string, std::string>& metadata = {});

}  // namespace mien
