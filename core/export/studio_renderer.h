#pragma once
#include <memory>

#include "core/export/export_renderer.h"
#include "core/studio/studio.h"

namespace mien {

/// Over a studio that lives longer: photographs are read on the export's thread, all else happens on the studio's
/// render thread, frame by frame in turn with the live preview. A call that waits ends at once when it is stopped; what
/// the render thread was doing for it is thrown away.
std::unique_ptr<ExportRenderer> makeStudioRenderer(Studio& studio);

}  // namespace mien
