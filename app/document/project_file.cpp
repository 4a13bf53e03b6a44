#include "app/document/project_file.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <utility>

#include "app/document/carried_project.h"
#include "app/document/in_background.h"
#include "app/document/mix_values.h"
#include "app/model/notices.h"
#include "app/model/preferences.h"
#include "app/model/to_gui.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

std::filesystem::path pathOf(const QUrl& file) {
  return std::filesystem::path(file.toLocalFile().toStdU16String());
}

QVariantMap viewOf(const Project& project) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(project.view)).object().toVariantMap();
}

}  // namespace

ProjectFile::ProjectFile(Studio& studio, MixDocument& document, Notices& notices, Preferences& preferences,
                         Sealer sealer)
    : studio_(studio),
      document_(document),
      notices_(notices),
      preferences_(preferences),
      packer_(std::move(sealer)),
      loader_(studio, notices),
      finder_(studio, document, notices, preferences),
      recovery_(notices),
      autosaver_(document, writer_, packer_, notices, [this] { return snapshot(); }) {
  connect(&recovery_, &Recovery::wanted, this,
          [this](const auto& autosave) { guarded([this, autosave] { recovery_.take(autosave); }); });
  connect(&recovery_, &Recovery::restored, this,
          [this](const auto& autosave, const auto& claimed) { openRestored(autosave, claimed); });
  connect(&document_, &MixDocument::changed, this, [this] { leaving_ = false; });
  connect(&document_, &MixDocument::modifiedChanged, this, [this] { leaving_ = false; });
}

ProjectFile::~ProjectFile() {
  writer_.join();
  reader_.join();
  autosaver_.finish();
}

QString ProjectFile::name() const {
  return untitled() ? tr("Untitled") : file_.fileName();
}

void ProjectFile::setHolding(Holding holding) {
  holds_ = static_cast<Holds>(holding);
  Q_EMIT fileChanged();
}

void ProjectFile::guarded(Action action) {
  if (!document_.modified()) return action();
  next_ = std::move(action);
  ++question_;
  Q_EMIT unsavedChanges();
}

void ProjectFile::saveAndGoOn() {
  goesOn_ = true;
  save();
}

void ProjectFile::stay() {
  next_ = nullptr;
  goesOn_ = false;
}

void ProjectFile::discardAndGoOn() {
  if (next_) std::exchange(next_, nullptr)();
}

bool ProjectFile::mayClose() {
  if (!document_.modified()) return true;
  if (leaving_) {
    autosaver_.letGo();
    return true;
  }
  guarded([this] {
    leaving_ = true;
    Q_EMIT closeApproved();
  });
  return false;
}

void ProjectFile::startNew() {
  Project start;
  start.autoBalance = true;  // as in the window that opens first
  guarded([this, start] { show({start, {}, tr("Start")}); });
}

void ProjectFile::open(const QUrl& file) {
  if (!file.isLocalFile())
    return notices_.fail(tr("Can't open %1: save it to a folder first.").arg(file.toDisplayString()));
  if (isProjectFile(pathOf(file))) return guarded([this, file] { openProject(file); });
  setReading(+1);
  inBackground(
      reader_, this, [path = pathOf(file)] { return findCarried(path); },
      [this, file](const Result<std::optional<Carried>>& carried) {
        setReading(-1);
        if (!carried) return notices_.fail(carried.error());
        if (!*carried) return Q_EMIT photoChosen(file);
        preferences_.addRecentProject(file.toLocalFile());
        guarded([this, file, project = projectOfCarried(**carried)] {
          show({project, {}, tr("As in %1").arg(file.fileName()), file});
        });
      });
}

Project ProjectFile::projectOfCarried(const Carried& carried) const {
  return mien::projectOfCarried(carried, [this](const std::string& digest) {
    return QFileInfo(preferences_.placeOfPhoto(QString::fromStdString(digest))).fileName();
  });
}

void ProjectFile::openCarried(const Carried& carried, const QString& from, std::function<void()> then) {
  guarded([this, project = projectOfCarried(carried), from, then = std::move(then)] {
    show({.project = project, .file = {}, .startName = tr("As in %1").arg(from), .then = then});
  });
}

void ProjectFile::openProject(const QUrl& file) {
  setReading(+1);
  inBackground(
      reader_, this, [path = pathOf(file)] { return readProjectVersion(path); },
      [this, file, replaces = document_.state()](Result<ProjectVersion> read) {
        setReading(-1);
        if (!read) return notices_.fail(read.error());
        preferences_.addRecentProject(file.toLocalFile());
        show({std::move(read->project), file, tr("Open"), file, {}, {}, std::move(read->version), replaces});
      });
}

void ProjectFile::openRestored(const std::shared_ptr<const Autosave>& autosave, const std::filesystem::path& claimed) {
  const auto url = [](const std::string& text) { return QUrl::fromEncoded(QByteArray::fromStdString(text)); };
  const LocalState& local = autosave->local;
  const QUrl file = url(local.document);
  std::vector<QUrl> photographs;
  for (const std::string& photograph : local.photographs) photographs.push_back(url(photograph));
  // What was written into the file later, the autosave does not know.
  const FileVersion version{.changedAt = local.changedAt * 1'000'000};
  show({autosave->project, file, tr("Restored"), file, std::move(photographs), claimed, version});
}

