#include "app/model/preferences.h"

#include <QFileInfo>
#include <QGuiApplication>
#include <QScreen>
#include <algorithm>
#include <array>

#include "app/photo_places.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr int kMostRecent = 12;
const QString kRecent = QString::fromLatin1(kRecentPhotos);
const QString kFolder = u"photos/folder"_s;
constexpr int kMostProjects = 8;
constexpr int kMostPlaces = 300;
const QString kPlaces = QString::fromLatin1(kPhotoPlaces);
const QString kProjects = u"projects/recent"_s;
const QString kProjectFolder = u"projects/folder"_s;
const QString kGeometry = u"window/geometry"_s;
const QString kMaximised = u"window/maximised"_s;
const QString kLandmarks = u"window/landmarks"_s;
const QString kTimelineOpen = u"timeline/open"_s;
const QString kTimelineHeight = u"timeline/height"_s;
const QString kExportKind = u"export/kind"_s;
const QString kInterfaceSize = u"window/interfaceSize"_s;
constexpr std::array kInterfaceSizes{80, 90, 100, 110, 125, 150, 175, 200};  // percent
constexpr int kTimelineHeights[] = {120, 184, 1200};                         // least, at first, most
constexpr QRect kNowhere{-100'000, 0, 1280, 800};                            // of the first start: on no screen

/// The screens that are there, of `factor` times as many units each.
QList<QRect> screensInUnits(double factor) {
  QList<QRect> screens;
  for (const QScreen* screen : QGuiApplication::screens()) {
    const QRect whole = screen->geometry();
    screens.append(QRect(whole.topLeft(), (QSizeF(whole.size()) * factor).toSize()));
  }
  return screens;
}

/// The one of which the window covers most.
QRect screenOf(const QRect& window, const QList<QRect>& screens) {
  const auto shared = [&](const QRect& screen) {
    const QRect both = screen & window;
    return qint64{both.width()} * both.height();
  };
  return *std::max_element(screens.begin(), screens.end(),
                           [&](const QRect& a, const QRect& b) { return shared(a) < shared(b); });
}

}  // namespace

Preferences::Preferences(QObject* parent) : QObject(parent) {
  connect(&missing_, &MissingFiles::changed, this, &Preferences::recentPhotosChanged);
  connect(&missing_, &MissingFiles::changed, this, &Preferences::recentProjectsChanged);
  connect(&missing_, &MissingFiles::changed, this, &Preferences::photoFolderChanged);
  lookForRecentFiles();
}

void Preferences::lookForRecentFiles() {
  missing_.look(settings_.value(kRecent).toStringList() + settings_.value(kProjects).toStringList() +
                QStringList{settings_.value(kFolder).toString(), settings_.value(kProjectFolder).toString()});
}

QList<QUrl> Preferences::thoseThere(const QString& key) const {
  QList<QUrl> out;
  for (const QString& path : settings_.value(key).toStringList())
    if (!missing_.has(path)) out.append(QUrl::fromLocalFile(path));
  return out;
}

QUrl Preferences::folder(const QString& key, QStandardPaths::StandardLocation otherwise) const {
  const QString saved = settings_.value(key).toString();
  return QUrl::fromLocalFile(saved.isEmpty() || missing_.has(saved) ? QStandardPaths::writableLocation(otherwise)
                                                                    : saved);
}

QList<QUrl> Preferences::recentPhotos() const {
  return thoseThere(kRecent);
}

QStringList Preferences::menuOf(const QList<QUrl>& photos) const {
  QStringList out;
  for (const QUrl& photo : photos) out.append(photo.fileName());
  out.append(tr("Clear this list"));
  return out;
}

QUrl Preferences::photoFolder() const {
  return folder(kFolder, QStandardPaths::PicturesLocation);
}

