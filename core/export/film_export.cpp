#include "core/export/film_export.h"

#include <algorithm>
#include <future>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/blend/provenance.h"
#include "core/export/film_judge.h"
#include "core/export/film_place.h"
#include "core/export/work_cost.h"
#include "core/export/work_folder.h"
#include "core/film/png_sequence.h"
#include "core/film/segment_encoder.h"
#include "core/photo/photo.h"
#include "core/photo/write.h"
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

class FilmExport {
 public:
  FilmExport(const FilmFrames& frames, const FilmSpec& spec, Gate& gate, const fs::path& work, const fs::path& output,
             const std::stop_token& stop, const std::function<void(const FilmProgress&)>& progress,
             const std::string& key)
      : frames_(frames),
        spec_(spec),
        gate_(gate),
        work_(work),
        output_(output),
        stop_(stop),
        progress_(progress),
        sealer_(gate.sealer(key)),
        seals_(work, sealer_),
        cost_(work, seals_) {}

  Result<FilmExported> run(std::pair<std::int64_t, std::int64_t> range, std::int64_t segmentFrames) {
    first_ = range.first;
    total_ = range.second - range.first;
    auto judge =
        FilmJudge::begin(gate_, work_ / "frames.scores", sealer_, [this](std::int64_t n) { return numberOf(n); });
    if (!judge) return tl::unexpected(judge.error());
    judge_ = std::move(*judge);
    auto written = spec_.format != FilmFormat::PngSequence ? film(segmentFrames) : folder();
    if (!written) cost_.keep();
    if (!written) return tl::unexpected(written.error());
    if (auto noted = gate_.exported(admission_.output, written->file); !noted) return tl::unexpected(noted.error());
    return FilmExported{std::move(*written), std::move(admission_)};
  }

 private:
  /// Of frame `n` of those to be made, in the film of the timeline that is recorded: a GIF may show it at another rate.
  std::int64_t numberOf(std::int64_t n) const {
    return (first_ + n) * spec_.timeline.framesPerSecond / frames_.timeline().framesPerSecond;
  }

  /// Frame `n` of those to be made.
  Result<Frame> make(std::int64_t n) {
    if (stop_.stop_requested()) return stopped();
    auto frame = frames_.frame(first_ + n);
    if (!frame) return frame;
    if (auto may = gate_.mayBeShown(frame->recipe); !may)
      return fail(may.error().kind, "Frame " + std::to_string(first_ + n) + " of the film: " + may.error().message);
    if (auto judged = judge_->add(*frame); !judged) return tl::unexpected(judged.error());
    if (n == total_ / 2) {
      if (auto kept = keepTypical(frame->pixels); !kept) return tl::unexpected(kept.error());
    }
    if (!judge_->blocked() || admission_.output != 0) return frame;
    // The rest is not worth its time, unless the block was lifted for this very film.
    if (auto may = admit(); !may) return tl::unexpected(may.error());
    return frame;
  }

  /// Once all frames so far are judged: whether the film may leave.
  Result<void> admit() {
    const auto scores = judge_->finish();
    if (!scores) return tl::unexpected(scores.error());
    if (typical_.empty()) findTypical();
    if (typical_.empty()) {  // not reached
      auto frame = frames_.frame(first_ + total_ / 2);
      if (!frame) return tl::unexpected(frame.error());
      setTypical(frame->pixels);
    }
    Candidate candidate;
    candidate.kind = spec_.format == FilmFormat::PngSequence ? OutputKind::Frames : OutputKind::Film;
    candidate.recipe = toJson(spec_.timeline);
    candidate.modelId = spec_.timeline.base.modelId;
    candidate.modelHash = spec_.timeline.base.modelHash;
    candidate.project = spec_.project;
    candidate.pixelsDigest = pixelsDigest();
    candidate.picture = typical_;
    candidate.meter = cost_.meter();
    candidate.earlier = cost_.earlier();
    auto admission = gate_.admit(candidate, *scores);
    if (admission) cost_.recorded();  // not to be counted twice, should a block have been lifted on the way
    if (!admission) return tl::unexpected(admission.error());
    if (admission->refusal) return tl::unexpected(*admission->refusal);
    admission_ = std::move(*admission);
    return {};
  }

  /// Of the typical frame; some of a film's frames are another output than all of them, or than others.
  std::string pixelsDigest() const {
    if (!spec_.frames) return typicalDigest_;
    const std::string part = typicalDigest_ + " " + std::to_string(first_) + ":" + std::to_string(first_ + total_);
    return sha256Hex({reinterpret_cast<const std::uint8_t*>(part.data()), part.size()});
  }

