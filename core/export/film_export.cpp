#include "core/export/film_export.h"

#include <algorithm>
#include <future>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/blend/provenance.h"
#include "core/film/png_sequence.h"
#include "core/film/segment_encoder.h"
#include "core/studio/write_frame.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

/// A killed export renders at most this many frames again.
constexpr std::int64_t kSegmentFrames = 60;

tl::unexpected<Error> stopped() {
  return fail(ErrorKind::Cancelled, "The export was stopped.");
}

tl::unexpected<Error> unusable(const fs::path& folder, const std::error_code& why) {
  return fail(ErrorKind::Disk, "The folder " + folder.string() + " can't be used (" + why.message() +
                                   "): free space there or check its permissions.");
}

/// An empty folder, or the one that a former run of the same film left.
Result<void> prepareWork(const fs::path& work, const std::string& key) {
  const fs::path mark = work / "film.key";
  if (const auto old = readFile(mark); old && std::string(old->begin(), old->end()) == key) return {};
  std::error_code error;
  fs::remove_all(work, error);
  if (!error) fs::create_directories(work, error);
  if (error) return unusable(work, error);
  return writeFileAtomically(mark, {reinterpret_cast<const std::uint8_t*>(key.data()), key.size()});
}

class Export {
 public:
  Export(const FilmFrames& frames, const FilmSpec& spec, const fs::path& work, const fs::path& output,
         const std::stop_token& stop, const std::function<void(const FilmProgress&)>& progress)
      : frames_(frames), spec_(spec), work_(work), output_(output), stop_(stop), progress_(progress) {}

  Result<FilmWritten> run(std::pair<std::int64_t, std::int64_t> range) {
    first_ = range.first;
    total_ = range.second - range.first;
    return spec_.format == FilmFormat::PngSequence ? pictures() : film();
  }

 private:
  /// Frame `n` of those to be made.
  Result<Frame> make(std::int64_t n) {
    if (stop_.stop_requested()) return stopped();
    return frames_.frame(first_ + n);
  }

  void tell(std::int64_t done) { progress_({done, total_, kept_}); }
  void tellKept(std::int64_t done, std::int64_t frames) {
    kept_ += frames;
    tell(done);
  }

  // A range goes straight to where its other frames lie, under the number that each has in the film.
  Result<FilmWritten> pictures() {
    const bool range = spec_.frames.has_value();
    const fs::path folder = range ? output_ : work_;
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return unusable(folder, error);
    for (std::int64_t n = 0; n < total_; ++n) {
      const fs::path file = frameFile(folder, static_cast<int>(range ? first_ + n : n));
      // In the work folder a frame that exists is whole and this film's; elsewhere it may be any film's.
      if (!range && fs::exists(file, error)) {
        tellKept(n + 1, 1);
        continue;
      }
      const auto frame = make(n);
      if (!frame) return tl::unexpected(frame.error());
      if (auto done = writeFrame(file, *frame, {}); !done) return tl::unexpected(done.error());
      tell(n + 1);
    }
    if (range) return FilmWritten{output_, {}};
    if (spec_.overwrite) fs::remove_all(output_, error);
    if (auto moved = moveFramesIntoPlace(work_, static_cast<int>(total_), output_); !moved)
      return tl::unexpected(moved.error());
    return FilmWritten{output_, {}};
  }

  Result<FilmWritten> film() {
    const auto ffmpeg = findFfmpeg();
    if (!ffmpeg) return tl::unexpected(ffmpeg.error());
    if (auto able = checkEncoders(*ffmpeg, spec_.format); !able) return tl::unexpected(able.error());
    const Timeline& timeline = frames_.timeline();
    const auto xmp = xmpPacket(provenanceOf(timeline));
    if (!xmp) return tl::unexpected(xmp.error());
    const auto lengths = segments(*ffmpeg);
    if (!lengths) return tl::unexpected(lengths.error());
    return joinSegments(*ffmpeg, frames_.settings(), work_, *lengths, output_, *xmp, stop_);
  }

  Result<std::vector<int>> segments(const Ffmpeg& ffmpeg) {
    std::vector<int> lengths;
    // While one segment's last frames are coded, the next one's first are rendered.
    std::future<Result<void>> finishing;
    const auto finished = [&]() -> Result<void> { return finishing.valid() ? finishing.get() : Result<void>{}; };
    for (std::int64_t begin = 0; begin < total_; begin += kSegmentFrames) {
      const std::int64_t end = std::min(begin + kSegmentFrames, total_);
      const fs::path file = segmentFile(work_, spec_.format, static_cast<int>(lengths.size()));
      lengths.push_back(static_cast<int>(end - begin));
      if (std::error_code none; fs::exists(file, none)) {
        tellKept(end, end - begin);
        continue;
      }
      auto encoder = encode(ffmpeg, file, begin, end);
      if (auto before = finished(); !before) return tl::unexpected(before.error());
      if (!encoder) return tl::unexpected(encoder.error());
      finishing = std::async(std::launch::async, [this, kept = std::move(*encoder)] {
        const std::stop_callback cancel(stop_, [&] { kept->cancel(); });
        return kept->finish();
      });
    }
    if (auto last = finished(); !last) return tl::unexpected(last.error());
    return lengths;
  }

  /// All frames of a segment on their way into its encoder.
  Result<std::unique_ptr<SegmentEncoder>> encode(const Ffmpeg& ffmpeg, const fs::path& file, std::int64_t begin,
                                                 std::int64_t end) {
    auto encoder = SegmentEncoder::start(ffmpeg, frames_.settings(), file);
    if (!encoder) return encoder;
    const std::stop_callback cancel(stop_, [&] { (*encoder)->cancel(); });
    for (std::int64_t n = begin; n < end; ++n) {
      auto frame = make(n);
      if (!frame) return tl::unexpected(frame.error());
      if (auto written = (*encoder)->write(std::move(frame->pixels)); !written) return tl::unexpected(written.error());
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

Result<void> checkFilmOutput(const FilmSpec& spec, const fs::path& output) {
  std::error_code none;
  for (const fs::path& photograph : spec.photographs) {
    if (!photograph.empty() && fs::equivalent(photograph, output, none))
      return fail(ErrorKind::Usage, output.string() + " is a photograph of the film: give the film another name.");
  }
  if (spec.frames || spec.overwrite || !fs::exists(output, none)) return {};
  if (spec.format == FilmFormat::PngSequence && fs::is_empty(output, none)) return {};
  return fail(ErrorKind::Usage, output.string() + " is there already: choose another name, or agree to replace it.");
}

Result<FilmWritten> exportFilm(const FilmFrames& frames, const FilmSpec& spec, const std::string& key,
                               const fs::path& work, const fs::path& output, const std::stop_token& stop,
                               const std::function<void(const FilmProgress&)>& progress) {
  if (auto free = checkFilmOutput(spec, output); !free) return tl::unexpected(free.error());
  const auto range = framesOf(spec);
  if (!range) return tl::unexpected(range.error());
  if (auto ready = prepareWork(work, key); !ready) return tl::unexpected(ready.error());
  auto written = Export(frames, spec, work, output, stop, progress).run(*range);
  std::error_code none;
  if (written) fs::remove_all(work, none);
  return written;
}

}  // namespace mien
