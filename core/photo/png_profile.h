#pragma once
#include <png.h>

namespace mien::photo {

/// The colours that a PNG's chunks describe (iCCP, or gAMA with cHRM) as an lcms profile that the caller closes;
/// null when they are sRGB or not described.
void* pngProfile(png_structp png, png_infop info);

}  // namespace mien::photo
