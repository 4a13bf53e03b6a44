#include "tests/photo/pictures.h"

#include <lcms2.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace pictures {

using mien::Image8;

Image8 corners(int width, int height) {
  constexpr double kCorners[4][3] = {{220, 30, 30}, {30, 200, 40}, {40, 50, 210}, {230, 220, 60}};
  Image8 out(width, height, 3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double u = width > 1 ? x / (width - 1.0) : 0;
      const double v = height > 1 ? y / (height - 1.0) : 0;
      for (int c = 0; c < 3; ++c) {
        const double top = kCorners[0][c] * (1 - u) + kCorners[1][c] * u;
        const double bottom = kCorners[2][c] * (1 - u) + kCorners[3][c] * u;
        out.at(x, y, c) = static_cast<std::uint8_t>(std::lround(top * (1 - v) + bottom * v));
      }
    }
  }
  return out;
}

Image8 storedFor(const Image8& upright, int orientation) {
  const int w = upright.width();
  const int h = upright.height();
  const bool turned = orientation >= 5;
  Image8 out(turned ? h : w, turned ? w : h, upright.channels());
  for (int y = 0; y < h; ++y) {
    for (int x = 0; x < w; ++x) {
      int sx = x;
      int sy = y;
      switch (orientation) {  // the EXIF standard's table: where row 0 and column 0 of the stored picture are seen
        case 2:
          sx = w - 1 - x;
          break;  // top, right
        case 3:
          sx = w - 1 - x, sy = h - 1 - y;
          break;  // bottom, right
        case 4:
          sy = h - 1 - y;
          break;  // bottom, left
        case 5:
          sx = y, sy = x;
          break;  // left, top
        case 6:
          sx = y, sy = w - 1 - x;
          break;  // right, top
        case 7:
          sx = h - 1 - y, sy = w - 1 - x;
          break;  // right, bottom
        case 8:
          sx = h - 1 - y, sy = x;
          break;  // left, bottom
        default:
          break;
      }
      for (int c = 0; c < upright.channels(); ++c) out.at(sx, sy, c) = upright.at(x, y, c);
    }
  }
  return out;
}

double difference(const Image8& a, const Image8& b) {
  if (a.width() != b.width() || a.height() != b.height() || a.channels() != b.channels() || a.empty()) return 255;
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(a.data()[i] - b.data()[i]);
  return sum / static_cast<double>(a.size());
}

Bytes exif(int orientation, bool bigEndian, bool prefix) {
  Bytes out;
  const auto add = [&](unsigned value, int size) {
    for (int i = 0; i < size; ++i)
      out.push_back(static_cast<std::uint8_t>(value >> 8 * (bigEndian ? size - 1 - i : i)));
  };
  if (prefix) out = {'E', 'x', 'i', 'f', 0, 0};
  out.insert(out.end(), 2, bigEndian ? 'M' : 'I');
  add(42, 2);
  add(8, 4);
  add(2, 2);  // entries: a resolution unit first, so that the reader must search
  for (const auto& [tag, value] : {std::pair{0x0128U, 2U}, std::pair{0x0112U, static_cast<unsigned>(orientation)}}) {
    add(tag, 2);
    add(3, 2);
    add(1, 4);
    add(value, 2);
    add(0, 2);
  }
  add(0, 4);
  return out;
}

namespace {

Bytes saved(cmsHPROFILE profile) {
  cmsUInt32Number size = 0;
  cmsSaveProfileToMem(profile, nullptr, &size);
  Bytes bytes(size);
  cmsSaveProfileToMem(profile, bytes.data(), &size);
  cmsCloseProfile(profile);
  return bytes;
}

}  // namespace

Bytes adobeRgbProfile() {
  const cmsCIExyY white{0.3127, 0.3290, 1};
  const cmsCIExyYTRIPLE primaries{{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}};
  cmsToneCurve* curve = cmsBuildGamma(nullptr, 2.2);
  cmsToneCurve* const curves[3] = {curve, curve, curve};
  cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
  cmsFreeToneCurve(curve);
  return saved(profile);
}

Image8 shownFromAdobeRgb(const Image8& samples) {
  // Linear Adobe RGB to linear sRGB; both have the white point D65.
  constexpr double kMatrix[3][3] = {{1.39836, -0.39836, 0}, {0, 1, 0}, {0, -0.04293, 1.04293}};
  Image8 out(samples.width(), samples.height(), 3);
  for (std::size_t i = 0; i < samples.size(); i += 3) {
    double linear[3];
    for (std::size_t c = 0; c < 3; ++c) linear[c] = std::pow(samples.data()[i + c] / 255.0, 2.2);
    for (std::size_t c = 0; c < 3; ++c) {
      double v = 0;
      for (std::size_t k = 0; k < 3; ++k) v += kMatrix[c][k] * linear[k];
      v = std::clamp(v, 0.0, 1.0);
      v = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
      out.data()[i + c] = static_cast<std::uint8_t>(std::lround(255 * v));
    }
  }
  return out;
}

Bytes greyProfile(double gamma) {
  const cmsCIExyY white{0.3127, 0.3290, 1};
  cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
  cmsHPROFILE profile = cmsCreateGrayProfile(&white, curve);
  cmsFreeToneCurve(curve);
  return saved(profile);
}