QRectF Preferences::windowGeometry(const QSizeF& least) const {
  QList<QRect> screens;
  for (const QScreen* screen : QGuiApplication::screens()) screens.append(screen->availableGeometry());
  const QRectF saved = settings_.value(kGeometry).toRectF();
  if (saved.isEmpty()) return firstPlace(screens);
  const double scale = shownScale();
  QRectF window = inUnits(saved, 1 / scale, screensInUnits(scale));
  window.setSize(window.size().expandedTo(least));
  return placed(window.toRect(), screens);
}

bool Preferences::windowMaximised() const {
  return settings_.value(kMaximised, false).toBool();
}

QRect Preferences::firstPlace(const QList<QRect>& screens) {
  // px, the most that desktops put above a window: none says how much before it is there.
  constexpr int kTitleBar = 40;
  QRect window = placed(kNowhere, screens);
  if (screens.isEmpty()) return window;
  const QRect screen = screenOf(window, screens);
  window.setHeight(std::min(window.height(), screen.height() - kTitleBar));
  window.moveCenter(screen.center());
  window.moveTop(std::max(window.top(), screen.top() + kTitleBar));
  return window;
}

QRect Preferences::placed(QRect window, const QList<QRect>& screens) {
  if (screens.isEmpty()) return window;
  const QRect screen = screenOf(window, screens);
  window.setSize(window.size().boundedTo(screen.size()));
  if (!window.intersects(screen)) window.moveCenter(screen.center());
  window.moveRight(std::min(window.right(), screen.right()));
  window.moveBottom(std::min(window.bottom(), screen.bottom()));
  window.moveLeft(std::max(window.left(), screen.left()));
  window.moveTop(std::max(window.top(), screen.top()));
  return window;
}

QRectF Preferences::inUnits(const QRectF& window, double factor, const QList<QRect>& screens) {
  const QPointF corner = screens.isEmpty() ? QPoint() : screenOf(window.toRect(), screens).topLeft();
  return {corner + (window.topLeft() - corner) * factor, window.size() * factor};
}

bool Preferences::landmarksShown() const {
  return settings_.value(kLandmarks, true).toBool();
}

void Preferences::setLandmarksShown(bool shown) {
  if (shown == landmarksShown()) return;
  settings_.setValue(kLandmarks, shown);
  Q_EMIT landmarksShownChanged();
}

bool Preferences::timelineOpen() const {
  return settings_.value(kTimelineOpen, false).toBool();
}

void Preferences::setTimelineOpen(bool open) {
  if (open == timelineOpen()) return;
  settings_.setValue(kTimelineOpen, open);
  Q_EMIT timelineChanged();
}

int Preferences::timelineHeight() const {
  const int saved = settings_.value(kTimelineHeight, kTimelineHeights[1]).toInt();
  return std::clamp(saved, kTimelineHeights[0], kTimelineHeights[2]);
}

void Preferences::setTimelineHeight(int height) {
  if (height == timelineHeight()) return;
  settings_.setValue(kTimelineHeight, height);
  Q_EMIT timelineChanged();
}

Preferences::ExportKind Preferences::exportKind() const {
  return static_cast<ExportKind>(std::clamp<int>(settings_.value(kExportKind, Picture).toInt(), Picture, ContactSheet));
}

void Preferences::setExportKind(ExportKind kind) {
  if (kind == exportKind()) return;
  settings_.setValue(kExportKind, static_cast<int>(kind));
  Q_EMIT exportKindChanged();
}

void Preferences::addRecentPhoto(const QString& path) {
  settings_.sync();  // what another process erased must not come back
  QStringList list = settings_.value(kRecent).toStringList();
  list.removeAll(path);
  list.prepend(path);
  settings_.setValue(kRecent, QStringList(list.mid(0, kMostRecent)));
  settings_.setValue(kFolder, QFileInfo(path).absolutePath());
  missing_.isThere(path);
  missing_.isThere(QFileInfo(path).absolutePath());
  Q_EMIT recentPhotosChanged();
  Q_EMIT photoFolderChanged();
}

