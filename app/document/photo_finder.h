#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>

#include "app/document/mix_document.h"
#include "core/project/find_photo.h"
#include "core/studio/job_threads.h"

namespace mien {

class Notices;
class Preferences;

/// Finds the photographs that the document names but lacks: by itself around the project and where photographs were
/// opened before, and where the user points. Thread: the window's.
class PhotoFinder : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the project file")
  Q_PROPERTY(bool searching READ searching NOTIFY searchingChanged)

 public:
  PhotoFinder(Studio& studio, MixDocument& document, Notices& notices, Preferences& preferences);
  ~PhotoFinder() override;

  bool searching() const { return searching_ > 0; }
  /// Ends what is being looked for; then looks for what the document lacks, beside `project` too.
  void searchAround(const QUrl& project);
  /// The user says which file is the photograph of face `slot`, or in which folder it lies.
  Q_INVOKABLE void locateFile(int slot, const QUrl& file);
  Q_INVOKABLE void locateIn(int slot, const QUrl& folder);

 Q_SIGNALS:
  void searchingChanged();

 private:
  struct Lacking {
    FaceRef ref;
    WantedPhoto wanted;
  };
  std::optional<Lacking> lackingAt(std::size_t slot) const;
  /// `otherwise` is told when nothing was found; empty: nobody is.
  void search(const Lacking& lacking, PhotoPlaces places, const QString& otherwise);
  void open(const std::filesystem::path& file);
  void photoOpened(const QUrl& file, Result<OpenedPhoto> opened);
  void prepare(const FaceRef& ref, const FaceEntry& entry);
  void setSearching(int by);

  Studio& studio_;
  MixDocument& document_;
  Notices& notices_;
  Preferences& preferences_;
  CancelToken token_ = std::make_shared<std::atomic<bool>>(false);
  int searching_ = 0;
  JobThreads threads_{1};
};

}  // namespace mien
