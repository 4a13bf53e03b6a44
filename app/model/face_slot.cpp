#include "app/model/face_slot.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <algorithm>
#include <cmath>

#include "app/document/in_background.h"
#include "app/model/images.h"
#include "app/model/notices.h"
#include "app/model/preferences.h"
#include "app/model/to_gui.h"
#include "core/blend/new_face.h"

namespace mien {
namespace {

using namespace Qt::StringLiterals;

constexpr double kLastSeed = 9007199254740991.0;  // 2^53 − 1

QPointF toUnit(Point p, const Image8& photo) {
  return {p.x / photo.width(), p.y / photo.height()};
}

QList<QPointF> toUnit(const FivePoints& p, const Image8& photo) {
  return {toUnit(p.rightEye, photo), toUnit(p.leftEye, photo), toUnit(p.nose, photo), toUnit(p.rightMouth, photo),
          toUnit(p.leftMouth, photo)};
}

FivePoints fromUnit(const QList<QPointF>& p, const Image8& photo) {
  const auto at = [&](int i) {
    return Point{static_cast<float>(p[i].x() * photo.width()), static_cast<float>(p[i].y() * photo.height())};
  };
  return {at(0), at(1), at(2), at(3), at(4)};
}

/// Where the points start when nothing was found: an upright face in the middle, half as high as the photo.
FivePoints middleOf(const Image8& photo) {
  const float side = 0.6F * static_cast<float>(std::min(photo.width(), photo.height()));
  const Point corner{(static_cast<float>(photo.width()) - side) / 2, (static_cast<float>(photo.height()) - side) / 2};
  const auto p = CropTemplate{}.points();
  const auto at = [&](std::size_t i) { return corner + p[i] * side; };
  return {at(0), at(1), at(2), at(3), at(4)};
}

/// What is wrong with points that were set by hand, so that the engine need not be asked; empty: nothing. From the eyes
/// down to the mouth the right one of a pair lies on one side, whichever way the head is turned.
QString problemOf(const FivePoints& p) {
  const Point down = (p.rightMouth + p.leftMouth) - (p.rightEye + p.leftEye);
  const auto exchanged = [&](Point right, Point left) {
    const Point across = left - right;
    return across.x * down.y - across.y * down.x < 0;
  };
  if (exchanged(p.rightEye, p.leftEye))
    return FaceSlot::tr("The points of the eyes are exchanged: drag each onto the other eye.");
  if (exchanged(p.rightMouth, p.leftMouth))
    return FaceSlot::tr("The points of the mouth's corners are exchanged: drag each onto the other corner.");
  return {};
}

/// The clipboard's picture as file bytes: as they came if the source offers a format that we read.
QByteArray pictureBytes(const QMimeData& data) {
  for (const QString& type : {u"image/png"_s, u"image/jpeg"_s, u"image/webp"_s, u"image/tiff"_s, u"image/bmp"_s})
    if (data.hasFormat(type)) return data.data(type);
  QByteArray bytes;
  if (data.hasImage()) {
    QBuffer buffer(&bytes);
    qvariant_cast<QImage>(data.imageData()).convertToFormat(QImage::Format_RGB32).save(&buffer, "BMP");
  }
  return bytes;
}

/// Which face it is; that its picture or its photograph was found makes it no other.
std::optional<FaceRef> refOf(const FaceEntry& entry) {
  if (entry.face) return entry.face->ref();
  return entry.project ? std::optional(entry.project->ref) : std::nullopt;
}

}  // namespace

FaceSlot::FaceSlot(int index, Studio& studio, MixDocument& document, Notices& notices, Preferences& preferences,
                   QObject* parent)
    : QObject(parent),
      index_(index),
      studio_(studio),
      document_(document),
      notices_(notices),
      preferences_(preferences) {
  connect(&document_, &MixDocument::changed, this, &FaceSlot::documentChanged);
  for (const auto asks : {&FaceSlot::choiceNeeded, &FaceSlot::pointsNeeded})
    connect(this, asks, this, [this] { asks_ = true; });
  connect(this, &FaceSlot::pointsRefused, this, [this] { asks_ = true; });
  connect(this, &FaceSlot::gaveUp, this, [this] { asks_ = false; });
}

double FaceSlot::seed() const {
  if (drawing_) return *drawing_;
  const FaceEntry& e = entry();
  if (e.face)
    if (const auto* ref = std::get_if<DrawnFaceRef>(&e.face->ref())) return static_cast<double>(ref->seed);
  return 100.0 * index_;
}

double FaceSlot::truncation() const {
  const FaceEntry& e = entry();
  const auto* ref = e.face ? std::get_if<DrawnFaceRef>(&e.face->ref()) : nullptr;
  return ref != nullptr ? ref->truncation : kNewTruncation;
}

void FaceSlot::setTruncation(double truncation) {
  if (!drawn() || truncation == this->truncation()) return;
  stop();
  draw({static_cast<std::uint64_t>(seed()), std::clamp(truncation, 0.0, 1.0)},
       [this](FaceEntry entry) { take(std::move(entry)); });
}

const FaceEntry& FaceSlot::entry() const {
  static const FaceEntry none;
  const auto& faces = document_.state().faces;
  const auto i = static_cast<std::size_t>(index_);
  return i < faces.size() ? faces[i] : none;
}

QString FaceSlot::caption() const {
  const FaceEntry& e = entry();
  if (!e.face) return {};
  if (drawn()) return tr("From the model");
  if (!e.opened) return tr("Saved in the project");
  const Photo& photo = *e.opened->photo;
  return u"%1 × %2  %3"_s.arg(photo.pixels.width())
      .arg(photo.pixels.height())
      .arg(QString::fromStdString(photo.format));
}

QList<QPointF> FaceSlot::landmarks() const {
  QList<QPointF> out;
  if (shown_.face)
    for (const Point& p : shown_.face->cropLandmarks()) out.append({p.x, p.y});
  return out;
}

int FaceSlot::facesInPhoto() const {
  return entry().opened ? static_cast<int>(entry().opened->faces.size()) : 0;
}

void FaceSlot::openFile(const QUrl& file) {
  if (!file.isLocalFile())
    return notices_.fail(tr("Can't open %1: save it to a folder first.").arg(file.toDisplayString()));
  const QString path = file.toLocalFile();
  const QString name = QFileInfo(path).fileName();
  const CancelToken token = begin(tr("Reading %1").arg(name));
  studio_.openPhoto(std::filesystem::path(path.toStdU16String()), token,
                    toGui<OpenedPhoto>(this, [this, path, name, request = request_](Result<OpenedPhoto> result) {
                      if (!isCurrent(request)) return;
                      if (result) {
                        preferences_.addRecentPhoto(path);
                        preferences_.rememberPhoto(QString::fromStdString(result->photo->digest), path);
                      }
                      opened(std::move(result), name, QUrl::fromLocalFile(path));
                    }));
}

void FaceSlot::paste() {
  const QMimeData* data = QGuiApplication::clipboard()->mimeData();
  const QList<QUrl> files = data ? data->urls() : QList<QUrl>();
  if (!files.isEmpty() && files.constFirst().isLocalFile()) return openFile(files.constFirst());
  const QByteArray bytes = data ? pictureBytes(*data) : QByteArray();
  if (bytes.isEmpty())
    return notices_.fail(tr("The clipboard holds no picture: copy a picture or an image file first."));
  openBytes(bytes);
}

void FaceSlot::openBytes(const QByteArray& bytes) {
  const QString name = tr("Clipboard");
  const CancelToken token = begin(tr("Reading the clipboard"));
  studio_.openBytes({bytes.begin(), bytes.end()}, tr("the clipboard's picture").toStdString(), token,
                    toGui<OpenedPhoto>(this, [this, name, request = request_](Result<OpenedPhoto> result) {
                      if (isCurrent(request)) opened(std::move(result), name);
                    }));
}

void FaceSlot::opened(Result<OpenedPhoto> result, const QString& label, const QUrl& file) {
  if (!result) {
    finish();
    notices_.fail(result.error());
    return Q_EMIT gaveUp();
  }
  look({nullptr, std::make_shared<const OpenedPhoto>(std::move(*result)), label, file, nullptr}, [this] {
    const std::size_t count = editing_.opened->faces.size();
    if (count == 1) return choose(0);
    if (count > 1) {
      Q_EMIT choiceNeeded();
      return;
    }
    Q_EMIT pointsNeeded();  // the editor says why
  });
}

void FaceSlot::look(const FaceEntry& entry, std::function<void()> then) {
  inBackground(
      threads_, this, [opened = entry.opened] { return viewsOf(*opened); },
      [this, entry, then = std::move(then), request = request_](PhotoViews views) {
        if (!isCurrent(request)) return;
        finish();
        edit(entry, std::move(views));
        then();
      });
}

void FaceSlot::edit(const FaceEntry& entry, PhotoViews views) {
  editing_ = {nullptr, entry.opened, entry.label, entry.file, nullptr};
  const Image8& pixels = editing_.opened->photo->pixels;
  photo_ = std::move(views.photo);
  found_.show(std::move(views.found));
  const auto* ref = entry.face ? std::get_if<PhotoFaceRef>(&entry.face->ref()) : nullptr;
  const auto& faces = editing_.opened->faces;
  if (ref && ref->anchors) {
    anchors_ = toUnit(*ref->anchors, pixels);
  } else if (!faces.empty()) {
    const std::size_t i = ref ? static_cast<std::size_t>(ref->index) : 0;
    anchors_ = toUnit(fivePoints(faces[std::min(i, faces.size() - 1)].landmarks), pixels);
  } else {
    anchors_ = toUnit(middleOf(pixels), pixels);
  }
  Q_EMIT photoChanged();
}

void FaceSlot::choose(int face) {
  if (!editing_.opened || face < 0 || face >= found_.count()) return;
  prepare({editing_.opened->photo->digest, face, std::nullopt});
}

void FaceSlot::chooseAgain() {
  lookAgain([this] { Q_EMIT choiceNeeded(); });
}

void FaceSlot::editPoints() {
  lookAgain([this] { Q_EMIT pointsNeeded(); });
}

void FaceSlot::lookAgain(std::function<void()> then) {
  if (!entry().opened) return;
  begin(tr("Reading %1").arg(label()));  // what is on its way ends, or would take the photo's place below the chooser
  look(entry(), std::move(then));
}

void FaceSlot::applyPoints(const QList<QPointF>& points) {
  if (!editing_.opened || points.size() != 5) return;
  const Photo& photo = *editing_.opened->photo;
  anchors_ = points;
  Q_EMIT photoChanged();
  const FivePoints set = fromUnit(points, photo.pixels);
  if (const QString problem = problemOf(set); !problem.isEmpty()) return Q_EMIT pointsRefused(problem);
  prepare({photo.digest, 0, set});
}

void FaceSlot::prepare(PhotoFaceRef ref) {
  const CancelToken token = begin(tr("Aligning the face"));
  FaceEntry entry = editing_;
  const bool byHand = ref.anchors.has_value();
  studio_.prepareFace(entry.opened->photo, std::move(ref), token,
                      toGui<FacePtr>(this, [this, entry, byHand, request = request_](Result<FacePtr> face) mutable {
                        if (!isCurrent(request)) return;
                        finish();
                        if (!face) {
                          if (byHand && face.error().kind == ErrorKind::Input)
                            return Q_EMIT pointsRefused(tr("%1 Or a point is not where it belongs: put it right.")
                                                            .arg(QString::fromStdString(face.error().message)));
                          notices_.fail(face.error());
                          // Or the photo would be lost, and the points.
                          return byHand ? Q_EMIT pointsNeeded() : Q_EMIT gaveUp();
                        }
                        entry.face = *face;
                        take(std::move(entry));
                      }));
}

void FaceSlot::drawFace(double seed) {
  const double whole = std::clamp(std::round(seed), 0.0, kLastSeed);
  if (drawing_ == whole) return;
  stop();
  if (drawn() && whole == this->seed()) return;
  draw({static_cast<std::uint64_t>(whole), truncation()}, [this](FaceEntry entry) { take(std::move(entry)); });
}

void FaceSlot::draw(const DrawnFaceRef& ref, std::function<void(FaceEntry)> take) {
  const QString number = QString::number(ref.seed);
  const CancelToken token = begin(tr("Drawing face %1").arg(number), static_cast<double>(ref.seed));
  studio_.drawFace(ref, token, toGui<FacePtr>(this, [this, number, take, request = request_](Result<FacePtr> face) {
                     if (!isCurrent(request)) return;
                     finish();
                     if (!face) return notices_.fail(face.error());
                     take({*face, nullptr, tr("Drawn face %1").arg(number), {}, nullptr});
                   }));
}

void FaceSlot::take(FaceEntry entry) {
  taking_ = true;
  document_.setFace(index_, std::move(entry));
  taking_ = false;
}

CancelToken FaceSlot::begin(const QString& busyText, std::optional<double> drawing) {
  asks_ = false;
  if (token_) token_->store(true);
  ++request_;
  token_ = std::make_shared<std::atomic<bool>>(false);
  setBusy(busyText, drawing);
  return token_;
}

void FaceSlot::finish() {
  setBusy({}, std::nullopt);
}

void FaceSlot::stop() {
  if (busy()) begin({});
}

void FaceSlot::cancel() {
  if (!busy()) return;
  stop();
  Q_EMIT gaveUp();
}

void FaceSlot::drop() {
  stop();
  asks_ = false;
  if (!editing_.opened) return;
  editing_ = {};
  Q_EMIT photoChanged();  // closes the chooser and the points editor
}

void FaceSlot::setBusy(const QString& text, std::optional<double> drawing) {
  busyText_ = text;
  drawing_ = drawing;
  Q_EMIT busyChanged();
  Q_EMIT seedChanged();
}

void FaceSlot::documentChanged() {
  if (shown_ == entry()) return;
  // Swapped, removed or undone: what is on its way was meant for the face that stood here.
  if (!taking_ && refOf(shown_) != refOf(entry())) {
    if (busy()) notices_.tell(tr("What was on its way to face %1 was let go: another stands there now.").arg(letter()));
    drop();
  }
  shown_ = entry();
  crop_ = shown_.face ? viewOf(shown_.face->crop(), shown_.face) : QImage();
  Q_EMIT faceChanged();
  Q_EMIT seedChanged();
}

}  // namespace mien
