#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QUrl>
#include <QVariantMap>
#include <functional>

#include "app/document/autosaver.h"
#include "app/document/known_files.h"
#include "app/document/mix_document.h"
#include "app/document/photo_finder.h"
#include "app/document/project_loader.h"
#include "app/document/recovery.h"
#include "core/project/carried.h"

namespace mien {

/// The document as a file: new, open, save, revert, restored after a crash; what would lose changes asks first.
/// Thread: the window's.
class ProjectFile : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(QString name READ name NOTIFY fileChanged)
  Q_PROPERTY(QUrl file READ file NOTIFY fileChanged)
  Q_PROPERTY(bool untitled READ untitled NOTIFY fileChanged)
  Q_PROPERTY(Holding holding READ holding WRITE setHolding NOTIFY fileChanged)
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
  Q_PROPERTY(QVariantMap view READ view WRITE setView)
  Q_PROPERTY(mien::Recovery* recovery READ recovery CONSTANT)
  Q_PROPERTY(mien::PhotoFinder* finder READ finder CONSTANT)

 public:
  enum Holding { OnlyDigests, AlignedFaces, WholePhotographs };  // the order of mien::Holds
  Q_ENUM(Holding)

  ProjectFile(Studio& studio, MixDocument& document, Notices& notices, Preferences& preferences, Sealer sealer = {});
  ~ProjectFile() override;

  /// With its ending; "Untitled" as long as there is no file.
  QString name() const;
  QUrl file() const { return file_; }
  bool untitled() const { return file_.isEmpty(); }
  Holding holding() const { return static_cast<Holding>(holds_); }
  void setHolding(Holding holding);
  bool busy() const { return reading_ > 0 || loading_; }
  /// How the window looks at the document; travels in the project.
  QVariantMap view() const { return view_; }
  void setView(const QVariantMap& view) { view_ = view; }
  Recovery* recovery() { return &recovery_; }
  PhotoFinder* finder() { return &finder_; }

  /// The model in use. The first one that is told is the one that new documents are for.
  void setEngine(const EngineInfo& engine);
  /// The document goes on with another model whose latents are the same, and so do new ones.
  void useModel(const EngineInfo& model);
  void setMeasure(ProjectLoader::Measure measure) { loader_.setMeasure(std::move(measure)); }

  Q_INVOKABLE void startNew();
  /// A project, or a picture or film that carries how it was made; any other picture is handed on as photoChosen().
  Q_INVOKABLE void open(const QUrl& file);
  /// What something was made of, as a new document; `from` says what in the history. `then` is called once it is shown,
  /// and not at all if the user stays with the old one.
  void openCarried(const Carried& carried, const QString& from, std::function<void()> then = {});
  /// False, and nameNeeded(), while there is no file.
  Q_INVOKABLE bool save();
  Q_INVOKABLE void saveAs(const QUrl& file) { saveAs(file, holding()); }
  /// What the project holds becomes what the document's files hold, once it is written.
  void saveAs(const QUrl& file, Holding holding);
  /// Back to the file, as a step that can be undone.
  Q_INVOKABLE void revert();
  /// Whether the window may close now, and then it must; otherwise the user is asked, and closeApproved() may follow.
  Q_INVOKABLE bool mayClose();

  /// Answers to unsavedChanges().
  Q_INVOKABLE void saveAndGoOn();
  Q_INVOKABLE void discardAndGoOn();
  Q_INVOKABLE void stay();

  /// Answers to changedElsewhere(); saveAs() is one too.
  Q_INVOKABLE void replaceFile();
  Q_INVOKABLE void leaveFile();

  /// Answers to anotherModel(): the document as a new one of the model in use, or not at all.
  Q_INVOKABLE void bringOver();
  Q_INVOKABLE void leaveIt() { pending_ = nullptr; }

