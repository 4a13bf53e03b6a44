#include "app/model/studio_model.h"

#include <QGuiApplication>
#include <QQmlEngine>
#include <QRandomGenerator>
#include <QScreen>
#include <algorithm>
#include <utility>

#include "app/document/in_background.h"
#include "app/model/to_gui.h"
#include "core/blend/new_face.h"
#include "core/export/studio_renderer.h"
#include "core/gate/model_standing.h"
#include "core/record/face_sealer.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr std::uint64_t kFirstSeeds[2] = {16, 18};

/// Percent with which the smallest window (qml/Main.qml) still fits the screen.
int largestInterfaceSize() {
  constexpr QSizeF kSmallest{960, 640};
  constexpr int kLargest = 200;
  const QScreen* screen = qGuiApp != nullptr ? QGuiApplication::primaryScreen() : nullptr;
  if (screen == nullptr) return kLargest;
  const double now = Preferences::shownScale();
  const QSizeF room = screen->availableSize();
  const double most = 100 * now * std::min(room.width() / kSmallest.width(), room.height() / kSmallest.height());
  return std::clamp(static_cast<int>(most), 100, kLargest);
}
}  // namespace

StudioModel::StudioModel(Studio::EngineFactory factory, Gatekeeper::JudgeFactory judge,
                         Studio::OtherEngineFactory others, QObject* parent)
    : QObject(parent),
      keeper_(std::make_shared<Gatekeeper>(defaultRecordFile().value_or(std::filesystem::path()), std::move(judge))) {
  studio_ = std::make_unique<Studio>(
      std::move(factory), toGui<EngineInfo>(this, [this](Result<EngineInfo> info) { engineLoaded(std::move(info)); }),
      std::move(others), faceSealer(keeper_->recordFile()));
  connect(&document_, &MixDocument::changed, this, &StudioModel::openNext);
  connect(&timeline_, &TimelineEditor::noTime, this, [this](const QString& text) {
    notices_.warnAnew(
        tr("\"%1\" is no time of a film: write seconds, as in 3.5, seconds:frames, as in 3:12, or frames, "
           "as in 87f; an hour at the most.")
            .arg(text));
  });
  policy_ = std::make_unique<PolicyModel>(keeper_, notices_);
  protection_ = std::make_unique<ProtectionModel>(*studio_, keeper_, notices_);
  for (std::size_t i = 0; i < kMaxFaces; ++i) {
    slots_.push_back(
        std::make_unique<FaceSlot>(static_cast<int>(i), *studio_, document_, notices_, preferences_, nullptr));
    checks_.push_back(std::make_unique<FaceCheck>(i, keeper_, document_, notices_));
    connect(policy_.get(), &PolicyModel::accepted, checks_.back().get(), &FaceCheck::look);
    connect(protection_.get(), &ProtectionModel::protectionChanged, checks_.back().get(), &FaceCheck::look);
    connect(slots_.back().get(), &FaceSlot::gaveUp, this, [this, i] { openInsteadOf(static_cast<int>(i)); });
    for (const auto maybeIdle : {&FaceSlot::busyChanged, &FaceSlot::gaveUp})
      connect(slots_.back().get(), maybeIdle, this, &StudioModel::closeGap, Qt::QueuedConnection);
    // What a function hands to QML without a parent is QML's, to be collected.
    QQmlEngine::setObjectOwnership(slots_.back().get(), QQmlEngine::CppOwnership);
    QQmlEngine::setObjectOwnership(checks_.back().get(), QQmlEngine::CppOwnership);
  }
  feed_ = std::make_unique<FrameFeed>(*studio_, document_);
  preview_ = std::make_unique<PreviewModel>(*studio_, document_, notices_, nullptr);
  preview_->setFeed(feed_.get());
  player_ =
      std::make_unique<TimelinePlayer>(*feed_, document_, *preview_, notices_, TimelinePlayer::steadyMilliseconds);
  paceMeter_ = std::make_unique<PaceMeter>(*studio_, document_, notices_);
  balanceMeter_ = std::make_unique<BalanceMeter>(*studio_, keeper_, document_, notices_);
  meaning_ = std::make_unique<MeaningMeter>(keeper_, document_, *preview_);
  strip_ = std::make_unique<MeaningStrip>(*studio_, keeper_, document_);
  better_ = std::make_unique<BetterMixFinder>(*studio_, keeper_, document_, *meaning_);
  variations_ = std::make_unique<VariationsModel>(*studio_, document_, notices_);
  explain_ = std::make_unique<ExplainModel>(*studio_, keeper_, document_, preferences_);
  models_ = std::make_unique<ModelsModel>(*studio_, notices_);
  exporter_ = std::make_unique<ExportModel>(*studio_, keeper_, document_, notices_, preferences_, nullptr);
  project_ =
      std::make_unique<ProjectFile>(*studio_, document_, notices_, preferences_, faceSealer(keeper_->recordFile()));
  saving_ = std::make_unique<SaveChoices>(*project_, preferences_);
  presets_ = std::make_unique<Presets>(document_, parameters_, notices_, preferences_);
  project_->setMeasure([keeper = keeper_](const ProjectedFace& face) -> Result<ProjectionLoss> {
    const auto judging = keeper->judge();
    if (!judging) return tl::unexpected(judging.error());
    return lossOf(**judging, face);
  });
  const auto tellHeldBack = [this] {
    notices_.warnAnew(
        tr("A locked face holds these keyframes as they are: unlock it in its row at the left to change them."));
  };
  connect(&keys_, &KeyEditor::heldBack, this, tellHeldBack);
  connect(&keys_, &KeyEditor::beyondEnd, this, [this](int keys) {
    const QString what = keys == 1 ? tr("A keyframe lies beyond the end and is in no film")
                                   : tr("%1 keyframes lie beyond the end and are in no film").arg(keys);
    notices_.warnAnew(tr("%1: make it longer, or undo.").arg(what));
  });
  connect(&parameters_, &ParameterList::heldBack, this, tellHeldBack);
  connect(&faces_, &FaceMix::lastOneHeard, this,
          [this] { notices_.warnAnew(tr("It is the only face that is not muted: unmute another one first.")); });
  connect(&timeline_, &TimelineEditor::heldBack, this, [this] {
    notices_.warnAnew(tr("A locked face would have to move in this film: unlock it in its row at the left first."));
  });
  connect(project_.get(), &ProjectFile::replacing, this, [this] {
    toOpen_.clear();
    gap_ = -1;
    player_->forgetDropped();
    for (const auto& slot : slots_) slot->drop();
  });
  connect(project_.get(), &ProjectFile::viewOpened, &faces_, &FaceMix::lookAtMissing);
  connect(project_.get(), &ProjectFile::modelChanged, this, &StudioModel::useEngine);
  connect(models_.get(), &ModelsModel::chosen, project_.get(), &ProjectFile::useModel);
  connect(project_.get(), &ProjectFile::photoChosen, this,
          [this](const QUrl& file) { openDropped({file}, freePlace()); });
  // A consent may have been given on the command line meanwhile.
  connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
    if (state != Qt::ApplicationActive) return;
    for (const auto& check : checks_) check->lookAgain();
  });
  project_->recovery()->look();
  jobs_ = std::make_unique<JobsModel>(notices_, nullptr);
  const auto timelineOf = [this](const EngineInfo& engine) -> std::optional<Timeline> {
    if (!document_.complete() || document_.state().timeline.tracks.empty()) return std::nullopt;
    return document_.timeline(engine, 512, Placement::Crop);  // the export sheet asks for both
  };
  film_ = std::make_unique<FilmExportModel>(document_, *jobs_, notices_, preferences_, timelineOf, nullptr);
  sheet_ = std::make_unique<SheetExportModel>(document_, notices_, preferences_, timelineOf, keeper_,
                                              makeStudioRenderer(*studio_), nullptr);
  const auto nameExports = [this] {
    for (OutputChoice* one : std::initializer_list<OutputChoice*>{exporter_.get(), film_.get(), sheet_.get()})
      one->setProject(project_->name());
  };
  connect(project_.get(), &ProjectFile::fileChanged, this, nameExports);
  nameExports();
  review_ = std::make_unique<ReviewDesk>(keeper_, *studio_, document_, *project_, notices_, preferences_);
  // An approval is of that very picture: another size, place or ground would ask for another one.
  connect(review_.get(), &ReviewDesk::exportReady, this, [this](int size, int placement) {
    exporter_->askFor(size, static_cast<ExportModel::Where>(placement));
    preferences_.setExportKind(Preferences::Picture);
  });
  insights_ = std::make_unique<InsightsModel>(keeper_->recordFile(), notices_, preferences_);
  for (const DirectExport* one :
       {static_cast<const DirectExport*>(exporter_.get()), static_cast<const DirectExport*>(sheet_.get())})
    connect(one, &DirectExport::progressChanged, this, &StudioModel::exportingChanged);
  jobs_->open(keeper_, makeStudioRenderer(*studio_));
}

