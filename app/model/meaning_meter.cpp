#include "app/model/meaning_meter.h"

#include <utility>

#include "app/document/in_background.h"
#include "app/model/preview_model.h"
#include "core/gate/facts.h"
#include "core/gate/gatekeeper.h"

namespace mien {
namespace {

struct Measured {
  std::vector<Embedding> identities;
  Meaning meaning;
};

}  // namespace

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
  faces_.resize(document_.state().faces.size());
  identities_.resize(faces_.size());
  for (std::size_t i = 0; i < faces_.size(); ++i) {
    const FacePtr& face = document_.state().faces[i].face;
    if (face == faces_[i]) continue;
    faces_[i] = face;
    identities_[i].reset();
  }
  if (!std::exchange(known_, false)) return;
  Q_EMIT changed();
}

void MeaningMeter::measure(const Frame& frame) {
  if (!document_.complete()) return;
  Frame seen{.recipe = frame.recipe, .pixels = frame.pixels, .times = {}, .facts = frame.facts, .deep = {}};
  inBackground(
      threads_, this,
      [keeper = keeper_, frame = std::move(seen), faces = faces_, known = identities_]() -> Result<Measured> {
        const auto judge = keeper->judge();
        if (!judge) return tl::unexpected(judge.error());
        Measured measured;
        for (std::size_t i = 0; i < faces.size(); ++i)
          measured.identities.push_back(known[i] ? *known[i] : lookOf(**judge, *faces[i]).identity);
        measured.meaning = meaningOf(factsOf(**judge, frame, measured.identities), frame.facts.landmarks);
        return measured;
      },
      [this, request = request_, faces = faces_](const Result<Measured>& measured) {
        // Without networks nothing is exported either, which says so; here nothing is shown.
        if (!measured || faces != faces_) return;
        for (std::size_t i = 0; i < faces.size(); ++i) identities_[i] = measured->identities[i];
        if (request != request_) return;
        meaning_ = measured->meaning;
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
