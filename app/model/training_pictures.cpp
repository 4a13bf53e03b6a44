#include "app/model/training_pictures.h"

#include <utility>

#include "app/document/in_background.h"
#include "app/model/images.h"
#include "app/model/preferences.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

const QString kFolder = u"trainingFaces"_s;
constexpr int kSide = 128;

}  // namespace

/// What the thread found.
struct TrainingPictures::Read {
  std::shared_ptr<const TrainingPhotographs> photographs;
  std::map<std::int64_t, QImage> pictures;
  QString problem;
};

TrainingPictures::TrainingPictures(Preferences& preferences, QObject* parent)
    : QObject(parent), preferences_(preferences) {}

QUrl TrainingPictures::folder() const {
  return preferences_.value(kFolder, {}).toUrl();
}

QString TrainingPictures::folderName() const {
  return folder().isEmpty() ? QString() : folder().fileName();
}

void TrainingPictures::setFolder(const QUrl& folder) {
  if (folder == this->folder()) return;
  preferences_.setValue(kFolder, folder);
  photographs_.reset();
  pictures_.clear();
  problem_.clear();
  Q_EMIT changed();
  read();
}

void TrainingPictures::show(const std::vector<NearestKnown>& faces) {
  wanted_ = faces;
  read();
}

QImage TrainingPictures::of(const NearestKnown& face) const {
  const auto found = pictures_.find(face.number);
  return found != pictures_.end() ? found->second : QImage();
}

void TrainingPictures::read() {
  ++request_;
  if (folder().isEmpty() || wanted_.empty()) return;
  const auto work = [folder = folder().toLocalFile().toStdString(), photographs = photographs_, wanted = wanted_] {
    Read read{photographs, {}, {}};
    if (!read.photographs) {
      auto opened = TrainingPhotographs::open(folder);
      if (!opened) return Read{nullptr, {}, QString::fromStdString(opened.error().message)};
      read.photographs = std::make_shared<const TrainingPhotographs>(std::move(*opened));
    }
    for (const NearestKnown& face : wanted) {
      auto picture = read.photographs->pictureOf(face, kSide);
      if (!picture) return Read{read.photographs, {}, QString::fromStdString(picture.error().message)};
      if (*picture) read.pictures[face.number] = toQImage(std::move(**picture));
    }
    return read;
  };
  inBackground(threads_, this, work, [this, request = request_](const Read& read) {
    if (request != request_) return;
    photographs_ = read.photographs;
    pictures_ = read.pictures;
    problem_ = read.problem;
    Q_EMIT changed();
  });
}

}  // namespace mien