StudioModel::~StudioModel() {
  jobs_->close();  // it renders in the studio
  sheet_->close();
  review_->close();
  paceMeter_.reset();
  balanceMeter_.reset();
  strip_.reset();
  better_.reset();
  variations_.reset();
  explain_.reset();
  models_.reset();
}

void StudioModel::engineLoaded(Result<EngineInfo> info) {
  if (!info) {
    engineState_ = Missing;
    notices_.fail(info.error());
    Q_EMIT engineChanged();
    return;
  }
  engineState_ = Ready;
  useEngine(*info);
}

void StudioModel::useEngine(const EngineInfo& info) {
  device_ = QString::fromStdString(info.device);
  model_ = u"%1 %2"_s.arg(QString::fromStdString(info.modelId), QString::fromStdString(info.modelVersion));
  hasDirections_ = !info.directionsHash.empty();
  exporter_->setEngine(info);
  project_->setEngine(info);
  film_->setEngine(info);
  sheet_->setEngine(info);
  review_->setEngine(info);
  Q_EMIT engineChanged();
  feed_->setEngine(info);
  balanceMeter_->setEngine(info);
  paceMeter_->setEngine(info);
  preview_->setEngine(info);
  explain_->setEngine(info);
  strip_->setEngine(info);
  better_->setEngine(info);
  variations_->setEngine(info);
  models_->setEngine(info);
  inBackground(
      background_, this, [file = keeper_->recordFile(), hash = info.modelHash] { return warningOf(file, hash); },
      [this](const std::string& warning) {
        if (!warning.empty()) notices_.warn(QString::fromStdString(warning));
      });
}

