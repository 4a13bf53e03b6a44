#include "app/model/better_mix_finder.h"

#include "app/document/mix_values.h"
#include "app/model/meaning_meter.h"
#include "core/gate/gatekeeper.h"

namespace mien {
namespace {

constexpr int kSize = 256;
constexpr int kRestMs = 400;

Result<std::optional<BetterMix>> searched(Gatekeeper& keeper, const RenderJob& job, const Meaning& before,
                                          const RenderMix& render, const std::stop_token& stop) {
  const auto judge = keeper.judge();
  if (!judge) return tl::unexpected(judge.error());
  const auto identities = keeper.identitiesOf(job.faces);
  if (!identities) return tl::unexpected(identities.error());
  return betterMix(job.recipe, before, **judge, *identities, render, stop);
}

}  // namespace

BetterMixFinder::BetterMixFinder(Studio& studio, std::shared_ptr<Gatekeeper> keeper, MixDocument& document,
                                 const MeaningMeter& meter, QObject* parent)
    : QObject(parent), keeper_(std::move(keeper)), document_(document), meter_(meter), work_(studio, *this) {
  rest_.setSingleShot(true);
  rest_.setInterval(kRestMs);
  connect(&rest_, &QTimer::timeout, this, &BetterMixFinder::search);
  connect(&meter_, &MeaningMeter::changed, this, &BetterMixFinder::look);
}

void BetterMixFinder::setEngine(const EngineInfo& engine) {
  engine_ = engine;
  look();
}

void BetterMixFinder::look() {
  work_.stop();
  rest_.stop();
  if (better_) {
    better_.reset();
    Q_EMIT changed();
  }
  if (engine_ && document_.complete() && meter_.low()) rest_.start();
}

void BetterMixFinder::search() {
  if (!document_.complete()) return;
  const RenderJob job = document_.job(*engine_, kSize, Placement::Crop);
  searched_ = job.recipe;
  work_.start(
      job,
      [keeper = keeper_, job, before = meter_.meaning()](const RenderMix& render, const std::stop_token& stop) {
        return searched(*keeper, job, before, render, stop);
      },
      [this](const Result<std::optional<BetterMix>>& better) { received(better); });
}

void BetterMixFinder::received(const Result<std::optional<BetterMix>>& better) {
  // What went wrong is the preview's to say: it renders the same.
  if (!better || !*better) return;
  better_ = *better;
  Q_EMIT changed();
}

QString BetterMixFinder::words() const {
  if (!better_) return {};
  return tr("%1: %2 %").arg(QString::fromStdString(better_->words)).arg(qRound(100 * better_->meaning.value));
}

void BetterMixFinder::take() {
  if (!better_) return;
  MixState next = document_.state();
  const Ticks time = document_.playhead();
  for (const Parameter& p : parametersOf(next)) {
    // Only what is different: of a muted face the recipe doesn't know what it has.
    const double wanted = p.get(better_->recipe);
    const bool leaves = p.isOwn && p.isOwn(searched_) && !p.isOwn(better_->recipe);
    if (leaves) {
      setLinked(next, p, true);
    } else if (p.get(searched_) != wanted && valueAt(next, p, document_.paced(time)) != wanted) {
      setValueAt(next, p, wanted, time, false);  // what follows another may have come along already
    }
  }
  document_.commit(tr("Better mix"), std::move(next));
}

}  // namespace mien
