#include "app/model/review_desk.h"

#include "app/document/in_words.h"
#include "app/model/mix_digests.h"
#include "app/model/notices.h"
#include "app/model/review_texts.h"
#include "core/gate/export_picture.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

struct Facts {
  std::int64_t flagged = 0;
  std::vector<OutputSource> models;
};

Result<Facts> factsOf(const Record& record) {
  OutputQuery query;
  query.state = OutputState::Flagged;
  query.limit = 0;
  const auto flagged = OutputStore(record).search(query);
  if (!flagged) return tl::unexpected(flagged.error());
  const auto sources = outputSources(record);
  if (!sources) return tl::unexpected(sources.error());
  return Facts{flagged->total, sources->models};
}

}  // namespace

ReviewDesk::ReviewDesk(std::shared_ptr<Gatekeeper> keeper, Studio& studio, MixDocument& document, ProjectFile& project,
                       Notices& notices, Preferences& preferences)
    : keeper_(std::move(keeper)),
      document_(document),
      project_(project),
      notices_(notices),
      history_(keeper_->recordFile(), notices),
      record_(keeper_->recordFile()),
      search_(preferences),
      entry_(studio, record_, preferences),
      incident_(record_, notices, preferences, reviewer_),
      recording_(studio, *this) {
  connect(&outputs_, &ReviewModel::currentChanged, this, [this] { entry_.show(outputs_.currentOutput()); });
  connect(&record_, &RecordThread::changed, this, &ReviewDesk::look);
  connect(&project_, &ProjectFile::replacing, this, [this] { exporting_.reset(); });
  look();
  history_.checkQuietly();
}

ReviewDesk::~ReviewDesk() {
  record_.close();
}

void ReviewDesk::open() {
  outputs_.open();
  reviewer_.look();
}

void ReviewDesk::showMade(const QString& digests) {
  record_.ask(
      this, [each = digestsIn(digests)](const Record& record) { return newestMade(record, each); },
      [this](const Result<OutputSummary>& output) {
        if (!output) return notices_.fail(output.error());
        if (output->id > 0 && !outputs_.goTo(output->id)) search_.clear();
      });
}

void ReviewDesk::look() {
  record_.ask(this, factsOf, [this](const Result<Facts>& facts) {
    if (!facts) return;  // the page says why
    waiting_ = static_cast<int>(facts->flagged);
    models_ = facts->models;
    Q_EMIT waitingChanged();
    Q_EMIT modelsChanged();
  });
}

QStringList ReviewDesk::modelNames() const {
  QStringList names{tr("Any model")};
  for (const OutputSource& model : models_)
    names.append(u"%1 %2"_s.arg(QString::fromStdString(model.id), shortHash(model.hash)));
  return names;
}

QString ReviewDesk::modelAt(int index) const {
  return index > 0 && index <= static_cast<int>(models_.size())
             ? QString::fromStdString(models_[static_cast<std::size_t>(index - 1)].hash)
             : QString();
}

int ReviewDesk::placeOfModel(const QString& hash) const {
  for (int i = 1; i <= static_cast<int>(models_.size()); ++i)
    if (modelAt(i) == hash) return i;
  return 0;
}

/// Runs `work(record, reviewer)`.
template <class Work, class Then>
void ReviewDesk::decide(Work work, Then then) {
  if (!reviewer_.reviewer()) return notices_.fail(tr("A decision is signed: open your reviewer profile first."));
  record_.change(
      this,
      [work = std::move(work), reviewer = *reviewer_.reviewer()](const Record& record) {
        return work(record, reviewer);
      },
      [this, then = std::move(then)](const auto& done) {
        if (!done) return notices_.fail(done.error());
        then(done);
      });
}

void ReviewDesk::decided(int output) {
  if (const auto told = flagged_.constFind(output); told != flagged_.constEnd()) notices_.withdraw(*told);
  flagged_.remove(output);
}

void ReviewDesk::approve(int output, const QString& reason) {
  decide(
      [output, reason = reason.trimmed().toStdString()](const Record& record, const UnlockedReviewer& reviewer) {
        return approveOutput(record, output, reviewer, reason);
      },
      [this, output](const Result<OutputState>& state) {
        if (*state != OutputState::Flagged) decided(output);  // else another reviewer has to
      });
}

void ReviewDesk::reject(int output, const QString& reason) {
  decide(
      [output, reason = reason.trimmed().toStdString()](const Record& record, const UnlockedReviewer& reviewer) {
        return ReviewStore(record).reject(output, reviewer, reason);
      },
      [this, output](const Result<void>&) { decided(output); });
}

