#include "app/model/explain_model.h"

#include <utility>

#include "app/document/face_changes.h"
#include "app/document/in_background.h"
#include "app/model/explain_texts.h"
#include "core/blend/parameters.h"
#include "core/export/studio_renderer.h"
#include "core/gate/gatekeeper.h"

namespace mien {
namespace {

constexpr int kSize = 512;
constexpr int kRestMs = 300;

void leaveOutMuted(Explanation& explanation, const std::vector<bool>& muted) {
  std::erase_if(explanation.influences,
                [&](const Influence& influence) { return saidByMuting(*findParameter(influence.parameter), muted); });
}

Result<Explanation> explained(Gatekeeper& keeper, const RenderJob& job, ExportRenderer& renderer,
                              ExplainSettings settings) {
  // It may have waited behind one that was under way.
  if (settings.stop.stop_requested()) return fail(ErrorKind::Cancelled, "The explanation was stopped.");
  const auto gate = keeper.open();
  if (!gate) return tl::unexpected(gate.error());
  settings.alarmBelow = nearCopyAlarm(gate->policy());
  const auto judge = keeper.judge();
  if (!judge) return tl::unexpected(judge.error());
  ExportParents parents;
  for (const FacePtr& face : job.faces) parents.push_back({face, nullptr});
  const auto render = [&](const Recipe& recipe) { return renderer.render(recipe, parents); };
  const auto output = render(job.recipe);
  if (!output) return tl::unexpected(output.error());
  return explain(*output, **judge, render, settings);
}

}  // namespace

ExplainModel::ExplainModel(Studio& studio, std::shared_ptr<Gatekeeper> keeper, const MixDocument& document,
                           Preferences& preferences, QObject* parent)
    : QObject(parent), studio_(studio), keeper_(std::move(keeper)), document_(document), pictures_(preferences) {
  connect(&pictures_, &TrainingPictures::changed, this, &ExplainModel::changed);
  rest_.setSingleShot(true);
  rest_.setInterval(kRestMs);
  connect(&rest_, &QTimer::timeout, this, &ExplainModel::start);
  connect(&document_, &MixDocument::changed, this, &ExplainModel::look);
  connect(&document_, &MixDocument::playheadChanged, this, &ExplainModel::look);
}

ExplainModel::~ExplainModel() {
  stop_.request_stop();
}

void ExplainModel::setEngine(const EngineInfo& engine) {
  engine_ = engine;
  look();
}

void ExplainModel::setOpen(bool open) {
  if (open == open_) return;
  open_ = open;
  if (!open && state_ == Working) stop();
  Q_EMIT changed();
  look();
}

void ExplainModel::stop() {
  stop_.request_stop();
  rest_.stop();
  ++request_;
  state_ = Nothing;
  asked_ = {};
}

void ExplainModel::look() {
  const bool there = engine_ && document_.complete();
  if (there && state_ != Nothing && document_.job(*engine_, kSize, Placement::Crop).recipe == asked_) return;
  if (state_ != Nothing) {
    stop();
    Q_EMIT changed();
  }
  if (!open_ || !there) return;
  state_ = Working;
  progress_ = 0;
  asked_ = document_.job(*engine_, kSize, Placement::Crop).recipe;
  rest_.start();
  Q_EMIT changed();
  Q_EMIT progressChanged();
}

void ExplainModel::start() {
  stop_ = std::stop_source();
  const RenderJob job = document_.job(*engine_, kSize, Placement::Crop);
  const std::shared_ptr<ExportRenderer> renderer = makeStudioRenderer(studio_);
  renderer->stopWith(stop_.get_token());
  ExplainSettings settings;
  settings.directionsHash = engine_->directionsHash;
  settings.stop = stop_.get_token();
  settings.progress = [this, request = request_](double progress) {
    QMetaObject::invokeMethod(
        this, [this, request, progress] { progressed(request, progress); }, Qt::QueuedConnection);
  };
  inBackground(
      threads_, this,
      [keeper = keeper_, job, renderer, settings, muted = mutedFaces(document_.state())] {
        auto explanation = explained(*keeper, job, *renderer, settings);
        if (explanation) leaveOutMuted(*explanation, muted);
        return explanation;
      },
      [this, request = request_](Result<Explanation> explanation) { received(request, std::move(explanation)); });
}

void ExplainModel::received(int request, Result<Explanation> explanation) {
  if (request != request_) return;
  state_ = explanation ? Ready : Failed;
  problem_ = explanation ? QString() : QString::fromStdString(explanation.error().message);
  explanation_ = std::move(explanation).value_or(Explanation{});
  std::vector<NearestKnown> known = explanation_.nearest;
  known.insert(known.end(), explanation_.alike.begin(), explanation_.alike.end());
  pictures_.show(known);
  Q_EMIT changed();
}

void ExplainModel::progressed(int request, double progress) {
  if (request != request_) return;
  progress_ = progress;
  Q_EMIT progressChanged();
}

QString ExplainModel::alarm() const {
  return state_ == Ready ? alarmText(explanation_) : QString();
}

QString ExplainModel::alarmNote() const {
  return state_ == Ready ? alarmNoteText(explanation_) : QString();
}

QVariantList ExplainModel::nearest() const {
  return state_ == Ready ? nearestRows(explanation_, pictures_) : QVariantList();
}

QVariantList ExplainModel::alike() const {
  return state_ == Ready ? alikeRows(explanation_, pictures_) : QVariantList();
}

QVariantList ExplainModel::regions() const {
  return state_ == Ready ? regionRows(explanation_) : QVariantList();
}

QString ExplainModel::kept() const {
  return state_ == Ready ? keptTexts(asked_.kept).join(u' ') : QString();
}

QVariantList ExplainModel::sliders() const {
  return state_ == Ready ? sliderRows(explanation_) : QVariantList();
}

}  // namespace mien
