#include "app/model/output_view.h"

#include <algorithm>

#include "app/document/in_background.h"
#include "app/model/images.h"
#include "app/model/preferences.h"
#include "app/model/record_thread.h"
#include "core/blend/timecode.h"
#include "core/export/studio_renderer.h"
#include "core/record/recall.h"

namespace mien {
namespace {

constexpr int kFilmSide = 512;  // two cores render it as fast as it plays
constexpr int kMostKeptKb = 192 << 10;
constexpr int kAhead = 12;
constexpr int kInFlight = 2;

std::filesystem::path pathOf(const QString& file) {
  return std::filesystem::path(file.toStdU16String());
}

/// As on the timeline: seconds and frames.
QString timecodeOf(int frame, int framesPerSecond) {
  return QString::fromStdString(timecode(frame * ticksPerFrame(framesPerSecond), framesPerSecond));
}

}  // namespace

OutputView::OutputView(Studio& studio, RecordThread& record, Preferences& preferences)
    : studio_(studio), record_(record), preferences_(preferences), kept_(kMostKeptKb) {
  timer_.setTimerType(Qt::PreciseTimer);
  connect(&timer_, &QTimer::timeout, this, &OutputView::tick);
}

OutputView::~OutputView() {
  close();
}

void OutputView::close() {
  closed_ = true;
  clear();
  threads_.join();
}

void OutputView::clear() {
  pause();
  ++request_;
  if (opened_) opened_->stop.request_stop();
  opened_ = nullptr;
  wanted_ = false;
  loading_ = false;
  problem_.clear();
  picture_ = {};
  frames_ = 0;
  frame_ = 0;
  askedFor_.reset();
  kept_.clear();
  pending_.clear();
}

void OutputView::show(std::shared_ptr<const OutputDetails> details) {
  const bool same = details && details_ && details->output.id == details_->output.id &&
                    details->output.state == details_->output.state &&
                    details->output.erased == details_->output.erased;
  details_ = std::move(details);
  if (same) return;
  clear();
  Q_EMIT changed();
  Q_EMIT frameChanged();
  Q_EMIT pictureChanged();
}

void OutputView::open() {
  if (wanted_ || !details_ || closed_ || details_->output.recipe.empty()) return;
  wanted_ = true;
  loading_ = true;
  problem_.clear();
  Q_EMIT changed();
  record_.ask(
      this,
      [recipe = details_->output.recipe](const Record& record) -> Result<std::vector<std::filesystem::path>> {
        const auto recalled = isRecalled(record, recipe);  // by whichever output of this mix
        if (!recalled) return tl::unexpected(recalled.error());
        if (*recalled)
          return mien::fail(
              ErrorKind::Blocked,
              tr("It is recalled, so it is not rendered: this is the picture that the record keeps.").toStdString());
        return queuedPhotographs(record, recipe);
      },
      [this, request = request_](const Result<std::vector<std::filesystem::path>>& queued) {
        if (request != request_) return;
        queued ? openFaces(*queued) : fail(queued.error());
      });
}

std::vector<Rerender::Wanted> OutputView::wanted(const std::vector<std::filesystem::path>& queued) const {
  const std::vector<InputFace>& faces = details_->output.faces;
  std::vector<Rerender::Wanted> all(faces.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].key = faces[i].key;
    if (faces[i].photoDigest.empty()) continue;
    PhotoPlaces& places = all[i].places;
    if (i < queued.size()) places.files.push_back(queued[i]);
    const QString place = preferences_.placeOfPhoto(QString::fromStdString(faces[i].photoDigest));
    if (!place.isEmpty()) places.files.push_back(pathOf(place));
    for (const QUrl& recent : preferences_.recentPhotos()) places.files.push_back(pathOf(recent.toLocalFile()));
    places.folders.push_back(pathOf(preferences_.photoFolder().toLocalFile()));
  }
  return all;
}

void OutputView::openFaces(const std::vector<std::filesystem::path>& queued) {
  opened_ = std::make_shared<Opened>();
  opened_->renderer = makeStudioRenderer(studio_);
  inBackground(
      threads_, this,
      [opened = opened_, recipe = details_->output.recipe, faces = wanted(queued)]() -> Result<Facts> {
        const auto carried = carriedFromJson(recipe);
        if (!carried) return tl::unexpected(carried.error());
        auto made = Rerender::open(*carried, faces, *opened->renderer, kFilmSide, opened->stop.get_token());
        if (!made) return tl::unexpected(made.error());
        opened->film = std::move(*made);
        return Facts{static_cast<int>(opened->film->frames()), opened->film->framesPerSecond(),
                     opened->film->repeats()};
      },
      [this, request = request_](const Result<Facts>& facts) {
        if (request == request_) this->opened(facts);
      });
}

