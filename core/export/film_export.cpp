#include "core/export/film_export.h"

#include <algorithm>
#include <future>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/blend/provenance.h"
#include "core/export/film_place.h"
#include "core/export/work_folder.h"
#include "core/film/png_sequence.h"
#include "core/film/segment_encoder.h"
#include "core/studio/write_frame.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> stopped() {
  return fail(ErrorKind::Cancelled, "The export was stopped.");
}

tl::unexpected<Error> unusable(const fs::path& folder, const std::error_code& why) {
  return fail(ErrorKind::Disk, "The folder " + folder.string() + " can't be used (" + why.message() +
                                   "): free space there or check its permissions.");
}

class Export {
 public:
  Export(const FilmFrames& frames, const FilmSpec& spec, const fs::path& work, const fs::path& output,
         const std::stop_token& stop, const std::function<void(const FilmProgress&)>& progress)
      : frames_(frames), spec_(spec), work_(work), output_(output), stop_(stop), progress_(progress) {}

  Result<FilmWritten> run(std::pair<std::int64_t, std::int64_t> range, std::int64_t segmentFrames) {
    first_ = range.first;
    total_ = range.second - range.first;
    if (spec_.format != FilmFormat::PngSequence) return film(segmentFrames);
    return spec_.frames ? someFrames() : folder();
  }

 private:
  /// Frame `n` of those to be made.
  Result<Frame> make(std::int64_t n) {
    if (stop_.stop_requested()) return stopped();
    return frames_.frame(first_ + n);
  }

  void tell(std::int64_t done) { progress_({done, total_, kept_}); }
  /// What a former run has made.
  void tellKept(std::int64_t frames) {
    kept_ = frames;
    if (frames > 0) tell(frames);
  }

  /// The pictures `from` and later, into a folder, under `number` and later.
  Result<void> pictures(const fs::path& folder, std::int64_t from, std::int64_t number) {
    for (std::int64_t n = from; n < total_; ++n) {
      const auto frame = make(n);
      if (!frame) return tl::unexpected(frame.error());
      if (auto done = writeFrame(frameFile(folder, static_cast<int>(number + n)), *frame, {}); !done) return done;
      tell(n + 1);
    }
    return {};
  }

  // Straight to where the other frames lie, each under the number that it has in the film. One that is there already
  // may be any film's, so all are made.
  Result<FilmWritten> someFrames() {
    std::error_code error;
    fs::create_directories(output_, error);
    if (error) return unusable(output_, error);
    return pictures(output_, 0, first_).map([&] { return FilmWritten{output_, {}}; });
  }

  Result<FilmWritten> folder() {
    if (isPlaced(work_, output_)) return FilmWritten{output_, {}};
    const fs::path made = picturesOf(work_);
    std::error_code error;
    fs::create_directories(made, error);
    if (error) return unusable(made, error);
    // Those that are there are whole and this film's.
    std::int64_t done = 0;
    while (done < total_ && fs::exists(frameFile(made, static_cast<int>(done)), error)) ++done;
    tellKept(done);
    return pictures(made, done, 0)
        .and_then([&] { return placePictures(spec_, work_, static_cast<int>(total_), output_); })
        .map([&] {
          return FilmWritten{output_, {}};
        });
  }

  Result<FilmWritten> film(std::int64_t segmentFrames) {
    const auto ffmpeg = findFfmpeg();
    if (!ffmpeg) return tl::unexpected(ffmpeg.error());
    if (auto able = checkEncoders(*ffmpeg, spec_.format); !able) return tl::unexpected(able.error());
    const auto xmp = xmpPacket(provenanceOf(frames_.timeline()));
    if (!xmp) return tl::unexpected(xmp.error());
    std::vector<int> lengths;
    for (std::int64_t begin = 0; begin < total_; begin += segmentFrames)
      lengths.push_back(static_cast<int>(std::min(segmentFrames, total_ - begin)));
    if (auto made = segments(*ffmpeg, lengths); !made) return tl::unexpected(made.error());
    return placeFilm(*ffmpeg, frames_.settings(), spec_, work_, lengths, output_, *xmp, stop_);
  }

  Result<void> segments(const Ffmpeg& ffmpeg, const std::vector<int>& lengths) {
    const auto file = [&](std::size_t i) { return segmentFile(work_, spec_.format, static_cast<int>(i)); };
    std::size_t i = 0;
    std::int64_t begin = 0;
    for (std::error_code none; i < lengths.size() && fs::exists(file(i), none); ++i) begin += lengths[i];
    tellKept(begin);
    // While one segment's last frames are coded, the next one's first are rendered.
    std::future<Result<void>> finishing;
    const auto finished = [&]() -> Result<void> { return finishing.valid() ? finishing.get() : Result<void>{}; };
    for (; i < lengths.size(); begin += lengths[i++]) {
      auto encoder = encode(ffmpeg, file(i), begin, begin + lengths[i]);
      if (auto before = finished(); !before) return before;
      if (!encoder) return tl::unexpected(encoder.error());
      finishing = std::async(std::launch::async, [this, kept = std::move(*encoder)] {
        const std::stop_callback cancel(stop_, [&] { kept->cancel(); });
        return kept->finish();
      });
    }
    return finished();
  }

  /// All frames of a segment on their way into its encoder.
  Result<std::unique_ptr<SegmentEncoder>> encode(const Ffmpeg& ffmpeg, const fs::path& file, std::int64_t begin,
                                                 std::int64_t end) {
    auto started = SegmentEncoder::start(ffmpeg, frames_.settings(), file);
    if (!started) return started;
    std::unique_ptr<SegmentEncoder> encoder = std::move(*started);
    // Not by the owner, which has given it away when this function returns, a moment before the callback ends.
    const std::stop_callback cancel(stop_, [coding = encoder.get()] { coding->cancel(); });
    for (std::int64_t n = begin; n < end; ++n) {
      auto frame = make(n);
      if (!frame) return tl::unexpected(frame.error());
      if (auto written = encoder->write(std::move(frame->pixels)); !written) return tl::unexpected(written.error());
      tell(n + 1);
    }
    return encoder;
  }

  const FilmFrames& frames_;
  const FilmSpec& spec_;
  const fs::path& work_;
  const fs::path& output_;
  const std::stop_token& stop_;
  const std::function<void(const FilmProgress&)>& progress_;
  std::int64_t first_ = 0;
  std::int64_t total_ = 0;
  std::int64_t kept_ = 0;
};

}  // namespace

Result<FilmWritten> exportFilm(const FilmFrames& frames, const FilmSpec& spec, const std::string& key,
                               const fs::path& work, const fs::path& output, const std::stop_token& stop,
                               const std::function<void(const FilmProgress&)>& progress, std::int64_t segmentFrames) {
  const fs::path place = placeOf(output);
  const auto range = framesOf(spec);
  if (!range) return tl::unexpected(range.error());
  const bool wasPlacing = isWorkOf(work, key) && isPlacing(work);
  if (auto free = checkFilmOutput(spec, place); !free && !wasPlacing) return tl::unexpected(free.error());
  if (auto ready = prepareWork(work, key); !ready) return tl::unexpected(ready.error());
  auto written = Export(frames, spec, work, place, stop, progress).run(*range, segmentFrames);
  std::error_code none;
  if (written) fs::remove_all(work, none);
  return written;
}

}  // namespace mien
