#include "core/photo/tiff_file.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>

namespace mien::photo {
namespace {

constexpr tmsize_t kMostMemory = tmsize_t{768} << 20;

TiffFile& self(thandle_t handle) {
  return *static_cast<TiffFile*>(handle);
}

tmsize_t readSome(thandle_t handle, void* to, tmsize_t count) {
  TiffFile& file = self(handle);
  const std::size_t left = file.size() - std::min(file.position, file.size());
  const std::size_t n = std::min(left, static_cast<std::size_t>(std::max<tmsize_t>(count, 0)));
  if (n > 0) std::memcpy(to, file.bytes().data() + file.position, n);
  file.position += n;
  return static_cast<tmsize_t>(n);
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
  TiffFile& file = self(handle);
  const toff_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.position : file.size();
  file.position = base + offset;
  return file.position;
}

tmsize_t writeNothing(thandle_t, void*, tmsize_t) {
  return 0;
}
int closeNothing(thandle_t) {
  return 0;
}
toff_t sizeOf(thandle_t handle) {
  return self(handle).size();
}

int keepError(TIFF*, void* user, const char*, const char* format, va_list args) {
  char text[160];
  std::vsnprintf(text, sizeof text, format, args);
  static_cast<TiffFile*>(user)->lastError = text;
  return 1;  // 1: libtiff's own handler, which prints, is not called
}
int ignoreWarning(TIFF*, void*, const char*, const char*, va_list) {
  return 1;
}

}  // namespace

TiffFile::TiffFile(Bytes bytes) : bytes_(bytes) {
  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                 TIFFOpenOptionsFree);
  if (!options) throw std::bad_alloc();
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keepError, this);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignoreWarning, this);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMostMemory);
  tiff_ = TIFFClientOpenExt("TIFF", "rm", this, readSome, writeNothing, seek, closeNothing, sizeOf, nullptr, nullptr,
                            options.get());
  if (tiff_ == nullptr) refuseDamaged();
}

TiffFile::~TiffFile() {
  if (tiff_ != nullptr) TIFFClose(tiff_);
}

Bytes TiffFile::icc() const {
  std::uint32_t length = 0;
  void* data = nullptr;
  if (TIFFGetField(tiff_, TIFFTAG_ICCPROFILE, &length, &data) != 1 || data == nullptr) return {};
  return {static_cast<const std::uint8_t*>(data), length};
}

void TiffFile::refuseDamaged() const {
  throw Refused("it is damaged or cut off" + (lastError.empty() ? "" : " (" + lastError + ")") +
                "; get it again from its source");
}

}  // namespace mien::photo
