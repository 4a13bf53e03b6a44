#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <memory>

#include "app/document/face_mix.h"
#include "app/document/key_editor.h"
#include "app/document/parameter_list.h"
#include "app/document/project_file.h"
#include "app/document/save_choices.h"
#include "app/document/timeline_editor.h"
#include "app/model/balance_meter.h"
#include "app/model/better_mix_finder.h"
#include "app/model/explain_model.h"
#include "app/model/export_model.h"
#include "app/model/face_check.h"
#include "app/model/face_slot.h"
#include "app/model/film_export_model.h"
#include "app/model/insights_model.h"
#include "app/model/jobs_model.h"
#include "app/model/meaning_meter.h"
#include "app/model/meaning_strip.h"
#include "app/model/models_model.h"
#include "app/model/notices.h"
#include "app/model/pace_meter.h"
#include "app/model/policy_model.h"
#include "app/model/preferences.h"
#include "app/model/presets.h"
#include "app/model/preview_model.h"
#include "app/model/protection_model.h"
#include "app/model/review_desk.h"
#include "app/model/sheet_export_model.h"
#include "app/model/timeline_player.h"
#include "app/model/variations_model.h"

namespace mien {

/// The window's root: owns the document, the facade of core and one view model for each part of the window.
/// Thread: the window's.
class StudioModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the program")
  Q_PROPERTY(mien::MixDocument* document READ document CONSTANT)
  Q_PROPERTY(mien::ParameterList* parameters READ parameters CONSTANT)
  Q_PROPERTY(mien::FaceMix* faces READ faces CONSTANT)
  Q_PROPERTY(mien::TimelineEditor* timeline READ timeline CONSTANT)
  Q_PROPERTY(mien::KeyEditor* keys READ keys CONSTANT)
  Q_PROPERTY(mien::TimelinePlayer* player READ player CONSTANT)
  Q_PROPERTY(mien::PaceMeter* paceMeter READ paceMeter CONSTANT)
  Q_PROPERTY(mien::BalanceMeter* balanceMeter READ balanceMeter CONSTANT)
  Q_PROPERTY(mien::MeaningMeter* meaning READ meaning CONSTANT)
  Q_PROPERTY(mien::MeaningStrip* meaningStrip READ meaningStrip CONSTANT)
  Q_PROPERTY(mien::BetterMixFinder* better READ better CONSTANT)
  Q_PROPERTY(mien::VariationsModel* variations READ variations CONSTANT)
  Q_PROPERTY(mien::ExplainModel* explain READ explain CONSTANT)
  Q_PROPERTY(mien::ModelsModel* models READ models CONSTANT)
  Q_PROPERTY(mien::FaceSlot* slotA READ slotA CONSTANT)
  Q_PROPERTY(mien::FaceSlot* slotB READ slotB CONSTANT)
  Q_PROPERTY(mien::PolicyModel* policy READ policy CONSTANT)
  Q_PROPERTY(mien::ProtectionModel* protection READ protection CONSTANT)
  Q_PROPERTY(mien::FaceCheck* checkA READ checkA CONSTANT)
  Q_PROPERTY(mien::FaceCheck* checkB READ checkB CONSTANT)
  Q_PROPERTY(mien::PreviewModel* preview READ preview CONSTANT)
  Q_PROPERTY(mien::ExportModel* exporter READ exporter CONSTANT)
  Q_PROPERTY(mien::ProjectFile* project READ project CONSTANT)
  Q_PROPERTY(mien::SaveChoices* saving READ saving CONSTANT)
  Q_PROPERTY(mien::Presets* presets READ presets CONSTANT)
  Q_PROPERTY(mien::FilmExportModel* film READ film CONSTANT)
  Q_PROPERTY(mien::SheetExportModel* sheet READ sheet CONSTANT)
  Q_PROPERTY(mien::DirectExport* exporting READ exporting NOTIFY exportingChanged)
  Q_PROPERTY(mien::JobsModel* jobs READ jobs CONSTANT)
  Q_PROPERTY(mien::ReviewDesk* review READ review CONSTANT)
  Q_PROPERTY(mien::InsightsModel* insights READ insights CONSTANT)
  Q_PROPERTY(mien::Notices* notices READ notices CONSTANT)
  Q_PROPERTY(mien::Preferences* preferences READ preferences CONSTANT)
  Q_PROPERTY(EngineState engineState READ engineState NOTIFY engineChanged)
  Q_PROPERTY(QString device READ device NOTIFY engineChanged)
  Q_PROPERTY(QString model READ model NOTIFY engineChanged)
  Q_PROPERTY(bool hasDirections READ hasDirections NOTIFY engineChanged)

 public:
  enum EngineState { Loading, Ready, Missing };
  Q_ENUM(EngineState)

  /// `others` makes engines of other models, for projects that were made with one.
  StudioModel(Studio::EngineFactory factory, Gatekeeper::JudgeFactory judge, Studio::OtherEngineFactory others = {},
              QObject* parent = nullptr);
  ~StudioModel() override;

