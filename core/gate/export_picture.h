#pragma once
#include <array>
#include <filesystem>
#include <string>

#include "core/gate/gatekeeper.h"
#include "core/photo/write.h"

namespace mien {

/// A rendered picture on its way to a file.
struct PictureExport {
  const Frame& frame;
  std::vector<FacePtr> faces;
  std::filesystem::path file;
  WriteOptions options;  ///< its provenance is the frame's
  std::string project;   ///< the document's name; may be empty
  CostMeter meter;       ///< started when making it began
};

/// Judges a picture and records it, so that it can be flagged and reviewed; `file` and `options` are not used. Any
/// thread. Errors: as checkNumbers, Gatekeeper::open, Gate::admit.
Result<Admission> recordPicture(Gatekeeper& keeper, const PictureExport& picture);

/// Judges a picture, records it, and writes it if it may leave: with a refusal no file is written. The one path of
/// window, command line and batch. Any thread. Errors: as checkNumbers, Gatekeeper::open, Gate::admit, writeFrame.
Result<Admission> exportPicture(Gatekeeper& keeper, const PictureExport& picture);

}  // namespace mien
