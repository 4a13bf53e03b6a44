#include "app/model/meaning_strip.h"

#include <algorithm>
#include <utility>

#include "core/gate/facts.h"
#include "core/gate/gatekeeper.h"

namespace mien {
namespace {

constexpr int kSize = 256;
constexpr int kRestMs = 600;

/// A film's frames in kMoments stretches, or one each where there are fewer.
std::vector<MeaningStrip::Moment> momentsOf(const Timeline& timeline) {
  const std::int64_t frames = frameCount(timeline);
  const std::int64_t count = std::min<std::int64_t>(frames, MeaningStrip::kMoments);
  const Ticks frame = ticksPerFrame(timeline.framesPerSecond);
  std::vector<MeaningStrip::Moment> moments;
  for (std::int64_t i = 0; i < count; ++i)
    moments.push_back({i * frames / count * frame, (i + 1) * frames / count * frame, std::nullopt});
  return moments;
}

}  // namespace

MeaningStrip::MeaningStrip(Studio& studio, std::shared_ptr<Gatekeeper> keeper, const MixDocument& document,
                           QObject* parent)
    : QObject(parent), keeper_(std::move(keeper)), document_(document), work_(studio, *this) {
  rest_.setSingleShot(true);
  rest_.setInterval(kRestMs);
  connect(&rest_, &QTimer::timeout, this, &MeaningStrip::measure);
  connect(&document_, &MixDocument::changed, this, &MeaningStrip::look);
  connect(&document_, &MixDocument::paceChanged, this, &MeaningStrip::look);
}

void MeaningStrip::setEngine(const EngineInfo& engine) {
  engine_ = engine;
  look();
}

void MeaningStrip::setShown(bool shown) {
  if (shown == shown_) return;
  shown_ = shown;
  Q_EMIT shownChanged();
  look();
}

bool MeaningStrip::usable() const {
  return shown_ && engine_ && document_.complete() && !document_.state().timeline.tracks.empty();
}

/// What is shown stays until the timeline rests; a slider that is dragged must not wait for 48 recipes.
void MeaningStrip::look() {
  work_.stop();
  if (usable()) return rest_.start();
  rest_.stop();
  if (moments_.empty()) return;
  moments_.clear();
  recipes_.clear();
  Q_EMIT changed();
}

void MeaningStrip::sample() {
  const Timeline timeline = document_.timeline(*engine_, kSize, Placement::Crop);
  std::vector<Moment> moments = momentsOf(timeline);
  std::vector<Recipe> recipes;
  for (Moment& moment : moments) {
    recipes.push_back(recipeAt(timeline, document_.paced((moment.begin + moment.end) / 2)));
    const auto same = std::find(recipes_.begin(), recipes_.end(), recipes.back());
    if (same != recipes_.end()) moment.meaning = moments_[static_cast<std::size_t>(same - recipes_.begin())].meaning;
  }
  moments_ = std::move(moments);
  recipes_ = std::move(recipes);
  Q_EMIT changed();
}

void MeaningStrip::measure() {
  if (!usable()) return;
  sample();
  const RenderJob job = document_.job(*engine_, kSize, Placement::Crop);
  std::vector<std::pair<std::size_t, Recipe>> open;
  for (std::size_t i = 0; i < moments_.size(); ++i)
    if (!moments_[i].meaning) open.emplace_back(i, recipes_[i]);
  if (open.empty()) return;
  work_.start(
      job,
      [this, keeper = keeper_, faces = job.faces, open](const RenderMix& render,
                                                        const std::stop_token& stop) -> Result<void> {
        const auto judge = keeper->judge();
        if (!judge) return tl::unexpected(judge.error());
        const auto identities = keeper->identitiesOf(faces);
        if (!identities) return tl::unexpected(identities.error());
        for (const auto& [moment, recipe] : open) {
          if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "Nobody looks any more.");
          const auto frame = render(recipe);
          if (!frame) return tl::unexpected(frame.error());
          const Meaning meaning = meaningOf(factsOf(**judge, *frame, *identities), frame->facts.landmarks);
          const auto tell = [this, stop, at = moment, meaning] {
            if (!stop.stop_requested()) received(at, meaning);
          };
          QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        }
        return {};
      },
      // What went wrong is the preview's to say: it renders the same.
      [](const Result<void>& /*measured*/) {});
}

void MeaningStrip::received(std::size_t moment, const Meaning& meaning) {
  moments_[moment].meaning = meaning;
  Q_EMIT changed();
}

QString MeaningStrip::textAt(double ticks) const {
  for (const Moment& moment : moments_) {
    if (ticks < static_cast<double>(moment.begin) || ticks >= static_cast<double>(moment.end)) continue;
    if (!moment.meaning) return tr("Not measured yet");
    const QString share = tr("Meaning %1 %").arg(qRound(100 * moment.meaning->value));
    return moment.meaning->value < kLowMeaning ? share + u'\n' + QString::fromUtf8(wordsFor(moment.meaning->weakest))
                                               : share;
  }
  return {};
}

}  // namespace mien
