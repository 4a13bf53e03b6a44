#include "core/film/segment_encoder.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/film/ffmpeg_error.h"
#include "core/film/start_segment.h"

namespace mien {

namespace fs = std::filesystem;

fs::path segmentFile(const fs::path& folder, FilmFormat format, int index) {
  return folder / film::segmentName(format, index);
}

struct SegmentEncoder::State {
  static constexpr std::size_t kMostWaiting = 4;

  FilmSettings settings;
  fs::path file;
  fs::path part;
  std::unique_ptr<film::Process> process;

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Image8> waiting;
  bool complete = false;  // no frame follows
  bool broken = false;    // ffmpeg takes no more
  bool cancelled = false;
  bool finished = false;
  std::thread writer;  // last: it uses all of the above

  /// Feeds ffmpeg until all frames are written or it takes no more.
  void feed() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [&] { return !waiting.empty() || complete || cancelled; });
      if (waiting.empty() || cancelled) return;
      const Image8 frame = std::move(waiting.front());
      waiting.pop_front();
      changed.notify_all();
      lock.unlock();
      const bool taken = process->write({frame.data(), frame.size()});
      lock.lock();
      if (!taken) {
        broken = true;
        changed.notify_all();
        return;
      }
    }
  }

  film::ProcessEnd end() {
    if (writer.joinable()) writer.join();
    finished = true;
    return process->wait();
  }

  void removePart() const {
    std::error_code ignored;
    fs::remove(part, ignored);
  }

  tl::unexpected<Error> cancelledError() const {
    return fail(ErrorKind::Cancelled, file.filename().string() + " was cancelled.");
  }
};

SegmentEncoder::SegmentEncoder(std::unique_ptr<State> state) : state_(std::move(state)) {}

SegmentEncoder::~SegmentEncoder() {
  if (state_->finished) return;
  cancel();
  state_->end();
  state_->removePart();
}

Result<std::unique_ptr<SegmentEncoder>> SegmentEncoder::start(const Ffmpeg& ffmpeg, const FilmSettings& settings,
                                                              const fs::path& file) {
  auto state = std::make_unique<State>();
  state->settings = settings;
  state->file = file;
  auto process = film::startSegment(ffmpeg, settings, film::FrameSource::Raw, file);
  if (!process) return tl::unexpected(process.error());
  state->part = film::partOfSegment(file);
  state->process = std::move(*process);
  state->writer = std::thread([s = state.get()] { s->feed(); });
  return std::unique_ptr<SegmentEncoder>(new SegmentEncoder(std::move(state)));
}

Result<void> SegmentEncoder::write(Image8 frame) {
  State& s = *state_;
  if (frame.width() != s.settings.width || frame.height() != s.settings.height ||
      frame.channels() != (s.settings.alpha ? 4 : 3)) {
    return fail(ErrorKind::Internal, "A frame does not have the size or the channels of its film.");
  }
  std::unique_lock lock(s.mutex);
  s.changed.wait(lock, [&] { return s.waiting.size() < State::kMostWaiting || s.broken || s.cancelled; });
  if (s.cancelled) return s.cancelledError();
  if (s.broken) {
    lock.unlock();
    return finish();  // tells why ffmpeg takes no more
  }
  s.waiting.push_back(std::move(frame));
  s.changed.notify_all();
  return {};
}

Result<void> SegmentEncoder::finish() {
  State& s = *state_;
  {
    const std::scoped_lock lock(s.mutex);
    s.complete = true;
    s.changed.notify_all();
  }
  const film::ProcessEnd end = s.end();
  const std::scoped_lock lock(s.mutex);
  const bool good = end.good && !s.broken && !film::saysDiskFull(end.errors);
  if (s.cancelled || !good) s.removePart();
  if (s.cancelled) return s.cancelledError();
  if (!good) return film::ffmpegFailed(s.file, end.errors);
  return movePartIntoPlace(s.part, s.file);
}

void SegmentEncoder::cancel() {
  State& s = *state_;
  {
    const std::scoped_lock lock(s.mutex);
    s.cancelled = true;
    s.changed.notify_all();
  }
  s.process->kill();
}

}  // namespace mien
