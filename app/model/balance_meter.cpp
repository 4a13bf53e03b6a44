#include "app/model/balance_meter.h"

#include <memory>
#include <utility>

#include "app/model/notices.h"
#include "core/export/studio_renderer.h"
#include "core/gate/gatekeeper.h"
#include "core/studio/identity_balance.h"

namespace mien {

BalanceMeter::BalanceMeter(Studio& studio, std::shared_ptr<Gatekeeper> keeper, MixDocument& document, Notices& notices,
                           QObject* parent)
    : QObject(parent), studio_(studio), keeper_(std::move(keeper)), document_(document), notices_(notices) {
  connect(&document_, &MixDocument::changed, this, &BalanceMeter::look);
}

BalanceMeter::~BalanceMeter() = default;

void BalanceMeter::setEngine(const EngineInfo& engine) {
  engine_ = engine;
  look();
}

void BalanceMeter::look() {
  std::optional<Pair> pair;
  const MixState& state = document_.state();
  if (engine_ && document_.balancePending())
    pair = Pair{engine_->modelHash, {state.faces[0].face->ref(), state.faces[1].face->ref()}};
  if (pair == pair_) return;
  pair_ = std::move(pair);
  worker_ = {};  // stops and waits for it, a few milliseconds at most
  setMeasuring(pair_.has_value());
  if (pair_) measure(*pair_);
}

void BalanceMeter::measure(const Pair& pair) {
  const RenderJob job = document_.job(*engine_, 256, Placement::Crop);
  ExportParents parents;
  for (std::size_t i = 0; i < 2; ++i) parents[i] = {job.faces[i], job.photos[i]};
  const std::shared_ptr<ExportRenderer> renderer = makeStudioRenderer(studio_);
  worker_ = std::jthread([this, keeper = keeper_, renderer, parents, recipe = job.recipe, faces = job.faces,
                          pair](const std::stop_token& stop) {
    renderer->stopWith(stop);
    const auto judge = keeper->judge();
    Result<double> balance =
        judge ? measureBalance(
                    recipe, faces, [&](const Recipe& r) { return renderer->render(r, parents); },
                    [&](const Image8& picture, const FivePoints& at) { return (*judge)->embed(picture, at); })
              : Result<double>(tl::unexpected(judge.error()));
    QMetaObject::invokeMethod(
        this, [this, pair, balance = std::move(balance)] { received(pair, balance); }, Qt::QueuedConnection);
  });
}

void BalanceMeter::received(const Pair& pair, const Result<double>& balance) {
  if (pair != pair_) return;
  if (!balance && balance.error().kind != ErrorKind::Cancelled) notices_.fail(balance.error());
  document_.balanceFound(pair.faces, balance.value_or(0.5));
}

void BalanceMeter::setMeasuring(bool measuring) {
  if (measuring == measuring_) return;
  measuring_ = measuring;
  Q_EMIT measuringChanged();
}

}  // namespace mien
