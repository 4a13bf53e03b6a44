#include "app/model/enrolment.h"

#include <QFileInfo>
#include <algorithm>
#include <utility>

#include "app/document/in_background.h"
#include "app/model/to_gui.h"
#include "core/gate/facts.h"
#include "core/gate/protection.h"

namespace mien {
namespace {

/// What the shipped policy takes for no face at all: a number made of it would protect nobody.
constexpr double kLeastFace = 0.05;

}  // namespace

Enrolment::Enrolment(Studio& studio, std::shared_ptr<Gatekeeper> keeper)
    : studio_(studio), keeper_(std::move(keeper)) {}

Enrolment::~Enrolment() = default;

QString Enrolment::nameOf(std::size_t photo) const {
  return QFileInfo(files_[photo].toLocalFile()).fileName();
}

QStringList Enrolment::photos() const {
  QStringList names;
  for (std::size_t i = 0; i < files_.size(); ++i) names += nameOf(i);
  return names;
}

double Enrolment::progress() const {
  return busy() ? static_cast<double>(seen_.size()) / static_cast<double>(std::max<std::size_t>(1, files_.size())) : 0;
}

void Enrolment::addPhotos(const QList<QUrl>& files) {
  if (busy()) return;
  problem_.clear();
  for (const QUrl& file : files) {
    if (!file.isLocalFile())
      problem_ = tr("Can't open %1: save it to a folder first.").arg(file.toDisplayString());
    else if (std::find(files_.begin(), files_.end(), file) == files_.end())
      files_.push_back(file);
  }
  Q_EMIT photosChanged();
  Q_EMIT changed();
}

void Enrolment::leaveOut(int photo) {
  if (busy() || photo < 0 || static_cast<std::size_t>(photo) >= files_.size()) return;
  files_.erase(files_.begin() + photo);
  problem_.clear();
  Q_EMIT photosChanged();
  Q_EMIT changed();
}

void Enrolment::start(const QString& name, const QString& note) {
  if (busy()) return;
  name_ = name.trimmed();
  note_ = note.trimmed();
  if (name_.isEmpty()) return fail(tr("A protected person needs a name: give one."));
  if (files_.empty()) return fail(tr("A protected person needs a photograph: choose one or more."));
  problem_.clear();
  seen_.clear();
  token_ = std::make_shared<std::atomic<bool>>(false);
  ++request_;
  next();
}

void Enrolment::cancel() {
  if (storing_) return;
  stop();
  problem_.clear();
  Q_EMIT changed();
}

void Enrolment::stop() {
  if (token_) token_->store(true);
  token_.reset();
  ++request_;
  storing_ = false;
  seen_.clear();
  doing_.clear();
}

void Enrolment::fail(const QString& problem) {
  stop();
  problem_ = problem;
  Q_EMIT changed();
}

template <class T, class Then>
void Enrolment::goOn(int request, const Result<T>& result, Then then) {
  if (request != request_) return;
  if (!result) return fail(QString::fromStdString(result.error().message));
  then(*result);
}

void Enrolment::next() {
  if (seen_.size() == files_.size()) return store();
  const QString path = files_[seen_.size()].toLocalFile();
  doing_ = files_.size() == 1
               ? tr("Looking at %1").arg(nameOf(0))
               : tr("Looking at %1, %2 of %3").arg(nameOf(seen_.size())).arg(seen_.size() + 1).arg(files_.size());
  studio_.openPhoto(std::filesystem::path(path.toStdU16String()), token_,
                    toGui<OpenedPhoto>(this, [this, request = request_](const Result<OpenedPhoto>& photo) {
                      goOn(request, photo, [this](const OpenedPhoto& one) { opened(one); });
                    }));
  Q_EMIT changed();  // now, for whoever hears of it may cancel
}

void Enrolment::opened(const OpenedPhoto& photo) {
  const QString name = nameOf(seen_.size());
  if (photo.faces.empty()) return fail(tr("No face was found in %1: use another photograph of this person.").arg(name));
  if (photo.faces.size() > 1)
    return fail(tr("%1 shows %2 faces: use a photograph of this person alone, or crop it to the one face.")
                    .arg(name)
                    .arg(photo.faces.size()));
  studio_.prepareFace(photo.photo, {photo.photo->digest, 0, std::nullopt}, token_,
                      toGui<FacePtr>(this, [this, name, request = request_](const Result<FacePtr>& face) {
                        if (request == request_ && !face)
                          return fail(tr("%1: %2").arg(name, QString::fromStdString(face.error().message)));
                        goOn(request, face, [this](const FacePtr& one) { look(one); });
                      }));
}

void Enrolment::look(const FacePtr& face) {
  inBackground(
      threads_, this,
      [keeper = keeper_, face]() -> Result<Look> {
        const auto judge = keeper->judge();
        if (!judge) return tl::unexpected(judge.error());
        return lookOf(**judge, *face);
      },
      [this, request = request_](const Result<Look>& seen) {
        goOn(request, seen, [this](const Look& one) {
          if (one.face < kLeastFace)
            return fail(tr("Something covers the face in %1, or it is not a face at all: use another photograph of "
                           "this person.")
                            .arg(nameOf(seen_.size())));
          seen_.push_back(one.identity);
          next();
        });
      });
}

void Enrolment::store() {
  storing_ = true;
  doing_ = tr("Storing");
  Q_EMIT changed();
  inBackground(
      threads_, this,
      [keeper = keeper_, name = name_.toStdString(), note = note_.toStdString(),
       seen = seen_]() -> Result<std::int64_t> {
        const auto judge = keeper->judge();
        if (!judge) return tl::unexpected(judge.error());
        const auto record = Record::open(keeper->recordFile());
        if (!record) return tl::unexpected(record.error());
        return protect(*record, {name, note, (*judge)->identityHash(), seen});
      },
      [this, request = request_](const Result<std::int64_t>& number) {
        if (request == request_ && !number) Q_EMIT notStored(number.error());
        goOn(request, number, [this](std::int64_t one) {
          stop();
          files_.clear();
          Q_EMIT photosChanged();
          Q_EMIT changed();
          Q_EMIT enrolled(name_, one);
        });
      });
}

}  // namespace mien
