#include "app/document/photo_finder.h"

#include <QFileInfo>

#include "app/document/carried_project.h"
#include "app/document/in_background.h"
#include "app/model/notices.h"
#include "app/model/preferences.h"
#include "app/model/to_gui.h"
#include "app/paths.h"

namespace mien {
namespace {

std::filesystem::path pathOf(const QString& file) {
  return std::filesystem::path(file.toStdU16String());
}

QString letterOf(int slot) {
  return QString::fromStdString(capitalOf(static_cast<std::size_t>(slot)));
}

}  // namespace

PhotoFinder::PhotoFinder(Studio& studio, MixDocument& document, Notices& notices, Preferences& preferences)
    : studio_(studio), document_(document), notices_(notices), preferences_(preferences) {}

PhotoFinder::~PhotoFinder() {
  token_->store(true);
}

std::optional<PhotoFinder::Lacking> PhotoFinder::lackingAt(std::size_t slot) const {
  const auto& faces = document_.state().faces;
  if (slot >= faces.size()) return std::nullopt;
  const FaceEntry& entry = faces[slot];
  if (!entry.project || entry.opened) return std::nullopt;
  const auto* photo = std::get_if<PhotoFaceRef>(&entry.project->ref);
  if (photo == nullptr) return std::nullopt;
  return Lacking{entry.project->ref, {photo->digest, entry.project->photoBytes}};
}

void PhotoFinder::searchAround(const QUrl& project) {
  token_->store(true);
  token_ = std::make_shared<std::atomic<bool>>(false);
  for (std::size_t slot = 0; slot < document_.state().faces.size(); ++slot) {
    const auto lacking = lackingAt(slot);
    if (!lacking) continue;
    PhotoPlaces places;
    const QString place = preferences_.placeOfPhoto(QString::fromStdString(lacking->wanted.digest));
    if (!place.isEmpty()) places.files.push_back(pathOf(place));
    for (const QUrl& recent : preferences_.recentPhotos()) places.files.push_back(pathOf(recent.toLocalFile()));
    if (project.isLocalFile()) places.folders.push_back(pathOf(QFileInfo(project.toLocalFile()).absolutePath()));
    places.folders.push_back(pathOf(preferences_.photoFolder().toLocalFile()));
    search(*lacking, std::move(places), {});
  }
}

void PhotoFinder::locateIn(int slot, const QUrl& folder) {
  const auto lacking = lackingAt(static_cast<std::size_t>(slot));
  if (!lacking || !folder.isLocalFile()) return;
  search(*lacking, {{}, {}, pathOf(folder.toLocalFile())},
         tr("The photograph of face %1 does not lie in %2: choose another folder, or the file itself.")
             .arg(letterOf(slot), QFileInfo(folder.toLocalFile()).fileName()));
  for (std::size_t other = 0; other < document_.state().faces.size(); ++other)  // the others' may lie beside it
    if (const auto also = lackingAt(other); also && also->wanted.digest != lacking->wanted.digest)
      search(*also, {{}, {}, pathOf(folder.toLocalFile())}, {});
}

void PhotoFinder::locateFile(int slot, const QUrl& file) {
  const auto lacking = lackingAt(static_cast<std::size_t>(slot));
  if (!lacking || !file.isLocalFile()) return;
  search(*lacking, {{pathOf(file.toLocalFile())}, {}, {}},
         tr("%1 is another photograph than the one of face %2: its content differs. Choose the original file.")
             .arg(file.fileName(), letterOf(slot)));
}

void PhotoFinder::search(const Lacking& lacking, PhotoPlaces places, const QString& otherwise) {
  setSearching(+1);
  const auto work = [wanted = lacking.wanted, places = std::move(places), token = token_] {
    return findPhoto(wanted, places, token);
  };
  inBackground(threads_, this, work, [this, otherwise, token = token_](std::optional<std::filesystem::path> found) {
    setSearching(-1);
    if (token->load()) return;
    if (found && !otherwise.isEmpty()) preferences_.addRecentPhoto(shownPath(*found));
    if (found) return open(*found);
    if (!otherwise.isEmpty()) notices_.fail(otherwise);
  });
}

void PhotoFinder::open(const std::filesystem::path& file) {
  const QUrl url = QUrl::fromLocalFile(shownPath(file));
  studio_.openPhoto(file, token_, toGui<OpenedPhoto>(this, [this, url](Result<OpenedPhoto> opened) {
                      photoOpened(url, std::move(opened));
                    }));
}

void PhotoFinder::photoOpened(const QUrl& file, Result<OpenedPhoto> opened) {
  if (!opened) return notices_.fail(opened.error());
  const auto shared = std::make_shared<const OpenedPhoto>(std::move(*opened));
  for (std::size_t slot = 0; slot < document_.state().faces.size(); ++slot) {
    const auto lacking = lackingAt(slot);
    if (!lacking || lacking->wanted.digest != shared->photo->digest) continue;
    FaceEntry entry = document_.state().faces[slot];
    entry.file = file;
    if (entry.label == labelByDigest(lacking->wanted.digest)) entry.label = file.fileName();
    entry.opened = shared;
    preferences_.rememberPhoto(QString::fromStdString(lacking->wanted.digest), file.toLocalFile());
    const bool proven = entry.face && entry.face->ownKey().empty();
    proven ? document_.faceFound(lacking->ref, entry) : prepare(lacking->ref, entry);
  }
}

void PhotoFinder::prepare(const FaceRef& ref, const FaceEntry& entry) {
  studio_.prepareFace(entry.opened->photo, std::get<PhotoFaceRef>(ref), token_,
                      toGui<FacePtr>(this, [this, ref, found = entry](Result<FacePtr> face) mutable {
                        if (!face) return notices_.fail(face.error());
                        found.face = std::move(*face);
                        document_.faceFound(ref, found);
                      }));
}

void PhotoFinder::setSearching(int by) {
  searching_ += by;
  Q_EMIT searchingChanged();
}

}  // namespace mien
