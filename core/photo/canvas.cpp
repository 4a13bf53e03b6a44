#include "core/photo/canvas.h"

#include <lcms2.h>

#include <array>
#include <cstdlib>
#include <cstring>

namespace mien::photo {
namespace {

constexpr int kMidGrey = 128;

std::uint16_t sample16(const std::uint8_t* at) {
  std::uint16_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return value;
}

/// Sample `i` of a row, scaled to 0..255.
int sample(const std::uint8_t* row, std::size_t i, int bits) {
  return bits == 8 ? row[i] : (sample16(row + 2 * i) + 128) / 257;
}

cmsUInt32Number lcmsType(const Samples& s, bool asRgb) {
  const int colours = s.kind == Samples::Kind::Grey && !asRgb ? 1 : s.kind == Samples::Kind::Cmyk ? 4 : 3;
  const cmsUInt32Number space = colours == 1 ? PT_GRAY : colours == 4 ? PT_CMYK : PT_RGB;
  return COLORSPACE_SH(space) | CHANNELS_SH(static_cast<cmsUInt32Number>(colours)) | EXTRA_SH(s.alpha ? 1U : 0U) |
         BYTES_SH(static_cast<cmsUInt32Number>(s.bits / 8));
}

/// True when the transform moves no colour by more than one level, as profiles of sRGB itself do.
bool changesNothing(cmsHPROFILE profile, cmsHPROFILE srgb) {
  cmsHTRANSFORM probe = cmsCreateTransform(profile, TYPE_RGB_8, srgb, TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC, 0);
  if (probe == nullptr) return false;
  bool same = true;
  for (int i = 0; i < 9 * 9 * 9 && same; ++i) {
    std::array<std::uint8_t, 3> in{};
    int rest = i;
    for (std::uint8_t& c : in) {
      c = static_cast<std::uint8_t>((rest % 9) * 255 / 8);
      rest /= 9;
    }
    std::array<std::uint8_t, 3> out{};
    cmsDoTransform(probe, in.data(), out.data(), 1);
    for (std::size_t c = 0; c < 3; ++c) same = same && std::abs(in[c] - out[c]) <= 1;
  }
  cmsDeleteTransform(probe);
  return same;
}

/// Only profiles that describe a picture's colours: no links, no named colours.
bool describesColours(cmsHPROFILE profile) {
  const cmsProfileClassSignature kind = cmsGetDeviceClass(profile);
  return kind == cmsSigInputClass || kind == cmsSigDisplayClass || kind == cmsSigOutputClass ||
         kind == cmsSigColorSpaceClass;
}

cmsHPROFILE openProfile(Bytes icc) {
  if (icc.empty() || icc.size() > (32U << 20)) return nullptr;
  return cmsOpenProfileFromMem(icc.data(), static_cast<cmsUInt32Number>(icc.size()));
}

void plain(const std::uint8_t* row, std::uint8_t* out, int width, const Samples& s) {
  if (s.kind == Samples::Kind::Rgb && !s.alpha && s.bits == 8) {
    std::memcpy(out, row, static_cast<std::size_t>(width) * 3);
    return;
  }
  const auto channels = static_cast<std::size_t>(s.channels());
  for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x) {
    const std::size_t i = x * channels;
    for (std::size_t c = 0; c < 3; ++c) {
      int value = sample(row, s.kind == Samples::Kind::Grey ? i : i + c, s.bits);
      if (s.kind == Samples::Kind::Cmyk) {
        value = ((255 - value) * (255 - sample(row, i + 3, s.bits)) + 127) / 255;
      }
      out[3 * x + c] = static_cast<std::uint8_t>(value);
    }
  }
}

void layOverGrey(const std::uint8_t* row, std::uint8_t* out, int width, const Samples& s) {
  const auto channels = static_cast<std::size_t>(s.channels());
  for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x) {
    const int alpha = sample(row, x * channels + channels - 1, s.bits);
    for (std::size_t c = 0; c < 3; ++c) {
      std::uint8_t& value = out[3 * x + c];
      value = static_cast<std::uint8_t>((value * alpha + kMidGrey * (255 - alpha) + 127) / 255);
    }
  }
}

}  // namespace

Canvas::Canvas(int width, int height, Samples samples, Bytes icc) : Canvas(width, height, samples, openProfile(icc)) {}

Canvas::Canvas(int width, int height, Samples samples, void* profile)
    : width_(width), height_(height), samples_(samples) {
  if (profile == nullptr) return;
  cmsHPROFILE srgb = cmsCreate_sRGBProfile();
  const bool rgbProfile = cmsGetColorSpace(profile) == cmsSigRgbData;
  if (describesColours(profile) && !(rgbProfile && changesNothing(profile, srgb))) {
    widen_ = rgbProfile && samples.kind == Samples::Kind::Grey;
    // lcms gives null when the profile's colour space is not that of the samples.
    transform_ = cmsCreateTransform(profile, lcmsType(samples, widen_), srgb, TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC,
                                    cmsFLAGS_BLACKPOINTCOMPENSATION);
  }
  cmsCloseProfile(srgb);
  cmsCloseProfile(profile);
}

Canvas::~Canvas() {
  if (transform_ != nullptr) cmsDeleteTransform(transform_);
}

void Canvas::put(int y, const std::uint8_t* row) {
  if (rgb_.empty()) rgb_ = Image8(width_, height_, 3);
  std::uint8_t* out = rgb_.row(y);
  if (transform_ == nullptr) {
    plain(row, out, width_, samples_);
  } else if (widen_) {
    const auto bytes = static_cast<std::size_t>(samples_.bits / 8);
    const std::size_t step = samples_.pixelBytes();
    widened_.clear();
    for (std::size_t x = 0; x < static_cast<std::size_t>(width_); ++x) {
      const std::uint8_t* from = row + x * step;
      for (int c = 0; c < 3; ++c) widened_.insert(widened_.end(), from, from + bytes);
      widened_.insert(widened_.end(), from + bytes, from + step);
    }
    cmsDoTransform(transform_, widened_.data(), out, static_cast<cmsUInt32Number>(width_));
  } else {
    cmsDoTransform(transform_, row, out, static_cast<cmsUInt32Number>(width_));
  }
  if (samples_.alpha) layOverGrey(row, out, width_, samples_);
}

}  // namespace mien::photo
