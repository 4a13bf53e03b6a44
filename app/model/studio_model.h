#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <memory>

#include "app/model/export_model.h"
#include "app/model/face_slot.h"
#include "app/model/film_export_model.h"
#include "app/model/jobs_model.h"
#include "app/model/notices.h"
#include "app/model/preferences.h"
#include "app/model/preview_model.h"

namespace mien {

/// The window's root: owns the document, the facade of core and one view model for each part of the window.
/// Thread: the window's.
class StudioModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the program")
  Q_PROPERTY(mien::MixDocument* document READ document CONSTANT)
  Q_PROPERTY(mien::FaceSlot* slotA READ slotA CONSTANT)
  Q_PROPERTY(mien::FaceSlot* slotB READ slotB CONSTANT)
  Q_PROPERTY(mien::PreviewModel* preview READ preview CONSTANT)
  Q_PROPERTY(mien::ExportModel* exporter READ exporter CONSTANT)
  Q_PROPERTY(mien::FilmExportModel* film READ film CONSTANT)
  Q_PROPERTY(mien::JobsModel* jobs READ jobs CONSTANT)
  Q_PROPERTY(mien::Notices* notices READ notices CONSTANT)
  Q_PROPERTY(mien::Preferences* preferences READ preferences CONSTANT)
  Q_PROPERTY(EngineState engineState READ engineState NOTIFY engineChanged)
  Q_PROPERTY(QString device READ device NOTIFY engineChanged)
  Q_PROPERTY(QString model READ model NOTIFY engineChanged)

 public:
  enum EngineState { Loading, Ready, Missing };
  Q_ENUM(EngineState)

  explicit StudioModel(Studio::EngineFactory factory, QObject* parent = nullptr);
  ~StudioModel() override;

  MixDocument* document() { return &document_; }
  FaceSlot* slotA() { return slotA_.get(); }
  FaceSlot* slotB() { return slotB_.get(); }
  PreviewModel* preview() { return preview_.get(); }
  ExportModel* exporter() { return exporter_.get(); }
  FilmExportModel* film() { return film_.get(); }
  JobsModel* jobs() { return jobs_.get(); }
  Notices* notices() { return &notices_; }
  Preferences* preferences() { return &preferences_; }
  EngineState engineState() const { return engineState_; }
  QString device() const { return device_; }
  QString model() const { return model_; }

  /// Fills both pickers from the model, as one step.
  Q_INVOKABLE void startWithDrawnFaces();
  /// Opens dropped files: one into `slot` (0 or 1), two into both.
  Q_INVOKABLE void openDropped(const QList<QUrl>& files, int slot);

 Q_SIGNALS:
  void engineChanged();

 private:
  void engineLoaded(Result<EngineInfo> info);

  MixDocument document_;
  Notices notices_;
  Preferences preferences_;
  std::unique_ptr<FaceSlot> slotA_;
  std::unique_ptr<FaceSlot> slotB_;
  std::unique_ptr<PreviewModel> preview_;
  std::unique_ptr<ExportModel> exporter_;
  std::unique_ptr<JobsModel> jobs_;
  std::unique_ptr<FilmExportModel> film_;
  EngineState engineState_ = Loading;
  QString device_;
  QString model_;
  std::unique_ptr<Studio> studio_;  ///< last: gone before whoever its callbacks name
};

}  // namespace mien
