#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>

#include "core/photo/canvas.h"
#include "core/photo/orientation.h"
#include "core/photo/reader.h"

namespace mien::photo {
namespace {

constexpr const char* kDamaged = "it is damaged or cut off; get it again from its source";

/// The bytes of the first chunk named `fourcc`; they live as long as `demuxer`.
Bytes chunk(const WebPDemuxer* demuxer, const char* fourcc) {
  WebPChunkIterator found;
  Bytes bytes;
  if (WebPDemuxGetChunk(demuxer, fourcc, 1, &found) != 0) bytes = {found.chunk.bytes, found.chunk.size};
  WebPDemuxReleaseChunkIterator(&found);
  return bytes;
}

}  // namespace

Picture readWebp(Bytes bytes, const ReadLimits& limits) {
  const WebPData data{bytes.data(), bytes.size()};
  const std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)> demuxer(WebPDemux(&data), WebPDemuxDelete);
  if (!demuxer) throw Refused(kDamaged);
  checkSize(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH), WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT),
            bytes, limits);

  // Of an animation the first frame is the photo.
  WebPIterator frame;
  const bool found = WebPDemuxGetFrame(demuxer.get(), 1, &frame) != 0;
  const Bytes fragment = found ? Bytes(frame.fragment.bytes, frame.fragment.size) : Bytes();
  WebPDemuxReleaseIterator(&frame);
  if (!found) throw Refused(kDamaged);

  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0 ||
      WebPGetFeatures(fragment.data(), fragment.size(), &config.input) != VP8_STATUS_OK) {
    throw Refused(kDamaged);
  }
  checkSize(config.input.width, config.input.height, bytes, limits);
  const bool alpha = config.input.has_alpha != 0;
  const Samples samples{Samples::Kind::Rgb, alpha, 8};
  const std::size_t rowBytes = samples.pixelBytes() * static_cast<std::size_t>(config.input.width);
  const std::size_t size = rowBytes * static_cast<std::size_t>(config.input.height);
  const auto pixels = std::make_unique_for_overwrite<std::uint8_t[]>(size);
  config.output.colorspace = alpha ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {pixels.get(), static_cast<int>(rowBytes), size};
  const VP8StatusCode status = WebPDecode(fragment.data(), fragment.size(), &config);
  WebPFreeDecBuffer(&config.output);
  if (status == VP8_STATUS_OUT_OF_MEMORY) throw std::bad_alloc();
  if (status != VP8_STATUS_OK) throw Refused(kDamaged);

  Canvas canvas(config.input.width, config.input.height, samples, chunk(demuxer.get(), "ICCP"));
  for (int y = 0; y < canvas.height(); ++y) canvas.put(y, pixels.get() + rowBytes * static_cast<std::size_t>(y));
  return {canvas.take(), exifOrientation(chunk(demuxer.get(), "EXIF"))};
}

}  // namespace mien::photo