void ProjectFile::setEngine(const EngineInfo& engine) {
  engine_ = engine;
  if (first_.modelHash.empty()) first_ = standard_ = engine;
  savedWith(savedModel_);
}

void ProjectFile::savedWith(const std::string& modelHash) {
  savedModel_ = modelHash.empty() ? engine_.modelHash : modelHash;
  const auto& faces = document_.state().faces;
  const bool ofAny = !untitled() || std::any_of(faces.begin(), faces.end(),
                                                [](const FaceEntry& entry) { return entry.face || entry.project; });
  document_.setOfAnotherModel(ofAny && engine_.modelHash != savedModel_);
}

void ProjectFile::show(Opening opening) {
  if (!opening.replaces) opening.replaces = document_.state();
  const auto shared = std::make_shared<const Opening>(std::move(opening));
  const int request = ++opening_;
  pending_ = nullptr;
  const std::string& made = shared->project.modelHash;
  const std::string wanted = made.empty() ? standard_.modelHash : made;
  if (wanted.empty() || wanted == engine_.modelHash) return showWith(shared, engine_, false);
  setReading(+1);
  studio_.openModel(wanted, toGui<EngineInfo>(this, [this, request, shared](const Result<EngineInfo>& model) {
                      setReading(-1);
                      if (request == opening_) modelOpened(shared, model);
                    }));
}

void ProjectFile::modelOpened(const OpeningPtr& opening, const Result<EngineInfo>& model) {
  const Project& project = opening->project;
  // Without any engine the faces are missing, as the window says; without faces there is nothing of another model.
  if (model || engine_.modelHash.empty() ||
      std::none_of(project.faces.begin(), project.faces.end(), [](const auto& face) { return face.has_value(); }))
    return showWith(opening, model.value_or(standard_), false);
  // What was restored after a crash must not wait for an answer that may never come.
  if (!opening->claimed.empty()) return showWith(opening, standard_, true);
  pending_ = opening;
  Q_EMIT anotherModel(QString::fromStdString(model.error().message));
}

void ProjectFile::bringOver() {
  if (pending_) showWith(std::exchange(pending_, nullptr), standard_, true);
}

void ProjectFile::showWith(const OpeningPtr& opening, const EngineInfo& model, bool project) {
  load(opening->project, opening->photographs, {model.modelHash, project},
       [this, opening, model, project](const std::vector<FaceEntry>& faces) {
         const auto take = [this, opening, model, project, faces] {
           Q_EMIT replacing();
           if (model.modelHash != engine_.modelHash) change(model);
           shown(*opening, faces, project);
         };
         // What was done while it loaded was not asked for yet.
         sameButMeasured(document_.state(), *opening->replaces) ? take() : guarded(take);
       });
}

void ProjectFile::change(const EngineInfo& model) {
  document_.restore({}, {});  // faces of one model are nothing to another
  savedModel_ = model.modelHash;
  takeModel(model);
}

void ProjectFile::useModel(const EngineInfo& model) {
  standard_ = model;
  takeModel(model);
  // A drawn face is what the model that the recipe names makes of its seed.
  for (const DrawnFaceRef& ref : document_.drawnFaces()) {
    document_.addPending(+1);
    studio_.drawFace(ref, std::make_shared<std::atomic<bool>>(false),
                     toGui<FacePtr>(this,
                                    [this, ref, document = shownCount_, model](const Result<FacePtr>& face) {
                                      if (document == shownCount_ && model.modelHash == engine_.modelHash)
                                        face ? document_.redrawn(ref, *face) : notices_.fail(face.error());
                                      document_.addPending(-1);
                                    }),
                     model.modelHash);
  }
}

void ProjectFile::takeModel(const EngineInfo& model) {
  studio_.useModel(model.modelHash == first_.modelHash ? std::string() : model.modelHash);
  Q_EMIT modelChanged(model);
}

void ProjectFile::shown(const Opening& opening, std::vector<FaceEntry> faces, bool projected) {
  ++shownCount_;
  // What was brought over is another document: saving must not replace the old one unasked.
  file_ = projected ? QUrl() : opening.file;
  holds_ = opening.project.holds;
  const bool saved = opening.claimed.empty() && !projected;
  document_.restore(stateOf(opening.project, std::move(faces)), opening.startName, saved);
  savedWith(engine_.modelHash);
  if (!untitled()) known_.know(pathOf(file_), opening.version);
  if (!opening.claimed.empty()) autosaver_.takeOver(opening.claimed);
  Q_EMIT fileChanged();
  // Only now: the window has told of its own view as the document changed.
  const QVariantMap view = view_ = viewOf(opening.project);
  Q_EMIT viewOpened(view);
  finder_.searchAround(opening.beside);
  if (opening.then) opening.then();
}

