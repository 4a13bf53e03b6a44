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
  std::optional<Asked> asked;
  if (engine_ && document_.balancePending()) {
    asked.emplace().model = engine_->modelHash;
    for (const FaceEntry& entry : document_.state().faces) asked->faces.push_back(entry.face->ref());
  }
  if (asked == asked_) return;
  asked_ = std::move(asked);
  worker_ = {};  // stops and waits for it, a few milliseconds at most
  setMeasuring(asked_.has_value());
  if (asked_) measure(*asked_);
}

void BalanceMeter::measure(const Asked& asked) {
  const RenderJob job = document_.job(*engine_, 256, Placement::Crop);
  const std::shared_ptr<ExportRenderer> renderer = makeStudioRenderer(studio_);
  worker_ = std::jthread([this, keeper = keeper_, renderer, job, asked](const std::stop_token& stop) {
    renderer->stopWith(stop);
    Result<std::vector<double>> balances;
    if (const auto judge = keeper->judge(); !judge)
      balances = tl::unexpected(judge.error());
    else
      balances = measureBalances(
          job.recipe, job.faces,
          [&](const Recipe& recipe, const std::vector<FacePtr>& faces) {
            ExportParents parents;
            for (const FacePtr& face : faces) parents.push_back({face, nullptr});
            return renderer->render(recipe, parents);
          },
          [&](const Image8& picture, const FivePoints& at) { return (*judge)->embed(picture, at); });
    QMetaObject::invokeMethod(
        this, [this, asked, balances = std::move(balances)] { received(asked, balances); }, Qt::QueuedConnection);
  });
}

void BalanceMeter::received(const Asked& asked, const Result<std::vector<double>>& balances) {
  if (asked != asked_) return;
  if (!balances && balances.error().kind != ErrorKind::Cancelled) notices_.fail(balances.error());
  document_.balancesFound(asked.faces, balances.value_or(std::vector<double>(asked.faces.size() - 1, 0.5)));
}

void BalanceMeter::setMeasuring(bool measuring) {
  if (measuring == measuring_) return;
  measuring_ = measuring;
  Q_EMIT measuringChanged();
}

}  // namespace mien
