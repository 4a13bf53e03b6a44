#pragma once
#include <tiffio.h>

#include <string>

#include "core/photo/reader.h"

namespace mien::photo {

/// libtiff over bytes in memory, with its errors kept and its memory capped.
class TiffFile {
 public:
  explicit TiffFile(Bytes bytes);  ///< Throws Refused.
  ~TiffFile();
  TiffFile(const TiffFile&) = delete;
  TiffFile& operator=(const TiffFile&) = delete;

  TIFF* get() const { return tiff_; }
  std::size_t size() const { return bytes_.size(); }
  /// A tag's value or its default; 0 when it has none.
  template <class T>
  T tag(std::uint32_t name) const {
    T value = 0;
    return TIFFGetFieldDefaulted(tiff_, name, &value) == 1 ? value : T{0};
  }
  Bytes icc() const;
  [[noreturn]] void refuseDamaged() const;  ///< with libtiff's last words

  std::size_t position = 0;  ///< for libtiff's read and seek
  Bytes bytes() const { return bytes_; }
  std::string lastError;

 private:
  Bytes bytes_;
  TIFF* tiff_ = nullptr;
};

}  // namespace mien::photo
