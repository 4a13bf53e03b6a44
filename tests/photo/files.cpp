// jpeglib.h needs <cstdio> before it.
#include <cstdio>
//
#include <jpeglib.h>
#include <png.h>
#include <tiffio.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include <QTemporaryDir>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "tests/photo/pictures.h"

namespace pictures {

using mien::Image8;

Bytes png(const PngSpec& spec, const Bytes& rows) {
  Bytes out;
  png_structp p = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(p);
  png_set_write_fn(
      p, &out,
      [](png_structp self, png_bytep data, std::size_t n) {
        auto* to = static_cast<Bytes*>(png_get_io_ptr(self));
        to->insert(to->end(), data, data + n);
      },
      [](png_structp) {});
  png_set_IHDR(p, info, static_cast<png_uint_32>(spec.width), static_cast<png_uint_32>(spec.height), spec.bits,
               spec.colourType, spec.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, 0, 0);
  if (!spec.palette.empty()) {
    std::vector<png_color> colours(spec.palette.size() / 3);
    for (std::size_t i = 0; i < colours.size(); ++i) {
      colours[i] = {spec.palette[3 * i], spec.palette[3 * i + 1], spec.palette[3 * i + 2]};
    }
    png_set_PLTE(p, info, colours.data(), static_cast<int>(colours.size()));
  }
  if (!spec.alphas.empty()) {
    png_set_tRNS(p, info, spec.alphas.data(), static_cast<int>(spec.alphas.size()), nullptr);
  }
  if (!spec.icc.empty()) {
    png_set_iCCP(p, info, "test", 0, spec.icc.data(), static_cast<png_uint_32>(spec.icc.size()));
  }
  Bytes exifCopy = spec.exif;
  if (!spec.exif.empty()) png_set_eXIf_1(p, info, static_cast<png_uint_32>(exifCopy.size()), exifCopy.data());
  if (spec.gamma > 0) png_set_gAMA(p, info, spec.gamma);
  png_write_info(p, info);
  const std::size_t rowBytes = png_get_rowbytes(p, info);
  std::vector<png_bytep> pointers;
  for (std::size_t y = 0; y < static_cast<std::size_t>(spec.height); ++y) {
    pointers.push_back(const_cast<png_bytep>(rows.data()) + y * rowBytes);
  }
  png_write_image(p, pointers.data());
  png_write_end(p, info);
  png_destroy_write_struct(&p, &info);
  return out;
}

Bytes jpeg(const Image8& pixels, const JpegSpec& spec) {
  jpeg_compress_struct c{};
  jpeg_error_mgr errors{};
  c.err = jpeg_std_error(&errors);
  jpeg_create_compress(&c);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&c, &data, &size);
  c.image_width = static_cast<JDIMENSION>(pixels.width());
  c.image_height = static_cast<JDIMENSION>(pixels.height());
  c.input_components = spec.channels;
  c.in_color_space = spec.channels == 1 ? JCS_GRAYSCALE : spec.channels == 3 ? JCS_RGB : JCS_CMYK;
  jpeg_set_defaults(&c);
  if (spec.ycck) jpeg_set_colorspace(&c, JCS_YCCK);
  if (spec.channels == 4) c.write_Adobe_marker = spec.adobe ? TRUE : FALSE;
  jpeg_set_quality(&c, 98, TRUE);
  if (!spec.subsampled) c.comp_info[0].h_samp_factor = c.comp_info[0].v_samp_factor = 1;
  if (spec.progressive) jpeg_simple_progression(&c);
  jpeg_start_compress(&c, TRUE);
  if (!spec.exif.empty()) {
    jpeg_write_marker(&c, JPEG_APP0 + 1, spec.exif.data(), static_cast<unsigned>(spec.exif.size()));
  }
  if (!spec.icc.empty()) jpeg_write_icc_profile(&c, spec.icc.data(), static_cast<unsigned>(spec.icc.size()));
  while (c.next_scanline < c.image_height) {
    auto* row = const_cast<JSAMPROW>(pixels.row(static_cast<int>(c.next_scanline)));
    jpeg_write_scanlines(&c, &row, 1);
  }
  jpeg_finish_compress(&c);
  jpeg_destroy_compress(&c);
  Bytes out(data, data + size);
  std::free(data);
  return out;
}

namespace {

/// Samples of one row, of one channel or of all, as TIFF stores them.
Bytes tiffRow(const Image8& samples, const TiffSpec& spec, int x0, int y, int width, int channel) {
  Bytes row;
  for (int x = x0; x < x0 + width; ++x) {
    for (int c = 0; c < samples.channels(); ++c) {
      if (channel >= 0 && c != channel) continue;
      const bool inside = x < samples.width() && y < samples.height();
      const std::uint8_t value = inside ? samples.at(x, y, c) : 0;
      if (spec.bits == 1) {
        if ((x - x0) % 8 == 0) row.push_back(0);
        row.back() |= static_cast<std::uint8_t>((value > 127 ? 1 : 0) << (7 - (x - x0) % 8));
      } else {
        row.insert(row.end(), static_cast<std::size_t>(spec.bits / 8), value);  // v·257 is v twice, in any byte order
      }
    }
  }
  return row;
}

}  // namespace

