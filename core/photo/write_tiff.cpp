#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>

#include "core/photo/writer.h"

namespace mien::photo {
namespace {

/// The file that libtiff writes, in memory. No exception may cross libtiff, so a full memory is kept as an error.
struct MemoryFile {
  std::vector<std::uint8_t> bytes;
  std::size_t position = 0;
  std::string error;
};

MemoryFile& self(thandle_t handle) {
  return *static_cast<MemoryFile*>(handle);
}

tmsize_t readSome(thandle_t handle, void* to, tmsize_t count) {
  MemoryFile& file = self(handle);
  const std::size_t left = file.bytes.size() - std::min(file.position, file.bytes.size());
  const std::size_t n = std::min(left, static_cast<std::size_t>(count));
  if (n > 0) std::memcpy(to, file.bytes.data() + file.position, n);
  file.position += n;
  return static_cast<tmsize_t>(n);
}

tmsize_t writeSome(thandle_t handle, void* from, tmsize_t count) {
  MemoryFile& file = self(handle);
  const auto n = static_cast<std::size_t>(count);
  try {
    if (file.position + n > file.bytes.size()) file.bytes.resize(file.position + n);
  } catch (const std::bad_alloc&) {
    file.error = "there is not enough memory";
    return -1;
  }
  if (n > 0) std::memcpy(file.bytes.data() + file.position, from, n);
  file.position += n;
  return count;
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
  MemoryFile& file = self(handle);
  const toff_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.position : file.bytes.size();
  file.position = base + offset;
  return file.position;
}

int closeNothing(thandle_t) {
  return 0;
}
toff_t sizeOf(thandle_t handle) {
  return self(handle).bytes.size();
}

int keepError(TIFF*, void* user, const char*, const char* format, va_list args) {
  char text[160];
  std::vsnprintf(text, sizeof text, format, args);
  if (self(user).error.empty()) self(user).error = text;
  return 1;  // 1: libtiff's own handler, which prints, is not called
}
int ignoreWarning(TIFF*, void*, const char*, const char*, va_list) {
  return 1;
}

using Tiff = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

Tiff open(MemoryFile& file) {
  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                 TIFFOpenOptionsFree);
  if (!options) throw std::bad_alloc();
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keepError, &file);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignoreWarning, &file);
  // "l": little-endian wherever it is written, so that equal pictures are equal bytes.
  return {TIFFClientOpenExt("TIFF", "wl", &file, readSome, writeSome, seek, closeNothing, sizeOf, nullptr, nullptr,
                            options.get()),
          TIFFClose};
}

bool setTags(TIFF* tiff, const Pixels& pixels, const std::string& xmp) {
  const std::vector<std::uint8_t>& icc = srgbProfile();
  bool good = true;
  const auto set = [&](std::uint32_t tag, auto... values) { good = good && TIFFSetField(tiff, tag, values...) == 1; };
  set(TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(pixels.width));
  set(TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(pixels.height));
  set(TIFFTAG_BITSPERSAMPLE, pixels.bits);
  set(TIFFTAG_SAMPLESPERPIXEL, pixels.channels);
  set(TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
  set(TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
  set(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  const std::uint16_t alpha[] = {EXTRASAMPLE_UNASSALPHA};
  if (pixels.channels == 4) set(TIFFTAG_EXTRASAMPLES, 1, alpha);
  set(TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
  set(TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
  set(TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(tiff, 0));
  set(TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(icc.size()), icc.data());
  if (!xmp.empty()) set(TIFFTAG_XMLPACKET, static_cast<std::uint32_t>(xmp.size()), xmp.data());
  return good;
}

bool writeRows(TIFF* tiff, const Pixels& pixels) {
  std::vector<std::uint8_t> row(pixels.rowBytes());  // a copy: the predictor changes what it is given
  for (int y = 0; y < pixels.height; ++y) {
    std::memcpy(row.data(), pixels.row(y), row.size());
    if (TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0) != 1) return false;
  }
  return TIFFFlush(tiff) == 1;
}

}  // namespace

std::vector<std::uint8_t> encodeTiff(const Pixels& pixels, const std::string& xmp) {
  MemoryFile file;
  {
    const Tiff tiff = open(file);
    const bool good = tiff && setTags(tiff.get(), pixels, xmp) && writeRows(tiff.get(), pixels);
    if (!good || !file.error.empty()) throw Unwritable(file.error.empty() ? "TIFF's writer gave up" : file.error);
  }
  return std::move(file.bytes);
}

}  // namespace mien::photo
