#include <webp/encode.h>
#include <webp/mux.h>

#include <memory>
#include <string>

#include "core/photo/writer.h"

namespace mien::photo {
namespace {

struct Picture : WebPPicture {
  Picture() {
    if (WebPPictureInit(this) == 0) throw Unwritable("this libwebp does not fit the program");
  }
  Picture(const Picture&) = delete;
  ~Picture() { WebPPictureFree(this); }
};

struct Memory : WebPMemoryWriter {
  Memory() { WebPMemoryWriterInit(this); }
  Memory(const Memory&) = delete;
  ~Memory() { WebPMemoryWriterClear(this); }
};

WebPConfig configFor(int quality, bool lossless) {
  WebPConfig config;
  bool good = WebPConfigInit(&config) != 0;
  if (lossless) {
    good = good && WebPConfigLosslessPreset(&config, 6) != 0;
    config.exact = 1;  // keep the colours under transparent pixels
  } else {
    config.quality = static_cast<float>(quality);
    config.use_sharp_yuv = 1;
  }
  if (!good || WebPValidateConfig(&config) == 0) throw Unwritable("this libwebp does not fit the program");
  return config;
}

void setChunk(WebPMux* mux, const char* fourcc, const void* data, std::size_t size) {
  const WebPData chunk{static_cast<const std::uint8_t*>(data), size};
  if (WebPMuxSetChunk(mux, fourcc, &chunk, 0) != WEBP_MUX_OK) throw std::bad_alloc();
}

/// The bare picture in the extended container, with the profile and the packet.
std::vector<std::uint8_t> assembled(const Memory& coded, const std::string& xmp) {
  const std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)> mux(WebPMuxNew(), WebPMuxDelete);
  if (!mux) throw std::bad_alloc();
  const WebPData image{coded.mem, coded.size};
  if (WebPMuxSetImage(mux.get(), &image, 0) != WEBP_MUX_OK) throw std::bad_alloc();
  setChunk(mux.get(), "ICCP", srgbProfile().data(), srgbProfile().size());
  if (!xmp.empty()) setChunk(mux.get(), "XMP ", xmp.data(), xmp.size());
  WebPData file{};
  if (WebPMuxAssemble(mux.get(), &file) != WEBP_MUX_OK) throw std::bad_alloc();
  std::vector<std::uint8_t> bytes(file.bytes, file.bytes + file.size);
  WebPDataClear(&file);
  return bytes;
}

}  // namespace

std::vector<std::uint8_t> encodeWebp(const Image8& pixels, const std::string& xmp, int quality, bool lossless) {
  if (pixels.width() > WEBP_MAX_DIMENSION || pixels.height() > WEBP_MAX_DIMENSION) {
    throw Unwritable("WebP holds at most 16383 pixels a side; choose PNG");
  }
  const WebPConfig config = configFor(quality, lossless);
  Picture picture;
  Memory memory;
  picture.use_argb = 1;
  picture.width = pixels.width();
  picture.height = pixels.height();
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &memory;
  const int stride = static_cast<int>(pixels.rowBytes());
  const bool imported = pixels.channels() == 4 ? WebPPictureImportRGBA(&picture, pixels.data(), stride) != 0
                                               : WebPPictureImportRGB(&picture, pixels.data(), stride) != 0;
  if (!imported) throw std::bad_alloc();
  if (WebPEncode(&config, &picture) == 0) {
    throw Unwritable("WebP's encoder gave up (code " + std::to_string(picture.error_code) + "); choose PNG");
  }
  return assembled(memory, xmp);
}

}  // namespace mien::photo
