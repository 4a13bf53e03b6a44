#pragma once
#include "core/base/image.h"
#include "core/photo/reader.h"

namespace mien::photo {

/// The orientation tag (1..8) of an EXIF block, with or without its "Exif\0\0" prefix; 1 when absent or damaged.
int exifOrientation(Bytes exif);

/// `rgb` (3 channels) turned and mirrored so that EXIF orientation `orientation` stands upright.
Image8 upright(Image8 rgb, int orientation);

}  // namespace mien::photo