void ReviewDesk::comment(int output, const QString& text) {
  decide(
      [output, text = text.trimmed().toStdString()](const Record& record, const UnlockedReviewer& reviewer) {
        return ReviewStore(record).comment(output, reviewer, text);
      },
      [](const auto&) {});
}

void ReviewDesk::rate(int stars) {
  if (entry_.output() == 0 || entry_.rating() == stars) return;
  record_.change(
      this, [id = entry_.output(), stars](const Record& record) { return OutputStore(record).setRating(id, stars); },
      [this](const Result<void>& done) {
        if (!done) notices_.fail(done.error());
      });
}

void ReviewDesk::setLabel(int label) {
  if (entry_.output() == 0 || entry_.label() == label || label < 0 || label >= labelNames().size()) return;
  record_.change(
      this,
      [id = entry_.output(), label](const Record& record) { return OutputStore(record).setLabel(id, kLabels[label]); },
      [this](const Result<void>& done) {
        if (!done) notices_.fail(done.error());
      });
}

void ReviewDesk::restore() {
  if (!entry_.canRestore()) return;
  const auto carried = carriedFromJson(entry_.details()->output.recipe);
  if (!carried) return notices_.fail(carried.error());
  project_.openCarried(*carried, entry_.title());
}

void ReviewDesk::restoreToExport() {
  if (!entry_.canExport()) return;
  const auto carried = carriedFromJson(entry_.details()->output.recipe);
  if (!carried) return notices_.fail(carried.error());
  const auto* recipe = std::get_if<Recipe>(&*carried);
  if (recipe == nullptr) return;
  project_.openCarried(
      *carried, entry_.title(),
      [this, faces = recipe->faces, size = recipe->size, placement = static_cast<int>(recipe->placement)] {
        exporting_ = std::make_unique<QObject>();
        exportOnceComplete(faces, size, placement);
      });
}

/// Photographs are found while the document is shown already. Once it is of other faces, nothing of it was approved.
void ReviewDesk::exportOnceComplete(const std::vector<FaceRef>& faces, int size, int placement) {
  if (!document_.complete()) {
    connect(
        &document_, &MixDocument::changed, exporting_.get(),
        [this, faces, size, placement] { exportOnceComplete(faces, size, placement); }, Qt::SingleShotConnection);
    return;
  }
  const auto& now = document_.state().faces;
  if (std::equal(now.begin(), now.end(), faces.begin(), faces.end(),
                 [](const FaceEntry& entry, const FaceRef& ref) { return entry.face && entry.face->ref() == ref; }))
    Q_EMIT exportReady(size, placement);
}

void ReviewDesk::flag(int output, const QString& note) {
  record_.change(
      this,
      [output, note = note.trimmed().toStdString()](const Record& record) {
        return ReviewStore(record).flag(output, note);
      },
      [this, output](const Result<void>& done) {
        if (!done) return notices_.fail(done.error());
        flagged_[output] = notices_.tellForNow(
            tr("Output %1 is flagged: it can't be exported before a reviewer approves it.").arg(output));
      });
}

void ReviewDesk::findMix() {
  if (!document_.complete() || engine_.modelId.empty()) return;
  record_.ask(
      this, [digests = digestsOfMix(document_, engine_)](const Record& record) { return newestMade(record, digests); },
      [this](const Result<OutputSummary>& output) {
        if (!output) return notices_.fail(output.error());
        if (output->id == 0) return document_.whenSettled(this, [this] { recordMix(); });
        offer(*output);
      });
}

void ReviewDesk::offer(const OutputSummary& output) {
  const QString title =
      tr("%1 %2 of %3").arg(kindText(output.kind)).arg(output.id).arg(inWords(momentText(output.time)));
  if (output.state == OutputState::Flagged) return notices_.warnAnew(tr("%1 is flagged already.").arg(title));
  Q_EMIT mixFound(static_cast<int>(output.id), title);
}

void ReviewDesk::recordMix() {
  constexpr int kSize = 512;  // as reviewers look at it
  if (!document_.complete()) return;
  const RenderJob job = document_.job(engine_, kSize, Placement::Crop);
  recording_.start(
      job,
      [keeper = keeper_, job, project = project_.name().toStdString(), meter = CostMeter()](const RenderMix& render,
                                                                                            const std::stop_token&) {
        return render(job.recipe).and_then([&](const Frame& frame) {
          return recordPicture(*keeper, {frame, job.faces, {}, {}, project, meter});
        });
      },
      [this](const Result<Admission>& recorded) {
        if (!recorded) return notices_.fail(recorded.error());
        record_.ask(
            this, [id = recorded->output](const Record& record) { return OutputStore(record).get(id); },
            [this](const Result<Output>& output) { output ? offer(*output) : notices_.fail(output.error()); });
      });
}

}  // namespace mien