void ProjectFile::load(const Project& project, const std::vector<QUrl>& photographs, const ProjectLoader::For& model,
                       ProjectLoader::Done done) {
  loading_ = true;
  Q_EMIT busyChanged();
  loader_.load(project, photographs, model, [this, done = std::move(done)](std::vector<FaceEntry> faces) {
    loading_ = false;
    Q_EMIT busyChanged();
    done(std::move(faces));
  });
}

void ProjectFile::revert() {
  if (untitled()) return;
  setReading(+1);
  inBackground(
      reader_, this, [path = pathOf(file_)] { return readProjectVersion(path); },
      [this, file = file_](Result<ProjectVersion> read) {
        setReading(-1);
        if (!read) return notices_.fail(read.error());
        const auto& [project, version] = *read;
        load(project, {}, {engine_.modelHash, false},
             [this, project = project, version = version, file](std::vector<FaceEntry> faces) {
               if (file != file_) return;
               known_.know(pathOf(file), version);
               Q_EMIT replacing();
               document_.setState(stateOf(project, std::move(faces)), tr("Revert to %1").arg(file.fileName()));
               document_.markSaved();
               savedWith(project.modelHash);
               finder_.searchAround(file);
             });
      });
}

bool ProjectFile::save() {
  if (untitled()) {
    Q_EMIT nameNeeded();
    return false;
  }
  write(file_, holds_);
  return true;
}

void ProjectFile::saveAs(const QUrl& file, Holding holding) {
  if (file.isLocalFile()) write(file, static_cast<Holds>(holding));
}

DocumentSnapshot ProjectFile::snapshot() const {
  const QByteArray view = QJsonDocument(QJsonObject::fromVariantMap(view_)).toJson(QJsonDocument::Compact);
  return {document_.state(), engine_, holds_, view, file_};
}

void ProjectFile::write(const QUrl& file, Holds holds, bool replaces) {
  document_.finishAdjusting();
  setReading(+1);
  Writing writing{file, snapshot(), shownCount_, document_.changeCount(),
                  std::exchange(goesOn_, false) ? question_ : 0};
  writing.taken.holds = holds;
  // Another file than the document's own is replaced by the user's word.
  const auto work = [this, taken = writing.taken, path = pathOf(file), any = replaces || file != file_] {
    return writeNow(path, taken, any);
  };
  inBackground(writer_, this, work, [this, writing](const Result<bool>& result) {
    setReading(-1);
    written(writing, result);
  });
}

Result<bool> ProjectFile::writeNow(const std::filesystem::path& file, const DocumentSnapshot& taken, bool replaces) {
  const auto bytes = projectOf(taken, packer_).and_then([](const Project& p) { return packProject(p); });
  if (!bytes) return tl::unexpected(bytes.error());
  if (!replaces && known_.changedElsewhere(file)) return false;
  return known_.write(file, *bytes).map([] { return true; });
}

void ProjectFile::replaceFile() {
  write(file_, refused_, true);
}

void ProjectFile::leaveFile() {
  if (goesOn_) stay();
}

void ProjectFile::written(const Writing& writing, const Result<bool>& result) {
  // The user waits for it, and has not been asked anything else since.
  const bool goesOn = writing.answers == question_ && next_;
  if (!result) {
    if (goesOn) next_ = nullptr;
    return notices_.fail(result.error());
  }
  const bool there = writing.document == shownCount_;  // or another document has come, which is not the one saved
  if (!*result) {
    if (!there)
      return notices_.fail(
          tr("%1 was not saved: another program had changed it since it was opened.").arg(writing.file.fileName()));
    goesOn_ = goesOn_ || goesOn;
    refused_ = writing.taken.holds;
    return Q_EMIT changedElsewhere();
  }
  preferences_.addRecentProject(writing.file.toLocalFile());
  if (there) {
    file_ = writing.file;
    holds_ = writing.taken.holds;
    // What was changed while the file was written is not in it; nor is the state that was saved before.
    const bool same =
        document_.changeCount() == writing.changes || sameButMeasured(document_.state(), writing.taken.state);
    same ? document_.markSaved() : document_.markUnsaved();
    savedWith(writing.taken.engine.modelHash);
    Q_EMIT fileChanged();
  }
  const bool lacks = tellOfWhatItLacks(writing.taken);
  if (!goesOn) return;
  const Action next = std::exchange(next_, nullptr);
  if (!lacks) guarded(next);  // or what is in no file would be gone before the user has read so
}

bool ProjectFile::tellOfWhatItLacks(const DocumentSnapshot& saved) {
  bool lacks = false;
  for (const FaceEntry& entry : saved.state.faces) {
    if (saved.holds == Holds::Photographs && entry.project && !entry.opened && !entry.project->photo &&
        std::holds_alternative<PhotoFaceRef>(entry.project->ref))
      notices_.tell(tr("The photograph of %1 is not here: the project holds its aligned face.").arg(entry.label));
    if (saved.holds == Holds::Digests && entry.opened && entry.file.isEmpty()) {
      lacks = true;
      notices_.fail(tr("%1 lies in no file, so a project of digests can't bring it back: save with aligned faces.")
                        .arg(entry.label));
    }
  }
  return lacks;
}

void ProjectFile::setReading(int by) {
  reading_ += by;
  Q_EMIT busyChanged();
}

}  // namespace mien