  MixDocument* document() { return &document_; }
  ParameterList* parameters() { return &parameters_; }
  TimelineEditor* timeline() { return &timeline_; }
  KeyEditor* keys() { return &keys_; }
  TimelinePlayer* player() { return player_.get(); }
  PaceMeter* paceMeter() { return paceMeter_.get(); }
  BalanceMeter* balanceMeter() { return balanceMeter_.get(); }
  MeaningMeter* meaning() { return meaning_.get(); }
  MeaningStrip* meaningStrip() { return strip_.get(); }
  BetterMixFinder* better() { return better_.get(); }
  VariationsModel* variations() { return variations_.get(); }
  ExplainModel* explain() { return explain_.get(); }
  ModelsModel* models() { return models_.get(); }
  FaceSlot* slotA() { return slots_[0].get(); }
  FaceSlot* slotB() { return slots_[1].get(); }
  /// A face's picker; one behind the last adds a face. Null beyond kMaxFaces.
  Q_INVOKABLE mien::FaceSlot* slot(int index) const;
  Q_INVOKABLE mien::FaceCheck* check(int index) const;
  FaceMix* faces() { return &faces_; }
  PolicyModel* policy() { return policy_.get(); }
  ProtectionModel* protection() { return protection_.get(); }
  FaceCheck* checkA() { return checks_[0].get(); }
  FaceCheck* checkB() { return checks_[1].get(); }
  PreviewModel* preview() { return preview_.get(); }
  ExportModel* exporter() { return exporter_.get(); }
  ProjectFile* project() { return project_.get(); }
  SaveChoices* saving() { return saving_.get(); }
  Presets* presets() { return presets_.get(); }
  FilmExportModel* film() { return film_.get(); }
  SheetExportModel* sheet() { return sheet_.get(); }
  /// The picture or the sheet that is being made at the moment, or null.
  DirectExport* exporting() const;
  JobsModel* jobs() { return jobs_.get(); }
  ReviewDesk* review() { return review_.get(); }
  InsightsModel* insights() { return insights_.get(); }
  Notices* notices() { return &notices_; }
  Preferences* preferences() { return &preferences_; }
  EngineState engineState() const { return engineState_; }
  QString device() const { return device_; }
  QString model() const { return model_; }
  /// The model can be moved along directions.
  bool hasDirections() const { return hasDirections_; }

  /// Fills both pickers from the model, as one step.
  Q_INVOKABLE void startWithDrawnFaces();
  /// Of texts and controls, from the next start on (Preferences::changeInterfaceSize()).
  Q_INVOKABLE void changeInterfaceSize(int steps);
  /// Where one more picture goes: the first place without a face, or the chosen face's where there is none.
  Q_INVOKABLE int freePlace() const;
  /// Opens dropped files: a project as the document, pictures into `slot` and those behind it.
  Q_INVOKABLE void openDropped(const QList<QUrl>& files, int slot);
  /// A project or a picture made by Mien as the document; any other pictures to freePlace() and behind.
  Q_INVOKABLE void openAnything(const QList<QUrl>& files);

 Q_SIGNALS:
  void engineChanged();
  void exportingChanged();

 private:
  void openNext();
  /// The next dropped file takes the place of one that came to nothing.
  void openInsteadOf(int slot);
  /// Nobody is there, and nobody is missing.
  bool isGap(int slot) const;
  /// Further faces move up to where nothing came of A or B.
  void closeGap();
  void engineLoaded(Result<EngineInfo> info);
  void useEngine(const EngineInfo& info);

  MixDocument document_;
  ParameterList parameters_{document_};
  FaceMix faces_{document_, parameters_};
  TimelineEditor timeline_{document_};
  KeyEditor keys_{document_};
  Notices notices_;
  Preferences preferences_;
  const std::shared_ptr<Gatekeeper> keeper_;
  std::vector<std::unique_ptr<FaceSlot>> slots_;  ///< kMaxFaces
  std::unique_ptr<PolicyModel> policy_;
  std::unique_ptr<ProtectionModel> protection_;
  std::vector<std::unique_ptr<FaceCheck>> checks_;
  std::unique_ptr<FrameFeed> feed_;
  std::unique_ptr<PreviewModel> preview_;
  std::unique_ptr<TimelinePlayer> player_;
  std::unique_ptr<PaceMeter> paceMeter_;
  std::unique_ptr<BalanceMeter> balanceMeter_;
  std::unique_ptr<MeaningMeter> meaning_;
  std::unique_ptr<MeaningStrip> strip_;
  std::unique_ptr<BetterMixFinder> better_;
  std::unique_ptr<VariationsModel> variations_;
  std::unique_ptr<ExplainModel> explain_;
  std::unique_ptr<ModelsModel> models_;
  std::unique_ptr<ExportModel> exporter_;
  std::unique_ptr<ProjectFile> project_;
  std::unique_ptr<SaveChoices> saving_;
  std::unique_ptr<Presets> presets_;
  std::unique_ptr<JobsModel> jobs_;
  std::unique_ptr<FilmExportModel> film_;
  std::unique_ptr<SheetExportModel> sheet_;
  std::unique_ptr<ReviewDesk> review_;
  std::unique_ptr<InsightsModel> insights_;
  QList<QUrl> toOpen_;  ///< dropped files whose turn has not come
  int openAt_ = 0;      ///< the slot of the first of them
  int faceCount_ = 2;   ///< when openNext() last looked
  int gap_ = -1;        ///< A or B, of which nothing came while others may still come as further faces
  EngineState engineState_ = Loading;
  QString device_;
  QString model_;
  bool hasDirections_ = false;
  JobThreads background_{1};
  std::unique_ptr<Studio> studio_;  ///< last: gone before whoever its callbacks name
};

}  // namespace mien
