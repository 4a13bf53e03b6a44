#include "core/photo/png_profile.h"

#include <lcms2.h>

#include <cmath>

namespace mien::photo {
namespace {

void* fromGammaAndPrimaries(png_structp png, png_infop info) {
  constexpr double kUsualGamma = 0.45455;
  double gamma = 0;
  // cHRM without gAMA says too little; libpng gives both as sRGB's values when an sRGB chunk is there.
  if (png_get_valid(png, info, PNG_INFO_sRGB) != 0 || png_get_gAMA(png, info, &gamma) == 0) return nullptr;
  if (!(gamma > 0.1 && gamma < 2.0)) return nullptr;
  cmsCIExyY white{0.3127, 0.3290, 1};
  cmsCIExyYTRIPLE primaries{{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
  double w[2];
  double r[2];
  double g[2];
  double b[2];
  bool usualPrimaries = true;
  if (png_get_cHRM(png, info, &w[0], &w[1], &r[0], &r[1], &g[0], &g[1], &b[0], &b[1]) != 0) {
    const auto near = [](double p, double q) { return std::abs(p - q) < 0.005; };
    usualPrimaries = near(r[0], 0.64) && near(r[1], 0.33) && near(g[0], 0.30) && near(g[1], 0.60) && near(b[0], 0.15) &&
                     near(b[1], 0.06);
    white = {w[0], w[1], 1};
    primaries = {{r[0], r[1], 1}, {g[0], g[1], 1}, {b[0], b[1], 1}};
  }
  // 1/2.2 with sRGB's primaries is how old programs say sRGB.
  if (usualPrimaries && std::abs(gamma - kUsualGamma) < 0.02) return nullptr;
  cmsToneCurve* curve = cmsBuildGamma(nullptr, 1 / gamma);
  if (curve == nullptr) return nullptr;
  cmsToneCurve* const curves[3] = {curve, curve, curve};
  void* profile = cmsCreateRGBProfile(&white, &primaries, curves);
  cmsFreeToneCurve(curve);
  return profile;
}

}  // namespace

void* pngProfile(png_structp png, png_infop info) {
  png_charp name = nullptr;
  int compression = 0;
  png_bytep data = nullptr;
  png_uint_32 length = 0;
  if (png_get_iCCP(png, info, &name, &compression, &data, &length) != 0) return cmsOpenProfileFromMem(data, length);
  return fromGammaAndPrimaries(png, info);
}

}  // namespace mien::photo
