#include "app/model/film_export_model.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

#include "app/document/face_changes.h"
#include "app/document/in_background.h"
#include "app/ffmpeg_setting.h"
#include "app/model/jobs_model.h"
#include "app/model/notices.h"
#include "app/paths.h"
#include "core/blend/timeline_start.h"
#include "core/export/film_export.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr double kShortest = 0.1;  // s
constexpr double kLongest = 600;

QString textOf(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Easing easingOf(FilmExportModel::Ease ease) {
  switch (ease) {
    case FilmExportModel::Linear:
      return Easing::Linear;
    case FilmExportModel::Smooth:
      return Easing::Smooth;
    case FilmExportModel::Eased:
      break;
  }
  return Easing::EaseInOut;
}

bool isPhotograph(const FaceEntry& entry) {
  return entry.face && std::holds_alternative<PhotoFaceRef>(entry.face->ref());
}

bool fileIsThere(const FaceEntry& entry) {
  return QFileInfo::exists(entry.file.toLocalFile());
}

bool photographIsThere(const FaceEntry& entry) {
  return fileIsThere(entry) || (entry.opened && entry.opened->file);
}

}  // namespace

FilmExportModel::FilmExportModel(MixDocument& document, JobsModel& jobs, Notices& notices, Preferences& preferences,
                                 TimelineOf timelineOf, QObject* parent)
    : OutputChoice(document, preferences, u"film/"_s, QStandardPaths::MoviesLocation, parent),
      document_(document),
      jobs_(jobs),
      notices_(notices),
      timelineOf_(std::move(timelineOf)),
      format_(filmFormatById(remembered(u"format"_s, {}).toString().toStdString()).value_or(FilmFormat::Mp4H264)),
      quality_(std::clamp(remembered(u"quality"_s, 80).toInt(), 1, 100)) {
  setSize(remembered(u"size"_s, 512).toInt());
  setSeconds(remembered(u"seconds"_s, 3).toDouble());
  setHold(remembered(u"hold"_s, 0.5).toDouble());
  setFramesPerSecond(remembered(u"rate"_s, 25).toInt());
  connect(&jobs_, &JobsModel::problemChanged, this, &FilmExportModel::choicesChanged);
}

FilmExportModel::~FilmExportModel() = default;

QString FilmExportModel::suffix() const {
  return textOf(infoOf(format_).extension);
}

QStringList FilmExportModel::formats() const {
  QStringList labels;
  for (const FilmFormatInfo& info : filmFormats()) labels.append(textOf(info.label));
  return labels;
}

bool FilmExportModel::moves() const {
  return timelineOf_(engine_).has_value();
}

bool FilmExportModel::canBeLarge() const {
  constexpr int kMiddle = 512;
  const auto& faces = document_.state().faces;
  return std::any_of(faces.begin(), faces.end(),
                     [](const FaceEntry& entry) { return entry.face && entry.face->crop().width() > kMiddle; });
}

void FilmExportModel::setFormat(int format) {
  const auto all = filmFormats();
  if (format < 0 || format >= static_cast<int>(all.size()) || format == this->format()) return;
  format_ = all[static_cast<std::size_t>(format)].format;
  remember(u"format"_s, textOf(infoOf(format_).id));
  Q_EMIT choicesChanged();
}

void FilmExportModel::setWhere(Where where) {
  choose(where_, where);
}
void FilmExportModel::setSize(int size) {
  if (size == 256 || size == 512 || size == 1024) choose(size_, size, u"size"_s);
}
void FilmExportModel::setQuality(int quality) {
  choose(quality_, std::clamp(quality, 1, 100), u"quality"_s);
}
void FilmExportModel::setSeconds(double seconds) {
  choose(seconds_, std::clamp(seconds, kShortest, kLongest), u"seconds"_s);
}
void FilmExportModel::setHold(double seconds) {
  choose(hold_, std::clamp(seconds, 0.0, kLongest), u"hold"_s);
}
void FilmExportModel::setFramesPerSecond(int rate) {
  if (std::find(std::begin(kFrameRates), std::end(kFrameRates), rate) == std::end(kFrameRates)) return;
  choose(framesPerSecond_, rate, u"rate"_s);
}
void FilmExportModel::setEase(Ease ease) {
  choose(ease_, ease);
}
void FilmExportModel::setRepeat(RepeatOf repeat) {
  choose(repeat_, repeat);
}
void FilmExportModel::setEvenPace(bool even) {
  choose(evenPace_, even);
}

void FilmExportModel::prepare() {
  renewMoment();
  const auto& faces = document_.state().faces;
  if (const auto face = faceOf(static_cast<Placement>(where_)); face && (*face >= faces.size() || !faces[*face].opened))
    where_ = Crop;
  if (wouldOverwrite()) takeFreeName();
  lookForFfmpeg();
  Q_EMIT choicesChanged();
}

void FilmExportModel::lookForFfmpeg() {
  inBackground(
      looking_, this, [] { return findFfmpeg(); },
      [this, look = ++looked_](const Result<Ffmpeg>& found) {
        if (look == looked_) ffmpegFound(found);
      });
}

void FilmExportModel::ffmpegFound(const Result<Ffmpeg>& ffmpeg) {
  ffmpegProblem_ = ffmpeg ? QString() : QString::fromStdString(ffmpeg.error().message);
  formatProblems_.clear();
  for (const FilmFormatInfo& info : filmFormats()) {
    QString problem;
    if (!ffmpeg && info.format != FilmFormat::PngSequence) problem = tr("needs ffmpeg");
    if (ffmpeg) {
      if (const auto able = checkEncoders(*ffmpeg, info.format); !able) problem = tr("ffmpeg lacks its encoder");
    }
    formatProblems_.append(problem);
  }
  Q_EMIT choicesChanged();
}

