#include "app/model/meaning_meter.h"

#include <utility>
#include <vector>

#include "app/document/in_background.h"
#include "app/model/preview_model.h"
#include "core/gate/facts.h"
#include "core/gate/gatekeeper.h"

namespace mien {

MeaningMeter::MeaningMeter(std::shared_ptr<Gatekeeper> keeper, const MixDocument& document, const PreviewModel& preview,
                           QObject* parent)
    : QObject(parent), keeper_(std::move(keeper)), document_(document) {
  connect(&document_, &MixDocument::changed, this, &MeaningMeter::documentChanged);
  connect(&document_, &MixDocument::playheadChanged, this, &MeaningMeter::documentChanged);
  connect(&preview, &PreviewModel::rested, this, &MeaningMeter::measure);
}

MeaningMeter::~MeaningMeter() = default;

void MeaningMeter::documentChanged() {
  ++request_;
  if (!std::exchange(known_, false)) return;
  Q_EMIT changed();
}

void MeaningMeter::measure(const Frame& frame) {
  if (!document_.complete()) return;
  Frame seen{.recipe = frame.recipe, .pixels = frame.pixels, .times = {}, .facts = frame.facts, .deep = {}};
  std::vector<FacePtr> faces;
  for (const auto& of : document_.state().faces) faces.push_back(of.face);
  inBackground(
      threads_, this,
      [keeper = keeper_, frame = std::move(seen), faces = std::move(faces)]() -> Result<Meaning> {
        const auto judge = keeper->judge();
        if (!judge) return tl::unexpected(judge.error());
        const auto identities = keeper->identitiesOf(faces);
        if (!identities) return tl::unexpected(identities.error());
        return meaningOf(factsOf(**judge, frame, *identities), frame.facts.landmarks);
      },
      [this, request = request_](const Result<Meaning>& measured) {
        // Without networks nothing is exported either, which says so; here nothing is shown.
        if (!measured || request != request_) return;
        meaning_ = *measured;
        known_ = true;
        Q_EMIT changed();
      });
}

QString MeaningMeter::words() const {
  return low() ? QString::fromUtf8(wordsFor(meaning_.weakest)) : QString();
}

QStringList MeaningMeter::parts() const {
  const std::array<QString, kDoubtCount> names{tr("Looks like a face"),          tr("Likely under the model"),
                                               tr("An outline that faces have"), tr("Not folded"),
                                               tr("Two halves alike"),           tr("Like its faces")};
  QStringList out;
  for (std::size_t i = 0; i < kDoubtCount; ++i)
    out.push_back(tr("%1: %2 %").arg(names.at(i)).arg(qRound(100 * meaning_.parts.at(i))));
  return out;
}

}  // namespace mien