  /// For this run, and for one that goes on after it.
  Result<void> keepTypical(const Image8& pixels) {
    setTypical(pixels);
    const std::span digest(reinterpret_cast<const std::uint8_t*>(typicalDigest_.data()), typicalDigest_.size());
    return writePicture(typicalFile(), pixels, PictureFormat::Png)
        .and_then([&] { return writeFileAtomically(digestFile(), digest); })
        .and_then([&] { return seals_.add(typicalFile()); })
        .and_then([&] { return seals_.add(digestFile()); });
  }
  void setTypical(const Image8& pixels) {
    typical_ = pixels;
    typicalDigest_ = sha256Hex({pixels.data(), pixels.size()});
  }
  /// Read again a picture has no alpha, so its digest is kept beside it.
  void findTypical() {
    if (!seals_.holds(typicalFile()) || !seals_.holds(digestFile())) return;
    const auto digest = readFile(digestFile());
    auto kept = digest ? readPhoto(typicalFile()) : Result<Photo>(tl::unexpected(digest.error()));
    if (!kept) return;
    typical_ = std::move(kept->pixels);
    typicalDigest_.assign(digest->begin(), digest->end());
  }
  fs::path typicalFile() const { return work_ / "typical.png"; }
  fs::path digestFile() const { return work_ / "typical.sha256"; }

  void tell(std::int64_t done, std::int64_t coded = 0) { progress_({done, total_, kept_, coded}); }
  /// What a former run has made.
  void tellKept(std::int64_t frames) {
    kept_ = frames;
    if (frames > 0) tell(frames);
  }

  Result<void> pictures(const fs::path& folder, std::int64_t from) {
    WriteOptions carrying;  // the whole timeline too, which a film that is joined of all of them carries on
    carrying.provenance = provenanceOf(frames_.timeline());
    for (std::int64_t n = from; n < total_; ++n) {
      const auto frame = make(n);
      if (!frame) return tl::unexpected(frame.error());
      const fs::path file = frameFile(folder, static_cast<int>(n));
      if (auto done = writeFrame(file, *frame, carrying).and_then([&] { return seals_.add(file); }); !done) return done;
      tell(n + 1);
      if ((n + 1) % kSegmentFrames == 0) cost_.keep();  // should this run be killed
    }
    return admit();
  }

  /// To where other frames of the film lie, each under the number that it has in the film. When it is stopped, those
  /// that took no other's place are removed.
  Result<void> placeSome(const fs::path& made) {
    std::error_code error;
    const bool isNew = fs::create_directories(output_, error);
    if (error) return unusable(output_, error);
    std::vector<fs::path> added;
    auto placed = placeEach(made, added);
    if (placed || placed.error().kind != ErrorKind::Cancelled) return placed;
    for (const fs::path& file : added) fs::remove(file, error);
    if (isNew) fs::remove(output_, error);  // stays when somebody else's frames are in it by now
    return placed;
  }

  Result<void> placeEach(const fs::path& made, std::vector<fs::path>& added) {
    // First none, then all: another film's picture may lie there.
    for (const bool write : {false, true}) {
      if (!write && spec_.overwrite) continue;
      for (std::int64_t n = 0; n < total_; ++n) {
        if (stop_.stop_requested()) return stopped();
        const auto bytes = readFile(frameFile(made, static_cast<int>(n)));
        if (!bytes) return tl::unexpected(bytes.error());
        const fs::path place = frameFile(output_, static_cast<int>(first_ + n));
        std::error_code none;
        const bool isNew = !fs::exists(fs::symlink_status(place, none));
        auto placed =
            write ? writeFileAtomically(place, *bytes, existingWhen(spec_.overwrite)) : keepsOthers(place, *bytes);
        if (write && placed && isNew) added.push_back(place);
        if (!placed && placed.error().kind == ErrorKind::Usage) placed = keepsOthers(place, *bytes);
        if (!placed) return placed;
      }
    }
    return {};
  }

  static Result<void> keepsOthers(const fs::path& place, const std::vector<std::uint8_t>& bytes) {
    std::error_code none;
    if (!fs::exists(fs::symlink_status(place, none))) return {};
    if (const auto there = readFile(place); there && *there == bytes) return {};
    return fail(
        ErrorKind::Usage,
        place.string() +
            " is there already and another picture: choose another folder, or agree to replace it (--overwrite).");
  }

  /// A run that was killed has put the pictures into place already: what it noted of them says that they might leave.
  Result<FilmWritten> afterAll() {
    if (auto goes = judge_->goOnAt(std::min(total_, judge_->known())); !goes) return tl::unexpected(goes.error());
    return admit().map([&] { return FilmWritten{output_, {}}; });
  }

