#include "app/model/preview_model.h"

#include <algorithm>
#include <utility>

#include "app/model/frame_feed.h"
#include "app/model/images.h"
#include "app/model/notices.h"
#include "app/model/to_gui.h"
#include "core/blend/region_masks.h"

namespace mien {
namespace {

constexpr std::array<int, 3> kSizes{256, 512, 1024};
constexpr double kSmoothMs = 33;  // a frame that takes longer makes a drag feel sticky
constexpr int kRestMs = 120;

std::size_t indexOf(int size) {
  return static_cast<std::size_t>(std::find(kSizes.begin(), kSizes.end() - 1, size) - kSizes.begin());
}

}  // namespace

PreviewModel::PreviewModel(Studio& studio, MixDocument& document, Notices& notices, QObject* parent)
    : QObject(parent), studio_(studio), document_(document), notices_(notices) {
  rest_.setSingleShot(true);
  rest_.setInterval(kRestMs);
  connect(&rest_, &QTimer::timeout, this, [this] { request(wantedSize_); });
  connect(&document_, &MixDocument::changed, this, &PreviewModel::documentChanged);
  connect(&document_, &MixDocument::playheadChanged, this, &PreviewModel::documentChanged);
  connect(&document_, &MixDocument::paceChanged, this, &PreviewModel::documentChanged);
}

void PreviewModel::setWantedSize(int side) {
  const auto* it = std::find_if(kSizes.begin(), kSizes.end(), [side](int s) { return s >= side; });
  const int size = it == kSizes.end() ? kSizes.back() : *it;
  if (size == wantedSize_) return;
  wantedSize_ = size;
  Q_EMIT wantedSizeChanged();
  if (ready_ && document_.complete()) rest_.start();
}

void PreviewModel::setEngine(const EngineInfo& engine) {
  engine_ = engine;
  ready_ = true;
  documentChanged();
}

void PreviewModel::documentChanged() {
  if (!ready_ || playing_) return;
  if (!document_.complete()) {
    rest_.stop();
    image_ = {};
    setRendering(false);
    Q_EMIT imageChanged();
    return;
  }
  const bool kept = showKept();
  const int size = kept ? feed_->size() : smoothSize();
  if (!kept) request(size);
  if (kept || size < wantedSize_) {  // what is kept is a picture alone: rested() needs what is known of the frame
    rest_.start();
  } else {
    rest_.stop();
  }
}

int PreviewModel::smoothSize() const {
  int best = kSizes.front();
  for (std::size_t i = 0; i < kSizes.size(); ++i)
    if (costs_[i] > 0 && costs_[i] <= kSmoothMs) best = kSizes[i];
  return std::min(best, wantedSize_);
}

bool PreviewModel::showKept() {
  if (feed_ == nullptr || feed_->size() > wantedSize_) return false;
  RenderJob job = document_.job(engine_, feed_->size(), Placement::Crop);
  const auto pixels = feed_->find(job.recipe);
  if (!pixels) return false;
  asked_ = job.recipe;
  setRendering(false);
  show(pixels);
  return true;
}

void PreviewModel::show(const std::shared_ptr<const Image8>& pixels, std::optional<Landmarks> landmarks) {
  landmarks_ = std::move(landmarks);
  image_ = viewOf(*pixels, pixels);
  Q_EMIT imageChanged();
}

QString PreviewModel::regionAt(const QPointF& place) const {
  if (!document_.complete()) return {};
  const auto mixed = [&] {  // near enough where a frame comes from the cache, which keeps pictures alone
    const Recipe recipe = document_.job(engine_, 256, Placement::Crop).recipe;
    std::vector<const Landmarks*> shapes;
    for (const FaceEntry& entry : document_.state().faces) shapes.push_back(&entry.face->cropLandmarks());
    return mixedLandmarks(shapes, regionWeights(recipe, &RegionMix::shape));
  };
  const Mesh mesh = meshFor(landmarks_ ? *landmarks_ : mixed());
  constexpr int kSide = 128;  // fine enough for a pointer
  const auto region =
      mien::regionAt(regionMasks(mesh, kSide), Point{static_cast<float>(place.x()), static_cast<float>(place.y())});
  return region ? QString::fromUtf8(kRegionIds[static_cast<std::size_t>(*region)]) : QString();
}

void PreviewModel::setPlaying(bool playing) {
  if (playing == playing_) return;
  playing_ = playing;
  rest_.stop();
  if (playing)
    setRendering(false);
  else
    documentChanged();
}

void PreviewModel::request(int size) {
  if (!document_.complete()) return;
  RenderJob job = document_.job(engine_, size, Placement::Crop);
  asked_ = job.recipe;
  setRendering(true);
  studio_.preview(std::move(job), toGui<Frame>(this, [this](Result<Frame> frame) { received(std::move(frame)); }));
}

void PreviewModel::received(Result<Frame> frame) {
  if (!frame) {
    setRendering(false);
    return notices_.fail(frame.error());
  }
  // Frames of earlier slider positions keep a drag alive; those of other faces are strangers.
  if (!document_.complete() || frame->recipe.faces != asked_.faces) return;
  double spent = 0;
  for (const StageTime& stage : frame->times) spent += stage.milliseconds;
  double& cost = costs_[indexOf(frame->recipe.size)];
  cost = cost == 0 ? spent : 0.7 * cost + 0.3 * spent;
  milliseconds_ = spent;
  if (frame->recipe == asked_) setRendering(false);
  if (frame->recipe == asked_ && !rest_.isActive() && !playing_) Q_EMIT rested(*frame);
  const auto pixels = std::make_shared<const Image8>(std::move(frame->pixels));
  if (feed_ != nullptr) feed_->keep(frame->recipe, pixels);
  if (playing_) return;
  const float side = static_cast<float>(pixels->width());
  show(pixels, transformed(frame->facts.landmarks, Similarity{}.scaled(1 / side)));
}

void PreviewModel::setRendering(bool rendering) {
  if (rendering == rendering_) return;
  rendering_ = rendering;
  Q_EMIT renderingChanged();
}

}  // namespace mien