DirectExport* StudioModel::exporting() const {
  if (exporter_->busy()) return exporter_.get();
  return sheet_->busy() ? sheet_.get() : nullptr;
}

void StudioModel::startWithDrawnFaces() {
  if (slotA()->busy() || slotB()->busy()) return;
  const auto before = document_.state().faces;
  const auto drawn = std::make_shared<std::vector<FaceEntry>>(2);
  for (const std::size_t i : {0U, 1U})
    slots_[i]->draw(newFace(kFirstSeeds[i]), [this, before, drawn, i](FaceEntry entry) {
      (*drawn)[i] = std::move(entry);
      const bool both = (*drawn)[0].face && (*drawn)[1].face;
      // Whoever chose a face meanwhile keeps it.
      if (both && document_.state().faces == before) document_.setFaces(*drawn, tr("Two drawn faces"));
    });
}

FaceSlot* StudioModel::slot(int index) const {
  return index >= 0 && static_cast<std::size_t>(index) < slots_.size() ? slots_[static_cast<std::size_t>(index)].get()
                                                                       : nullptr;
}

FaceCheck* StudioModel::check(int index) const {
  return index >= 0 && static_cast<std::size_t>(index) < checks_.size() ? checks_[static_cast<std::size_t>(index)].get()
                                                                        : nullptr;
}