Bytes paleInkProfile() {
  cmsHPROFILE srgb = cmsCreate_sRGBProfile();
  cmsHPROFILE lab = cmsCreateLab4Profile(nullptr);
  cmsHTRANSFORM toLab = cmsCreateTransform(srgb, TYPE_RGB_16, lab, TYPE_Lab_16, INTENT_RELATIVE_COLORIMETRIC, 0);
  cmsPipeline* table = cmsPipelineAlloc(nullptr, 4, 3);
  cmsStage* grid = cmsStageAllocCLut16bit(nullptr, 11, 4, 3, nullptr);
  cmsStageSampleCLut16bit(
      grid,
      [](const cmsUInt16Number in[], cmsUInt16Number out[], void* transform) -> cmsInt32Number {
        cmsUInt16Number rgb[3];
        for (int c = 0; c < 3; ++c) {
          rgb[c] = static_cast<cmsUInt16Number>(std::lround((1 - in[c] / 131070.0) * (1 - in[3] / 65535.0) * 65535));
        }
        cmsDoTransform(transform, rgb, out, 1);
        return 1;
      },
      toLab, 0);
  // The file format wants curves around the table, even if they do nothing.
  cmsPipelineInsertStage(table, cmsAT_END, cmsStageAllocToneCurves(nullptr, 4, nullptr));
  cmsPipelineInsertStage(table, cmsAT_END, grid);
  cmsPipelineInsertStage(table, cmsAT_END, cmsStageAllocToneCurves(nullptr, 3, nullptr));
  cmsHPROFILE press = cmsCreateProfilePlaceholder(nullptr);
  cmsSetProfileVersion(press, 4.3);
  cmsSetDeviceClass(press, cmsSigOutputClass);
  cmsSetColorSpace(press, cmsSigCmykData);
  cmsSetPCS(press, cmsSigLabData);
  for (const cmsTagSignature tag : {cmsSigAToB0Tag, cmsSigAToB1Tag, cmsSigAToB2Tag}) cmsWriteTag(press, tag, table);
  cmsPipelineFree(table);
  cmsDeleteTransform(toLab);
  cmsCloseProfile(lab);
  cmsCloseProfile(srgb);
  return saved(press);
}

Bytes bmp(const Image8& pixels, int bits, bool topDown) {
  Bytes out{'B', 'M'};
  const auto add = [&](std::int64_t value, int size) {
    for (int i = 0; i < size; ++i) out.push_back(static_cast<std::uint8_t>(value >> 8 * i));
  };
  const bool alpha = pixels.channels() == 4;
  const int header = alpha ? 108 : 40;
  const int colours = bits <= 8 ? 1 << bits : 0;
  const std::size_t rowBytes = (static_cast<std::size_t>(pixels.width() * bits) + 31) / 32 * 4;
  const std::size_t start = static_cast<std::size_t>(14 + header + 4 * colours);
  add(static_cast<std::int64_t>(start + rowBytes * static_cast<std::size_t>(pixels.height())), 4);
  add(0, 4);
  add(static_cast<std::int64_t>(start), 4);
  add(header, 4);
  add(pixels.width(), 4);
  add(topDown ? -pixels.height() : pixels.height(), 4);
  add(1, 2);
  add(bits, 2);
  add(alpha ? 3 : 0, 4);
  for (int i = 0; i < 5; ++i) add(0, 4);
  if (alpha) {
    for (const std::int64_t mask : {0xFF0000LL, 0xFF00LL, 0xFFLL, 0xFF000000LL}) add(mask, 4);
    out.resize(14 + 108);
  }
  for (int i = 0; i < colours; ++i) {
    const int level = i * 255 / (colours - 1);
    for (int c = 0; c < 3; ++c) add(level, 1);
    add(0, 1);
  }
  for (int i = 0; i < pixels.height(); ++i) {
    const int y = topDown ? i : pixels.height() - 1 - i;
    Bytes row(rowBytes);
    for (int x = 0; x < pixels.width(); ++x) {
      const auto at = static_cast<std::size_t>(x);
      const auto level = [&](int c) { return pixels.at(x, y, c); };
      if (bits <= 8) {
        const int index = level(0) * (colours - 1) / 255;
        row[at * static_cast<std::size_t>(bits) / 8] |= static_cast<std::uint8_t>(index << (8 - bits - x * bits % 8));
      } else if (bits == 16) {
        const int value = level(0) >> 3 << 10 | level(1) >> 3 << 5 | level(2) >> 3;
        row[2 * at] = static_cast<std::uint8_t>(value);
        row[2 * at + 1] = static_cast<std::uint8_t>(value >> 8);
      } else {
        const std::size_t step = static_cast<std::size_t>(bits) / 8;
        for (int c = 0; c < 3; ++c) row[step * at + static_cast<std::size_t>(c)] = level(2 - c);
        if (alpha) row[4 * at + 3] = level(3);
      }
    }
    out.insert(out.end(), row.begin(), row.end());
  }
  return out;
}

}  // namespace pictures