void Preferences::clearRecentPhotos() {
  settings_.remove(kRecent);
  Q_EMIT recentPhotosChanged();
}

void Preferences::rememberPhoto(const QString& digest, const QString& path) {
  settings_.sync();  // as above
  QStringList list = settings_.value(kPlaces).toStringList();
  list.removeIf([&](const QString& line) { return line.startsWith(digest); });
  list.prepend(digest + u' ' + path);
  settings_.setValue(kPlaces, QStringList(list.mid(0, kMostPlaces)));
}

QString Preferences::placeOfPhoto(const QString& digest) const {
  for (const QString& line : settings_.value(kPlaces).toStringList())
    if (line.startsWith(digest + u' ')) return line.mid(digest.size() + 1);
  return {};
}

QList<QUrl> Preferences::recentProjects() const {
  return thoseThere(kProjects);
}

QString Preferences::folderNameOf(const QUrl& file) const {
  return QFileInfo(QFileInfo(file.toLocalFile()).absolutePath()).fileName();
}

void Preferences::addRecentProject(const QString& path) {
  QStringList list = settings_.value(kProjects).toStringList();
  list.removeAll(path);
  list.prepend(path);
  settings_.setValue(kProjects, QStringList(list.mid(0, kMostProjects)));
  // A picture or film that was opened lies where outputs do, and projects are not saved there.
  if (path.endsWith(u".mien"_s, Qt::CaseInsensitive))
    settings_.setValue(kProjectFolder, QFileInfo(path).absolutePath());
  missing_.isThere(path);
  missing_.isThere(QFileInfo(path).absolutePath());
  Q_EMIT recentProjectsChanged();
}

void Preferences::clearRecentProjects() {
  settings_.remove(kProjects);
  Q_EMIT recentProjectsChanged();
}

QUrl Preferences::projectFolder() const {
  return folder(kProjectFolder, QStandardPaths::DocumentsLocation);
}

void Preferences::saveWindow(const QRectF& geometry, bool maximised) {
  settings_.setValue(kGeometry, inUnits(geometry, shownScale(), screensInUnits(1)));
  settings_.setValue(kMaximised, maximised);
}

int Preferences::interfaceSize() {
  const QSettings settings(QString::fromLatin1(kSettingsName), QString::fromLatin1(kSettingsName));
  const int chosen = settings.value(kInterfaceSize, 100).toInt();
  return std::find(kInterfaceSizes.begin(), kInterfaceSizes.end(), chosen) == kInterfaceSizes.end() ? 100 : chosen;
}

double Preferences::shownScale() {
  return std::max(0.1, qEnvironmentVariable("QT_SCALE_FACTOR", u"1"_s).toDouble());
}

int Preferences::leastInterfaceSize() {
  return qgetenv("QT_QUICK_BACKEND") == "software" ? 100 : kInterfaceSizes.front();
}

int Preferences::changeInterfaceSize(int steps, int most) {
  const auto last = static_cast<std::ptrdiff_t>(kInterfaceSizes.size()) - 1;
  const auto now = std::find(kInterfaceSizes.begin(), kInterfaceSizes.end(), interfaceSize()) - kInterfaceSizes.begin();
  auto next = std::clamp<std::ptrdiff_t>(now + steps, 0, last);
  while (next > 0 && kInterfaceSizes.at(static_cast<std::size_t>(next)) > most) --next;
  while (next < last && kInterfaceSizes.at(static_cast<std::size_t>(next)) < leastInterfaceSize()) ++next;
  const int size = kInterfaceSizes.at(static_cast<std::size_t>(next));
  QSettings(QString::fromLatin1(kSettingsName), QString::fromLatin1(kSettingsName)).setValue(kInterfaceSize, size);
  return size;
}

std::string Preferences::chosenModel() {
  return QSettings().value(u"model"_s).toString().toStdString();
}

void Preferences::setChosenModel(const QString& model) {
  QSettings().setValue(u"model"_s, model);
}

}  // namespace mien
