#include "app/document/project_loader.h"

#include <utility>

#include "app/model/notices.h"
#include "app/model/to_gui.h"

namespace mien {

template <class T, class Handler>
Studio::Done<T> ProjectLoader::ifCurrent(Handler handle) {
  return toGui<T>(this, [this, request = request_, handle](Result<T> result) {
    if (request == request_) handle(std::move(result));
  });
}

void ProjectLoader::cancel() {
  if (token_) token_->store(true);
  token_ = std::make_shared<std::atomic<bool>>(false);
  ++request_;
}

void ProjectLoader::load(const Project& project, const std::vector<QUrl>& photographs, const For& model, Done done) {
  cancel();
  model_ = model;
  done_ = std::move(done);
  const std::size_t count = project.faces.size();
  photographs_ = photographs;
  photographs_.resize(count);
  entries_.assign(count, {});
  faces_.assign(count, nullptr);
  waiting_ = static_cast<int>(count);
  for (std::size_t i = 0; i < count; ++i) {
    faces_[i] = project.faces[i] ? std::make_shared<const ProjectFace>(*project.faces[i]) : nullptr;
    if (!faces_[i]) {
      ready();
      continue;
    }
    entries_[i].label = QString::fromStdString(faces_[i]->label);
    entries_[i].project = faces_[i];
    restoreFace(i);
  }
}

void ProjectLoader::restoreFace(std::size_t i) {
  const auto* drawn = std::get_if<DrawnFaceRef>(&faces_[i]->ref);
  const auto take = [this, i, drawn](Result<FacePtr> face) {
    if (face) {
      entries_[i].face = std::move(*face);
    } else {
      notices_.fail(face.error());
    }
    drawn != nullptr ? ready() : openPhoto(i);
  };
  // A drawn face is drawn anew: what its seed gives is what its name says, whatever model is in use.
  if (drawn != nullptr && !(model_.project && faces_[i]->aligned))
    return studio_.drawFace(*drawn, token_, ifCurrent<FacePtr>(take), model_.modelHash);
  if (!faces_[i]->aligned) return openPhoto(i);
  if (model_.project) return projectFace(i);
  studio_.restoreFace(faces_[i]->aligned, faces_[i]->ref, token_, ifCurrent<FacePtr>(take), model_.modelHash);
}

void ProjectLoader::projectFace(std::size_t i) {
  const bool drawn = std::holds_alternative<DrawnFaceRef>(faces_[i]->ref);
  const auto take = [this, i, drawn](Result<BroughtFace> brought) {
    if (brought) {
      entries_[i].face = std::move(brought->face);
      const QString loss = brought->loss ? QString::fromStdString(inWords(*brought->loss)) : tr("not measured");
      notices_.warn(drawn ? tr("%1 was drawn anew by the model in use and is another face: %2 from its picture.")
                                .arg(entries_[i].label, loss)
                          : tr("%1 was brought over to the model in use: %2 from its picture, detail left out.")
                                .arg(entries_[i].label, loss));
    } else {
      notices_.fail(brought.error());
    }
    drawn ? ready() : openPhoto(i);
  };
  studio_.projectFace(faces_[i]->aligned, faces_[i]->ref, measure_, token_, ifCurrent<BroughtFace>(take),
                      model_.modelHash);
}

void ProjectLoader::openPhoto(std::size_t i) {
  const auto take =
      ifCurrent<OpenedPhoto>([this, i](Result<OpenedPhoto> opened) { photoOpened(i, std::move(opened)); });
  if (faces_[i]->photo) return studio_.openBytes(*faces_[i]->photo, faces_[i]->label, token_, take);
  if (!photographs_[i].isLocalFile()) return ready();
  studio_.openPhoto(std::filesystem::path(photographs_[i].toLocalFile().toStdU16String()), token_, take);
}

void ProjectLoader::photoOpened(std::size_t i, Result<OpenedPhoto> opened) {
  // A photograph that moved or changed is no fault yet: it may be found elsewhere.
  const auto& ref = std::get<PhotoFaceRef>(faces_[i]->ref);
  if (!opened || opened->photo->digest != ref.digest) return ready();
  entries_[i].file = photographs_[i];
  entries_[i].opened = std::make_shared<const OpenedPhoto>(std::move(*opened));
  // Of a saved face that is not proven the photograph itself is used, so that it is.
  const bool proven = entries_[i].face && entries_[i].face->ownKey().empty();
  proven ? ready() : prepare(i);
}

void ProjectLoader::prepare(std::size_t i) {
  const auto& ref = std::get<PhotoFaceRef>(faces_[i]->ref);
  studio_.prepareFace(entries_[i].opened->photo, ref, token_, ifCurrent<FacePtr>([this, i](Result<FacePtr> face) {
                        if (!face) {
                          notices_.fail(face.error());
                          entries_[i].opened = nullptr;
                        } else {
                          entries_[i].face = std::move(*face);
                        }
                        ready();
                      }),
                      model_.modelHash);
}

void ProjectLoader::ready() {
  if (--waiting_ == 0) std::exchange(done_, nullptr)(std::move(entries_));
}

}  // namespace mien