void OutputView::opened(const Result<Facts>& facts) {
  if (!facts) return fail(facts.error());
  frames_ = facts->frames;
  framesPerSecond_ = facts->framesPerSecond;
  repeats_ = facts->repeats;
  Q_EMIT changed();
  // The middle of a film stands for it in the record too, so nothing jumps.
  goTo(askedFor_.value_or(frames_ / 2));
  Q_EMIT frameChanged();  // now it has a time
}

void OutputView::fail(const Error& error) {
  pause();
  loading_ = false;
  if (frames_ == 0) wanted_ = false;  // it may be tried again
  if (error.kind != ErrorKind::Cancelled) problem_ = QString::fromStdString(error.message);
  Q_EMIT changed();
}

QString OutputView::time() const {
  if (!moves()) return {};
  return tr("%1 of %2  ·  frame %3")
      .arg(timecodeOf(frame_, framesPerSecond_), timecodeOf(frames_, framesPerSecond_))
      .arg(frame_);
}

void OutputView::setFrame(int frame) {
  goTo(frame);
  if (!playing_) return;
  startFrame_ = frame_;
  since_.restart();
}

void OutputView::step(int by) {
  pause();
  if (frames_ > 0) goTo(frame_ + by);
}

void OutputView::goTo(int frame) {
  if (frames_ == 0) {
    askedFor_ = frame;
    return;
  }
  frame = std::clamp(frame, 0, frames_ - 1);
  if (frame != frame_) {
    frame_ = frame;
    Q_EMIT frameChanged();
  }
  if (const QImage* here = kept_.object(frame_)) {
    picture_ = *here;
    Q_EMIT pictureChanged();
  }
  askOn();
}

void OutputView::play() {
  if (playing_ || !moves()) return;
  playing_ = true;
  if (frame_ == frames_ - 1) goTo(0);
  startFrame_ = frame_;
  since_.start();
  timer_.start(std::max(4, 500 / framesPerSecond_));
  Q_EMIT playingChanged();
  askOn();
}

void OutputView::pause() {
  if (!playing_) return;
  playing_ = false;
  timer_.stop();
  Q_EMIT playingChanged();
}

void OutputView::tick() {
  const qint64 now = startFrame_ + since_.elapsed() * framesPerSecond_ / 1000;
  if (!repeats_ && now >= frames_) {
    goTo(frames_ - 1);
    return pause();
  }
  const int frame = static_cast<int>(now % frames_);
  if (frame != frame_) goTo(frame);
}

int OutputView::firstLacking() {
  for (int ahead = 0; ahead <= (playing_ ? std::min(kAhead, frames_ - 1) : 0); ++ahead) {
    const int frame = (frame_ + ahead) % frames_;
    if (!kept_.contains(frame) && !pending_.contains(frame)) return frame;
  }
  return -1;
}

void OutputView::askOn() {
  while (opened_ && frames_ > 0 && pending_.size() < kInFlight) {
    const int frame = firstLacking();
    if (frame < 0) return;
    pending_.insert(frame);
    inBackground(
        threads_, this,
        [opened = opened_, frame]() -> Result<QImage> {
          return opened->film->frame(frame).map([](Frame made) { return toQImage(std::move(made.pixels)); });
        },
        [this, frame, request = request_](Result<QImage> image) {
          if (request == request_) arrived(frame, std::move(image));
        });
  }
}

void OutputView::arrived(int frame, Result<QImage> image) {
  pending_.erase(frame);
  if (!image) return fail(image.error());
  // A frame that comes late is better than a picture that stands still.
  if (frame == frame_ || (playing_ && !kept_.contains(frame_))) {
    picture_ = *image;
    Q_EMIT pictureChanged();
  }
  kept_.insert(frame, new QImage(*image), std::max(1, static_cast<int>(image->sizeInBytes() >> 10)));
  if (loading_ || !problem_.isEmpty()) {
    loading_ = false;
    problem_.clear();
    Q_EMIT changed();
  }
  askOn();
}

}  // namespace mien