 Q_SIGNALS:
  void fileChanged();
  void busyChanged();
  void viewOpened(const QVariantMap& view);
  void unsavedChanges();
  void nameNeeded();
  /// The file was not saved: since it was read or written here, another program wrote into it.
  void changedElsewhere();
  void closeApproved();
  void photoChosen(const QUrl& file);
  /// What is to be opened was made with a model that is not here, or was recalled: `why`.
  void anotherModel(const QString& why);
  /// Another document is about to take this one's place: what was on its way into this one is to be dropped.
  void replacing();
  /// The document that comes next is of another model.
  void modelChanged(const mien::EngineInfo& engine);

 private:
  using Action = std::function<void()>;
  /// Runs `action`, after asking if there are unsaved changes.
  void guarded(Action action);
  DocumentSnapshot snapshot() const;
  void write(const QUrl& file, Holds holds, bool replaces = false);
  /// On the writer's thread. False: what another program wrote is in the way, and not to be replaced.
  Result<bool> writeNow(const std::filesystem::path& file, const DocumentSnapshot& taken, bool replaces);
  /// What one write was of, for when it is done.
  struct Writing {
    QUrl file;
    DocumentSnapshot taken;
    int document;  ///< which of those shown one after another
    int changes;   ///< MixDocument::changeCount()
    int answers;   ///< the question that the user answered by it; 0: none
  };
  void written(const Writing& writing, const Result<bool>& result);
  /// Its photographs by the names that they had when they were opened here.
  Project projectOfCarried(const Carried& carried) const;
  void openProject(const QUrl& file);
  void openRestored(const std::shared_ptr<const Autosave>& autosave, const std::filesystem::path& claimed);
  /// What is to take the document's place.
  struct Opening {
    Project project;
    QUrl file;          ///< its own; empty: it has none yet
    QString startName;  ///< of the history
    QUrl beside;        ///< near which photographs may lie
    std::vector<QUrl> photographs;
    std::filesystem::path claimed;          ///< the autosave that it was restored from; empty: it is as saved
    FileVersion version = {};               ///< of its file
    std::optional<MixState> replaces = {};  ///< what the user let go; empty: what is shown when it begins to load
    std::function<void()> then = {};        ///< once it is shown; may be empty
  };
  using OpeningPtr = std::shared_ptr<const Opening>;
  void show(Opening opening);
  void modelOpened(const OpeningPtr& opening, const Result<EngineInfo>& model);
  void showWith(const OpeningPtr& opening, const EngineInfo& model, bool project);
  void shown(const Opening& opening, std::vector<FaceEntry> faces, bool projected);
  void takeModel(const EngineInfo& model);
  /// The file, or the mix that none holds yet, is of that model; empty: of the one in use.
  void savedWith(const std::string& modelHash);
  void change(const EngineInfo& model);
  void load(const Project& project, const std::vector<QUrl>& photographs, const ProjectLoader::For& model,
            ProjectLoader::Done done);
  /// Whether something is in no file now.
  bool tellOfWhatItLacks(const DocumentSnapshot& saved);
  void setReading(int by);

  Studio& studio_;
  MixDocument& document_;
  Notices& notices_;
  Preferences& preferences_;
  EngineInfo engine_;       ///< in use
  EngineInfo first_;        ///< the studio's own
  EngineInfo standard_;     ///< of new documents
  std::string savedModel_;  ///< hash
  OpeningPtr pending_;      ///< waits for an answer
  int opening_ = 0;         ///< counts, so that an older answer is dropped
  int shownCount_ = 0;
  QUrl file_;
  Holds holds_ = Holds::Faces;
  QVariantMap view_;
  Action next_;
  int question_ = 0;              ///< number of the last unsavedChanges()
  bool goesOn_ = false;           ///< with next_, once what is about to be saved is
  Holds refused_ = Holds::Faces;  ///< what the save was to hold that changedElsewhere() tells of
  bool leaving_ = false;          ///< the user lets go what is there now
  int reading_ = 0;
  bool loading_ = false;
  FacePacker packer_;  ///< the writer's
  KnownFiles known_;
  ProjectLoader loader_;
  PhotoFinder finder_;
  Recovery recovery_;
  JobThreads reader_{1};
  JobThreads writer_{1};
  Autosaver autosaver_;
};

}  // namespace mien
