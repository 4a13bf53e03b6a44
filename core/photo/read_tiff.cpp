#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "core/photo/canvas.h"
#include "core/photo/reader.h"
#include "core/photo/tiff_file.h"

namespace mien::photo {
namespace {

/// What the tags say of the pixels' layout.
struct Layout {
  std::uint32_t width, height, blockWidth, blockHeight;
  std::uint16_t bits, channels, photometric, format;
  bool planar, tiled, premultiplied;
  Samples samples;
};

Layout layoutOf(const TiffFile& file, const ReadLimits& limits) {
  Layout l{};
  l.width = file.tag<std::uint32_t>(TIFFTAG_IMAGEWIDTH);
  l.height = file.tag<std::uint32_t>(TIFFTAG_IMAGELENGTH);
  checkSize(l.width, l.height, file.bytes(), limits);
  if ((file.tag<std::uint32_t>(TIFFTAG_SUBFILETYPE) & FILETYPE_REDUCEDIMAGE) != 0) {
    throw Refused("it holds a thumbnail first, as cameras' raw files do; develop it to JPEG or TIFF");
  }
  l.bits = file.tag<std::uint16_t>(TIFFTAG_BITSPERSAMPLE);
  l.channels = file.tag<std::uint16_t>(TIFFTAG_SAMPLESPERPIXEL);
  l.photometric =
      l.channels >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;  // the likely one where the tag is missing
  TIFFGetField(file.get(), TIFFTAG_PHOTOMETRIC, &l.photometric);
  l.format = file.tag<std::uint16_t>(TIFFTAG_SAMPLEFORMAT);
  l.planar = file.tag<std::uint16_t>(TIFFTAG_PLANARCONFIG) == PLANARCONFIG_SEPARATE;
  l.tiled = TIFFIsTiled(file.get()) != 0;
  l.blockWidth = l.tiled ? file.tag<std::uint32_t>(TIFFTAG_TILEWIDTH) : l.width;
  l.blockHeight = l.tiled ? file.tag<std::uint32_t>(TIFFTAG_TILELENGTH)
                          : std::min(file.tag<std::uint32_t>(TIFFTAG_ROWSPERSTRIP), l.height);
  const bool sane = l.channels >= 1 && l.channels <= 8 && l.bits >= 1 && l.bits <= 64 && l.blockWidth > 0 &&
                    l.blockHeight > 0 && l.blockWidth <= 32768 && l.blockHeight <= 32768 &&
                    std::int64_t{l.blockWidth} * l.blockHeight <= limits.maxPixels;
  if (!sane) throw Refused("its tags ask for channels or tiles beyond reason; save it again");
  return l;
}

/// Whether the samples can be taken as they lie, without loss; the rest goes through libtiff's 8-bit RGBA.
bool isDirect(const TiffFile& file, Layout& l) {
  if ((l.bits != 8 && l.bits != 16) || l.format != SAMPLEFORMAT_UINT) return false;
  switch (l.photometric) {
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_MINISWHITE:
      l.samples.kind = Samples::Kind::Grey;
      break;
    case PHOTOMETRIC_RGB:
      l.samples.kind = Samples::Kind::Rgb;
      break;
    case PHOTOMETRIC_SEPARATED:
      l.samples.kind = Samples::Kind::Cmyk;
      break;
    default:
      return false;
  }
  l.samples.bits = l.bits;
  const int colours = l.samples.channels();
  if (l.channels < colours) return false;
  std::uint16_t count = 0;
  const std::uint16_t* kinds = nullptr;
  TIFFGetFieldDefaulted(file.get(), TIFFTAG_EXTRASAMPLES, &count, &kinds);
  if (l.channels > colours && count > 0 && kinds != nullptr) {
    l.premultiplied = kinds[0] == EXTRASAMPLE_ASSOCALPHA;
    l.samples.alpha = l.premultiplied || kinds[0] == EXTRASAMPLE_UNASSALPHA;
  }
  return true;
}

template <class T>
void finishRow(T* row, std::size_t width, const Layout& l) {
  constexpr auto kMost = static_cast<T>(~T{0});
  const auto channels = static_cast<std::size_t>(l.samples.channels());
  const std::size_t colours = channels - (l.samples.alpha ? 1 : 0);
  for (std::size_t x = 0; x < width; ++x, row += channels) {
    for (std::size_t c = 0; c < colours; ++c) {
      if (l.premultiplied && row[colours] > 0) {
        row[c] = static_cast<T>(
            std::min<std::uint64_t>(kMost, (std::uint64_t{row[c]} * kMost + row[colours] / 2) / row[colours]));
      }
      if (l.photometric == PHOTOMETRIC_MINISWHITE) row[c] = static_cast<T>(kMost - row[c]);
    }
  }
}

/// Reads tiles or strips, of all channels together or one by one, a band of rows at a time.
void readDirect(const TiffFile& file, const Layout& l, Canvas& canvas) {
  const std::size_t bytes = l.bits / 8;
  const std::size_t perBlock = l.planar ? 1 : l.channels;
  const std::size_t blockRow = l.blockWidth * perBlock * bytes;
  const std::size_t step = l.samples.pixelBytes();
  const auto wanted = static_cast<std::uint16_t>(l.samples.channels());
  const tmsize_t size = l.tiled ? TIFFTileSize(file.get()) : TIFFStripSize(file.get());
  if (size != static_cast<tmsize_t>(blockRow * l.blockHeight)) file.refuseDamaged();
  // Not filled: memory that no decoded byte touches is never really taken.
  const auto block = std::make_unique_for_overwrite<std::uint8_t[]>(static_cast<std::size_t>(size));
  const auto band = std::make_unique_for_overwrite<std::uint8_t[]>(step * l.width * std::min(l.blockHeight, l.height));

  const auto scatter = [&](std::uint32_t x0, std::uint32_t rows, std::size_t channel, std::size_t count) {
    const std::uint32_t columns = std::min(l.blockWidth, l.width - x0);
    for (std::uint32_t y = 0; y < rows; ++y) {
      for (std::uint32_t x = 0; x < columns; ++x) {
        std::memcpy(band.get() + (std::size_t{y} * l.width + x0 + x) * step + channel * bytes,
                    block.get() + y * blockRow + x * perBlock * bytes, count * bytes);
      }
    }
  };
  for (std::uint32_t y0 = 0; y0 < l.height; y0 += l.blockHeight) {
    const std::uint32_t rows = std::min(l.blockHeight, l.height - y0);
    for (std::uint32_t x0 = 0; x0 < l.width; x0 += l.blockWidth) {
      for (std::uint16_t plane = 0; plane < (l.planar ? wanted : 1); ++plane) {
        const tmsize_t got =
            l.tiled ? TIFFReadEncodedTile(file.get(), TIFFComputeTile(file.get(), x0, y0, 0, plane), block.get(), size)
                    : TIFFReadEncodedStrip(file.get(), TIFFComputeStrip(file.get(), y0, plane), block.get(), size);
        if (got < static_cast<tmsize_t>(blockRow * rows)) file.refuseDamaged();
        scatter(x0, rows, plane, l.planar ? 1 : wanted);
      }
    }
    for (std::uint32_t y = 0; y < rows; ++y) {
      std::uint8_t* row = band.get() + y * step * l.width;
      if (l.bits == 8) finishRow(row, l.width, l);
      if (l.bits == 16) finishRow(reinterpret_cast<std::uint16_t*>(row), l.width, l);
      canvas.put(static_cast<int>(y0 + y), row);
    }
  }
}

/// Palettes, few bits, YCbCr, Lab: libtiff's own conversion to 8-bit RGBA.
void readConverted(const TiffFile& file, Layout l, Canvas& canvas) {
  char why[1024] = {};
  TIFFRGBAImage image;
  if (TIFFRGBAImageOK(file.get(), why) == 0 || TIFFRGBAImageBegin(&image, file.get(), 1, why) == 0) {
    throw Refused(std::string("its pixels are of a kind that is not known here (") + why + "); save it as RGB");
  }
  const std::unique_ptr<TIFFRGBAImage, decltype(&TIFFRGBAImageEnd)> closer(&image, TIFFRGBAImageEnd);
  image.req_orientation = image.orientation;  // leave the rows as they are stored: upright() turns them
  const auto raster = std::make_unique_for_overwrite<std::uint32_t[]>(std::size_t{l.width} * l.height);
  if (TIFFRGBAImageGet(&image, raster.get(), l.width, l.height) == 0) file.refuseDamaged();
  l.photometric = PHOTOMETRIC_RGB;
  l.premultiplied = true;  // so libtiff gives it
  std::vector<std::uint8_t> row(l.samples.pixelBytes() * l.width);
  for (std::uint32_t y = 0; y < l.height; ++y) {
    for (std::size_t x = 0; x < l.width; ++x) {
      const std::uint32_t pixel = raster[std::size_t{y} * l.width + x];
      const std::uint8_t rgba[4] = {TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel), TIFFGetA(pixel)};
      std::memcpy(row.data() + 4 * x, rgba, 4);
    }
    finishRow(row.data(), l.width, l);
    canvas.put(static_cast<int>(y), row.data());
  }
}

}  // namespace

Picture readTiff(Bytes bytes, const ReadLimits& limits) {
  const TiffFile file(bytes);
  Layout layout = layoutOf(file, limits);
  const bool direct = isDirect(file, layout);
  if (!direct) layout.samples = {Samples::Kind::Rgb, true, 8};
  Canvas canvas(static_cast<int>(layout.width), static_cast<int>(layout.height), layout.samples, file.icc());
  if (direct) readDirect(file, layout, canvas);
  if (!direct) readConverted(file, layout, canvas);
  return {canvas.take(), file.tag<std::uint16_t>(TIFFTAG_ORIENTATION)};
}

}  // namespace mien::photo
