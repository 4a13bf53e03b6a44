#include "app/model/pace_meter.h"

#include <memory>
#include <utility>

#include "app/model/notices.h"
#include "core/export/studio_renderer.h"
#include "core/studio/even_pace.h"

namespace mien {
namespace {

constexpr int kRestMs = 300;

/// The timeline without what its pace does not depend on.
Timeline pathOf(Timeline timeline) {
  const Timeline plain;
  timeline.duration = plain.duration;
  timeline.framesPerSecond = plain.framesPerSecond;
  timeline.repeat = plain.repeat;
  timeline.markers.clear();
  return timeline;
}

}  // namespace

PaceMeter::PaceMeter(Studio& studio, MixDocument& document, Notices& notices, QObject* parent)
    : QObject(parent), studio_(studio), document_(document), notices_(notices) {
  rest_.setSingleShot(true);
  rest_.setInterval(kRestMs);
  connect(&rest_, &QTimer::timeout, this, &PaceMeter::measure);
  connect(&document_, &MixDocument::changed, this, &PaceMeter::look);
}

PaceMeter::~PaceMeter() = default;

void PaceMeter::setEngine(const EngineInfo& engine) {
  engine_ = engine;
  look();
}

void PaceMeter::look() {
  const Timeline& timeline = document_.state().timeline;
  std::optional<Timeline> path;
  if (engine_ && document_.complete() && timeline.evenPace && !timeline.tracks.empty())
    path = pathOf(document_.timeline(*engine_, 256, Placement::Crop));
  if (path == path_) return;
  path_ = std::move(path);
  worker_ = {};  // stops and waits for it, a few milliseconds at most
  document_.setPace({});
  setMeasuring(path_.has_value());
  path_ ? rest_.start() : rest_.stop();
}

void PaceMeter::measure() {
  if (!path_) return;
  if (document_.adjusting()) return rest_.start();
  const RenderJob job = document_.job(*engine_, 256, Placement::Crop);
  ExportParents parents;
  for (std::size_t i = 0; i < job.faces.size(); ++i) parents.push_back({job.faces[i], job.photos[i]});
  const std::shared_ptr<ExportRenderer> renderer = makeStudioRenderer(studio_);
  worker_ = std::jthread([this, renderer, parents, path = *path_](const std::stop_token& stop) {
    renderer->stopWith(stop);
    auto pace = measurePace(path, [&](const Recipe& recipe) { return renderer->render(recipe, parents); });
    QMetaObject::invokeMethod(
        this, [this, path, pace = std::move(pace)]() mutable { received(path, std::move(pace)); },
        Qt::QueuedConnection);
  });
}

void PaceMeter::received(const Timeline& path, Result<Pace> pace) {
  if (path != path_) return;
  if (pace) {
    document_.setPace(std::move(*pace));
  } else if (pace.error().kind != ErrorKind::Cancelled) {
    notices_.fail(pace.error());
  }
  setMeasuring(false);
}

void PaceMeter::setMeasuring(bool measuring) {
  if (measuring == measuring_) return;
  measuring_ = measuring;
  document_.addPending(measuring ? 1 : -1);
  Q_EMIT measuringChanged();
}

}  // namespace mien