Bytes tiff(const Image8& samples, const TiffSpec& spec) {
  const QTemporaryDir dir;
  const std::string file = dir.filePath(QStringLiteral("t.tif")).toStdString();
  TIFF* t = TIFFOpen(file.c_str(), spec.bigEndian ? "wb" : "wl");
  TIFFSetField(t, TIFFTAG_IMAGEWIDTH, samples.width());
  TIFFSetField(t, TIFFTAG_IMAGELENGTH, samples.height());
  TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, spec.bits);
  TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, spec.channels);
  TIFFSetField(t, TIFFTAG_PHOTOMETRIC, spec.photometric);
  TIFFSetField(t, TIFFTAG_PLANARCONFIG, spec.planar ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG);
  TIFFSetField(t, TIFFTAG_COMPRESSION, spec.compression);
  TIFFSetField(t, TIFFTAG_ORIENTATION, spec.orientation);
  if (!spec.icc.empty())
    TIFFSetField(t, TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(spec.icc.size()), spec.icc.data());
  if (spec.photometric == PHOTOMETRIC_YCBCR) {
    TIFFSetField(t, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    TIFFSetField(t, TIFFTAG_JPEGQUALITY, 98);
  }
  if (spec.extraSample >= 0) {
    const auto kind = static_cast<std::uint16_t>(spec.extraSample);
    TIFFSetField(t, TIFFTAG_EXTRASAMPLES, 1, &kind);
  }
  if (spec.photometric == PHOTOMETRIC_PALETTE) {  // level i shows as (i, 255 - i, 0)
    std::vector<std::uint16_t> r(256);
    std::vector<std::uint16_t> g(256);
    const std::vector<std::uint16_t> b(256);
    for (std::size_t i = 0; i < 256; ++i) {
      r[i] = static_cast<std::uint16_t>(i * 257);
      g[i] = static_cast<std::uint16_t>((255 - i) * 257);
    }
    TIFFSetField(t, TIFFTAG_COLORMAP, r.data(), g.data(), b.data());
  }
  constexpr int kTile = 32;
  if (spec.tiled) {
    TIFFSetField(t, TIFFTAG_TILEWIDTH, kTile);
    TIFFSetField(t, TIFFTAG_TILELENGTH, kTile);
  } else {
    TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, 16);
  }
  const int planes = spec.planar ? spec.channels : 1;
  for (int plane = 0; plane < planes; ++plane) {
    const int channel = spec.planar ? plane : -1;
    if (!spec.tiled) {
      for (int y = 0; y < samples.height(); ++y) {
        Bytes row = tiffRow(samples, spec, 0, y, samples.width(), channel);
        TIFFWriteScanline(t, row.data(), static_cast<std::uint32_t>(y), static_cast<std::uint16_t>(plane));
      }
      continue;
    }
    for (int y0 = 0; y0 < samples.height(); y0 += kTile) {
      for (int x0 = 0; x0 < samples.width(); x0 += kTile) {
        Bytes tile;
        for (int y = y0; y < y0 + kTile; ++y) {
          const Bytes row = tiffRow(samples, spec, x0, y, kTile, channel);
          tile.insert(tile.end(), row.begin(), row.end());
        }
        TIFFWriteTile(t, tile.data(), static_cast<std::uint32_t>(x0), static_cast<std::uint32_t>(y0), 0,
                      static_cast<std::uint16_t>(plane));
      }
    }
  }
  TIFFClose(t);
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Bytes webp(const Image8& pixels, bool lossless, const Bytes& exif, const Bytes& icc) {
  std::uint8_t* data = nullptr;
  const int w = pixels.width();
  const int h = pixels.height();
  const int stride = static_cast<int>(pixels.rowBytes());
  std::size_t size = 0;
  if (pixels.channels() == 4) {
    size = lossless ? WebPEncodeLosslessRGBA(pixels.data(), w, h, stride, &data)
                    : WebPEncodeRGBA(pixels.data(), w, h, stride, 95, &data);
  } else {
    size = lossless ? WebPEncodeLosslessRGB(pixels.data(), w, h, stride, &data)
                    : WebPEncodeRGB(pixels.data(), w, h, stride, 95, &data);
  }
  WebPMux* mux = WebPMuxNew();
  const WebPData image{data, size};
  WebPMuxSetImage(mux, &image, 1);
  WebPFree(data);
  const WebPData exifData{exif.data(), exif.size()};
  const WebPData iccData{icc.data(), icc.size()};
  if (!exif.empty()) WebPMuxSetChunk(mux, "EXIF", &exifData, 1);
  if (!icc.empty()) WebPMuxSetChunk(mux, "ICCP", &iccData, 1);
  WebPData file{};
  WebPMuxAssemble(mux, &file);
  Bytes out(file.bytes, file.bytes + file.size);
  WebPDataClear(&file);
  WebPMuxDelete(mux);
  return out;
}

Bytes animatedWebp(const std::vector<Image8>& frames) {
  WebPAnimEncoder* encoder = WebPAnimEncoderNew(frames[0].width(), frames[0].height(), nullptr);
  WebPConfig config;
  WebPConfigInit(&config);
  config.lossless = 1;
  int time = 0;
  for (const Image8& frame : frames) {
    WebPPicture picture;
    WebPPictureInit(&picture);
    picture.use_argb = 1;
    picture.width = frame.width();
    picture.height = frame.height();
    WebPPictureImportRGB(&picture, frame.data(), static_cast<int>(frame.rowBytes()));
    WebPAnimEncoderAdd(encoder, &picture, time, &config);
    WebPPictureFree(&picture);
    time += 100;
  }
  WebPAnimEncoderAdd(encoder, nullptr, time, nullptr);
  WebPData file{};
  WebPAnimEncoderAssemble(encoder, &file);
  Bytes out(file.bytes, file.bytes + file.size);
  WebPDataClear(&file);
  WebPAnimEncoderDelete(encoder);
  return out;
}

}  // namespace pictures