bool FilmExportModel::ffmpegIsWanted() const {
  const bool lacking = !ffmpegProblem_.isEmpty() || !formatProblems_.value(format()).isEmpty();
  return lacking && format_ != FilmFormat::PngSequence && qEnvironmentVariableIsEmpty("MIEN_FFMPEG");
}

bool FilmExportModel::ffmpegWasChosen() const {
  return !ffmpegSetting().empty();
}

void FilmExportModel::chooseFfmpeg(const QUrl& program) {
  setFfmpegSetting(pathFrom(program.toLocalFile()));
  lookForFfmpeg();
}

bool FilmExportModel::isTaken(const QString& path) const {
  return OutputChoice::isTaken(path) || jobs_.willWrite(path);
}

Timeline FilmExportModel::timeline() const {
  const auto placement = static_cast<Placement>(where_);
  if (auto own = timelineOf_(engine_)) {
    own->base.size = size();
    own->base.placement = placement;
    return *own;
  }
  return timelineThroughAll(document_.job(engine_, size(), placement).recipe, {.seconds = seconds_,
                                                                               .hold = hold_,
                                                                               .framesPerSecond = framesPerSecond_,
                                                                               .easing = easingOf(ease_),
                                                                               .repeat = static_cast<Repeat>(repeat_),
                                                                               .evenPace = evenPace_});
}

FilmSpec FilmExportModel::spec() const {
  FilmSpec spec{.timeline = timeline(), .photographs = {}, .format = format_, .quality = quality_, .frames = {}};
  for (const FaceEntry& entry : document_.state().faces)
    spec.photographs.push_back(isPhotograph(entry) ? pathFrom(entry.file.toLocalFile()) : std::filesystem::path());
  spec.project = project();
  return spec;
}

QString FilmExportModel::summary() const {
  if (!document_.complete()) return {};
  const Timeline held = heldTimeline(spec());
  const auto frames = filmFrameCount(held);
  const QString length = QString::number(static_cast<double>(frames) / held.framesPerSecond, 'f', 1);
  const QString text = tr("%1 frames, %2 s at %3 frames/s").arg(frames).arg(length).arg(held.framesPerSecond);
  const bool whitened = where_ == Crop && held.base.surroundings == Surroundings::None && !infoOf(format_).alpha;
  return whitened ? tr("%1, on white").arg(text) : text;
}

QString FilmExportModel::problem() const {
  if (!jobs_.problem().isEmpty()) return jobs_.problem();
  if (!ffmpegProblem_.isEmpty() && format_ != FilmFormat::PngSequence) return ffmpegProblem_;
  const int format = this->format();
  if (format < formatProblems_.size() && !formatProblems_[format].isEmpty())
    return tr("%1 can't be made: %2. Choose another format, or install Debian's ffmpeg (apt install ffmpeg).")
        .arg(formats()[format], formatProblems_[format]);
  const auto& faces = document_.state().faces;
  if (!moves() && anyLocked(document_.state()))
    return tr(
        "A locked face would have to move in this film: unlock it in its row at the left first, or set keyframes.");
  const auto home = faceOf(static_cast<Placement>(where_));
  if (home && *home < faces.size() && isPhotograph(faces[*home]) && !photographIsThere(faces[*home]))
    return tr("The photograph of face %1 is no longer where it was: open it again, or export the face alone.")
        .arg(QString::fromStdString(capitalOf(*home)));
  return {};
}

QString FilmExportModel::replaceText() const {
  const auto frames = QFileInfo(path()).isDir() ? QDir(path()).entryList(QDir::Files).size() : 0;
  if (frames == 0) return OutputChoice::replaceText();
  const QString what = frames == 1 ? tr("its frame") : tr("its %1 frames").arg(frames);
  return tr("The folder %1 is there already: replacing it removes %2.").arg(fileName(), what);
}

QString FilmExportModel::replaceProblem() const {
  FilmSpec agreed = spec();
  agreed.overwrite = true;
  const auto free = checkFilmOutput(agreed, pathFrom(path()));
  return free ? QString() : QString::fromStdString(free.error().message);
}

void FilmExportModel::start(bool overwrite) {
  if (!document_.complete()) return;
  for (const QString& wrong : {nameProblem(), problem()})
    if (!wrong.isEmpty()) return notices_.fail(wrong);
  if (wouldOverwrite()) {
    if (!overwrite) return notices_.fail(tr("%1 is there already: choose another name or replace it.").arg(fileName()));
    if (const QString wrong = replaceProblem(); !wrong.isEmpty()) return notices_.fail(wrong);
  }
  document_.whenBalanced(this, [this, overwrite, output = pathFrom(path())] { add(output, overwrite); });
}

void FilmExportModel::add(const std::filesystem::path& output, bool overwrite) {
  if (!document_.complete()) return;
  FilmOrder order{.spec = spec(), .output = output, .photographs = {}, .saved = {}};
  order.spec.overwrite = overwrite;
  for (const FaceEntry& entry : document_.state().faces) {
    const bool nowhere = isPhotograph(entry) && !fileIsThere(entry);
    order.photographs.push_back(nowhere && entry.opened ? entry.opened->file : nullptr);
    // Of a project that keeps faces alone: what is mixed and exported as a picture makes a film too.
    order.saved.push_back(nowhere && !order.photographs.back() ? entry.face : nullptr);
  }
  jobs_.add(std::move(order));
}

}  // namespace mien