void StudioModel::changeInterfaceSize(int steps) {
  const int before = Preferences::interfaceSize();
  const int size = preferences_.changeInterfaceSize(steps, largestInterfaceSize());
  const QString end = steps > 0 && size <= before   ? tr("the largest that this screen holds, ")
                      : steps < 0 && size >= before ? tr("the smallest that can be shown here, ")
                                                    : QString();
  const bool shown = size == qRound(100 * Preferences::shownScale());
  notices_.tellAnew(shown ? tr("Interface size: %1 %, %2as it is shown.").arg(size).arg(end)
                          : tr("Interface size: %1 %, %2from the next start of the studio on.").arg(size).arg(end));
}

int StudioModel::freePlace() const {
  for (int i = 0; i < 2; ++i)
    if (!slot(i)->filled()) return i;
  return document_.faceCount() < static_cast<int>(kMaxFaces) ? document_.faceCount() : faces_.current();
}

void StudioModel::openAnything(const QList<QUrl>& files) {
  if (files.size() == 1) return project_->open(files[0]);
  openDropped(files, freePlace());
}

void StudioModel::openNext() {
  // Where a face was taken out, the one that is being added comes earlier than its slot says.
  const int gone = faceCount_ - document_.faceCount();
  faceCount_ = document_.faceCount();
  if (gone > 0 && openAt_ > faceCount_) openAt_ = std::max(faceCount_, openAt_ - gone);
  // A further face comes behind those that are there, so it waits for the one before it.
  while (!toOpen_.isEmpty() && openAt_ <= document_.faceCount()) {
    const bool adds = openAt_ == document_.faceCount();
    slot(openAt_++)->openFile(toOpen_.takeFirst());
    if (adds) break;
  }
  QMetaObject::invokeMethod(this, &StudioModel::closeGap, Qt::QueuedConnection);
}

void StudioModel::openInsteadOf(int slot) {
  if (slot < 2 && isGap(slot)) gap_ = slot;
  if (slot < openAt_ - 1 || slot < document_.faceCount()) return;
  openAt_ = document_.faceCount();
  openNext();
}

bool StudioModel::isGap(int slot) const {
  const FaceSlot& face = *this->slot(slot);
  return !face.filled() && !face.missing() && !face.waits();
}

void StudioModel::closeGap() {
  if (gap_ < 0 || document_.faceCount() <= 2 || !toOpen_.isEmpty()) return;
  // What is on its way to a face, or asks for an answer, is let go where another face moves to its place.
  if (std::any_of(slots_.begin(), slots_.end(), [](const auto& slot) { return slot->waits(); })) return;
  const int slot = std::exchange(gap_, -1);
  if (isGap(slot)) document_.removeFace(slot);
}

void StudioModel::openDropped(const QList<QUrl>& files, int slot) {
  if (files.isEmpty()) return;
  for (const QUrl& file : files)
    if (file.isLocalFile() && file.path().endsWith(u".mien"_s, Qt::CaseInsensitive)) {
      if (files.size() > 1) notices_.warn(tr("Only %1 was opened: a project is opened alone.").arg(file.fileName()));
      return project_->open(file);
    }
  // Several at once begin at the first face, or where one more would go, or come as further ones where that was asked
  // for.
  const bool further = document_.complete() && slot >= document_.faceCount();
  const int first = files.size() == 1 || further || slot == freePlace() ? slot : 0;
  const auto room = static_cast<qsizetype>(kMaxFaces) - first;
  gap_ = -1;
  toOpen_ = files.first(std::min(files.size(), room));
  openAt_ = first;
  openNext();
  if (files.size() > room)
    notices_.warn(
        tr("Eight faces are the most of a mix: the first %1 of %2 files were opened.").arg(room).arg(files.size()));
}

}  // namespace mien