  Result<FilmWritten> folder() {
    if (!spec_.frames && isPlaced(work_, output_)) return afterAll();
    if (!spec_.frames) dropReplaced(work_);
    const fs::path made = picturesOf(work_);
    std::error_code error;
    fs::create_directories(made, error);
    if (error) return unusable(made, error);
    // Those that are there are whole and this film's; without scores they count as not made.
    std::int64_t done = 0;
    while (done < std::min(total_, judge_->known()) && seals_.holds(frameFile(made, static_cast<int>(done)))) ++done;
    if (auto goes = judge_->goOnAt(done); !goes) return tl::unexpected(goes.error());
    tellKept(done);
    return pictures(made, done)
        .and_then([&] {
          return spec_.frames ? placeSome(made) : placePictures(spec_, work_, static_cast<int>(total_), output_, stop_);
        })
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
    if (auto may = admit(); !may) return tl::unexpected(may.error());
    return placeFilm(*ffmpeg, frames_.settings(), spec_, work_, lengths, output_, *xmp, stop_,
                     [this](std::int64_t frames) { tell(total_, frames); });
  }

  Result<void> segments(const Ffmpeg& ffmpeg, const std::vector<int>& lengths) {
    const auto file = [&](std::size_t i) { return segmentFile(work_, spec_.format, static_cast<int>(i)); };
    std::size_t i = 0;
    std::int64_t begin = 0;
    const auto isDone = [&] { return begin + lengths[i] <= judge_->known() && seals_.holds(file(i)); };
    for (; i < lengths.size() && isDone(); ++i) begin += lengths[i];
    if (auto goes = judge_->goOnAt(begin); !goes) return goes;
    tellKept(begin);
    // While one segment's last frames are coded, the next one's first are rendered.
    std::future<Result<void>> finishing;
    const auto finished = [&]() -> Result<void> { return finishing.valid() ? finishing.get() : Result<void>{}; };
    for (; i < lengths.size(); begin += lengths[i++]) {
      auto encoder = encode(ffmpeg, file(i), begin, begin + lengths[i]);
      if (auto before = finished(); !before) return before;
      cost_.keep();  // should this run be killed
      if (!encoder) return tl::unexpected(encoder.error());
      finishing = std::async(std::launch::async, [this, made = file(i), kept = std::move(*encoder)] {
        const std::stop_callback cancel(stop_, [&] { kept->cancel(); });
        return kept->finish().and_then([&] { return seals_.add(made); });
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
  Gate& gate_;
  const fs::path& work_;
  const fs::path& output_;
  const std::stop_token& stop_;
  const std::function<void(const FilmProgress&)>& progress_;
  std::int64_t first_ = 0;
  std::int64_t total_ = 0;
  std::int64_t kept_ = 0;
  const WorkSeals::Sealer sealer_;
  WorkSeals seals_;
  WorkCost cost_;  ///< since it was last admitted
  std::unique_ptr<FilmJudge> judge_;
  Image8 typical_;  ///< the film's middle frame, which stands for it in the history
  std::string typicalDigest_;
  Admission admission_;  ///< once it may leave
};

}  // namespace

Result<FilmExported> exportFilm(const FilmFrames& frames, const FilmSpec& spec, Gate& gate, const std::string& key,
                                const fs::path& work, const fs::path& output, const std::stop_token& stop,
                                const std::function<void(const FilmProgress&)>& progress, std::int64_t segmentFrames) {
  const fs::path place = placeOf(output);
  const auto range = framesOf(spec);
  if (!range) return tl::unexpected(range.error());
  const bool wasPlacing = isWorkOf(work, key) && isPlacing(work);
  if (auto free = checkFilmOutput(spec, place); !free && !wasPlacing) return tl::unexpected(free.error());
  std::error_code none;
  if (auto may = gate.mayBegin(toJson(spec.timeline)); !may) {
    if (may.error().kind == ErrorKind::NeedsReview) removeWork(work, none);  // what was made before it was flagged
    return tl::unexpected(may.error());
  }
  if (auto ready = prepareWork(work, key); !ready) return tl::unexpected(ready.error());
  auto written = FilmExport(frames, spec, gate, work, place, stop, progress, key).run(*range, segmentFrames);
  // What may not leave does not stay on the disk either: approved, it is made anew.
  const auto mayNot = [](ErrorKind kind) { return kind == ErrorKind::Blocked || kind == ErrorKind::NeedsReview; };
  if (!written && mayNot(written.error().kind)) removeWork(work, none);
  return written;
}

}  // namespace mien
