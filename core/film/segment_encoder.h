#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/base/image.h"
#include "core/base/result.h"
#include "core/film/ffmpeg.h"
#include "core/film/film_format.h"

namespace mien {

/// The file of a film's segment `index` in its work folder. It exists only when it is whole.
std::filesystem::path segmentFile(const std::filesystem::path& folder, FilmFormat format, int index);

/// Codes a run of frames into one segment, in an ffmpeg process that is fed from a thread of its own, so that
/// rendering and coding overlap. Equal frames and settings give equal bytes with the same ffmpeg on the same machine.
/// Not for PngSequence, whose frames are pictures (png_sequence.h).
class SegmentEncoder {
 public:
  /// `file` comes from segmentFile(); what a broken-off run left beside it is overwritten. Errors: Usage for the
  /// settings, Input for ffmpeg, Disk.
  static Result<std::unique_ptr<SegmentEncoder>> start(const Ffmpeg& ffmpeg, const FilmSettings& settings,
                                                       const std::filesystem::path& file);
  /// Cancels, unless finished.
  ~SegmentEncoder();

  /// Takes one frame of the settings' size, RGB or RGBA as they say; blocks while 4 wait. One thread at a time. Errors:
  /// Internal for a frame that does not fit, Disk when ffmpeg has failed, Cancelled.
  Result<void> write(Image8 frame);

  /// Waits for ffmpeg, syncs the segment and puts it in its place. Errors: as for write().
  Result<void> finish();

  /// Ends ffmpeg at once and removes what it has written; a write() or finish() that waits returns Cancelled. Any
  /// thread.
  void cancel();

 private:
  struct State;
  explicit SegmentEncoder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace mien
