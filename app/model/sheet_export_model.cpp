#include "app/model/sheet_export_model.h"

#include <QFileInfo>
#include <algorithm>

#include "app/document/face_changes.h"
#include "app/model/notices.h"
#include "app/paths.h"
#include "core/export/sheet_export.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr int kMostFrames = 1000;

}  // namespace

SheetExportModel::SheetExportModel(MixDocument& document, Notices& notices, Preferences& preferences,
                                   TimelineOf timelineOf, std::shared_ptr<Gatekeeper> keeper,
                                   std::unique_ptr<ExportRenderer> renderer, QObject* parent)
    : DirectExport(document, notices, preferences, u"sheet/"_s, parent),
      document_(document),
      timelineOf_(std::move(timelineOf)),
      keeper_(std::move(keeper)),
      renderer_(std::move(renderer)),
      sprite_(remembered(u"sprite"_s, false).toBool()),
      ground_(static_cast<Ground>(std::clamp<int>(remembered(u"ground"_s, White).toInt(), White, Transparent))),
      captions_(remembered(u"captions"_s, true).toBool()) {
  setFrames(remembered(u"frames"_s, 12).toInt());
  setColumns(remembered(u"columns"_s, 0).toInt());
  setSize(remembered(u"size"_s, 256).toInt());
}

SheetExportModel::~SheetExportModel() {
  close();
}

QString SheetExportModel::suffix() const {
  return u".png"_s;
}

int SheetExportModel::mostFrames() const {
  const auto timeline = timelineOf_(engine_);
  return timeline ? static_cast<int>(std::min<std::int64_t>(kMostFrames, filmFrameCount(*timeline))) : kMostFrames;
}

int SheetExportModel::frames() const {
  return std::min(frames_, mostFrames());
}

int SheetExportModel::shownColumns() const {
  const auto size = sheetSize();
  return size ? size->columns : columns_;
}

void SheetExportModel::setSprite(bool sprite) {
  if (sprite == sprite_) return;
  setGround(sprite ? Transparent : White);
  choose(sprite_, sprite, u"sprite"_s);
}
void SheetExportModel::setFrames(int frames) {
  choose(frames_, std::clamp(frames, 2, kMostFrames), u"frames"_s);
}
void SheetExportModel::setColumns(int columns) {
  choose(columns_, std::clamp(columns, 0, kMostFrames), u"columns"_s);
}
void SheetExportModel::setSize(int size) {
  if (size == 256 || size == 512 || size == 1024) choose(size_, size, u"size"_s);
}
void SheetExportModel::setGround(Ground ground) {
  if (ground == ground_) return;
  ground_ = ground;
  remember(u"ground"_s, static_cast<int>(ground));
  Q_EMIT choicesChanged();
}
void SheetExportModel::setCaptions(bool captions) {
  choose(captions_, captions, u"captions"_s);
}

void SheetExportModel::prepare() {
  renewMoment();
  if (wouldOverwrite()) takeFreeName();
  Q_EMIT choicesChanged();
}

bool SheetExportModel::isTaken(const QString& path) const {
  return OutputChoice::isTaken(path) || (sprite_ && OutputChoice::isTaken(shownPath(spriteFileOf(pathFrom(path)))));
}

SheetLook SheetExportModel::look() const {
  SheetLook look{.columns = columns_, .background = {}, .captions = captions(), .sprite = sprite_};
  if (ground_ == White) look.background = {255, 255, 255};
  if (ground_ == Black) look.background = {0, 0, 0};
  return look;
}

SheetPlan SheetExportModel::plan() const {
  if (auto timeline = timelineOf_(engine_)) {
    timeline->base.size = size_;
    return planFilm(*timeline, timeline->evenPace ? document_.pace() : Pace{}, frames(), look());
  }
  const Recipe recipe = document_.job(engine_, size_, Placement::Crop).recipe;
  return faces() > 2 ? planThrough(heard(), recipe, frames(), look()) : planSteps(recipe, frames(), look());
}

Result<SheetSize> SheetExportModel::sheetSize() const {
  Recipe recipe;
  recipe.size = size_;
  return sizeOf(planSteps(recipe, frames(), look()).layout);
}

QString SheetExportModel::course() const {
  if (moves()) return tr("The timeline");
  QStringList letters;
  for (const std::size_t face : heard()) letters.append(QString::fromStdString(capitalOf(face)));
  return tr("From %1").arg(letters.join(tr(" to ")));
}

std::vector<std::size_t> SheetExportModel::heard() const {
  const std::vector<bool> muted = mutedFaces(document_.state());
  std::vector<std::size_t> faces;
  for (std::size_t i = 0; i < document_.state().faces.size(); ++i)
    if (i >= muted.size() || !muted[i]) faces.push_back(i);
  return faces;
}

QString SheetExportModel::summary() const {
  const auto size = sheetSize();
  if (!size) return {};
  return tr("%1 × %2 frames, %3 × %4 px").arg(size->columns).arg(size->rows).arg(size->width).arg(size->height);
}

QString SheetExportModel::problem() const {
  if (!moves() && anyLocked(document_.state()))
    return tr(
        "A locked face would have to move in this sheet: unlock it in its row at the left first, or set keyframes.");
  if (!moves() && heard().size() < 2)
    return tr("One face alone is heard, so nothing would change from frame to frame: unmute another first.");
  const auto size = sheetSize();
  return size ? QString() : QString::fromStdString(size.error().message);
}

void SheetExportModel::start(bool overwrite) {
  if (!document_.complete()) return;
  if (const QString wrong = problem(); !wrong.isEmpty()) return notices().fail(wrong);
  if (!begin(overwrite)) return;
  cancelled_ = false;
  document_.whenSettled(this,
                        [this, existing = existingWhen(overwrite), file = pathFrom(path())] { write(file, existing); });
}

void SheetExportModel::write(const std::filesystem::path& file, Existing existing) {
  if (!document_.complete() || cancelled_) return stopped();
  if (const QString wrong = problem(); !wrong.isEmpty()) {  // a face may have been muted since it began
    notices().fail(wrong);
    return stopped();
  }
  ExportParents parents;
  for (const FaceEntry& entry : document_.state().faces) parents.push_back({entry.face, nullptr});
  setMade(toJson(typicalOf(plan())));
  thread_ =
      std::jthread([this, parents, plan = plan(), project = project(), file, existing](const std::stop_token& stop) {
        renderer_->stopWith(stop);
        const auto written = exportSheet(
                                 *keeper_, plan, facesOf(parents),
                                 [&](const Recipe& recipe) { return renderer_->render(recipe, parents); }, file,
                                 WriteOptions{.existing = existing}, project,
                                 [&](int done) { progressTo(0.95 * done / plan.layout.count); })
                                 .and_then([&](const Admission& admission) -> Result<std::filesystem::path> {
                                   if (admission.refusal) return tl::unexpected(*admission.refusal);
                                   warn(admission.warnings);
                                   return file;
                                 });
        QMetaObject::invokeMethod(
            this, [this, written] { ended(written); }, Qt::QueuedConnection);
      });
}

void SheetExportModel::cancel() {
  cancelled_ = true;
  thread_.request_stop();
}

void SheetExportModel::close() {
  cancel();
  if (thread_.joinable()) thread_.join();
}

}  // namespace mien
