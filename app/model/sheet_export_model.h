#pragma once
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <optional>
#include <thread>

#include "app/model/direct_export.h"
#include "core/export/export_renderer.h"
#include "core/export/sheet_plan.h"
#include "core/gate/gatekeeper.h"

namespace mien {

/// The choices for a contact sheet or a sprite sheet: frames of the timeline, or steps from face to face where nothing
/// moves. Thread: the window's; the sheet is made on a thread of its own, frame by frame in turn with the live preview.
/// (The base is named in full for the registration in QML.)
class SheetExportModel : public mien::DirectExport {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool sprite READ sprite WRITE setSprite NOTIFY choicesChanged)
  Q_PROPERTY(int frames READ frames WRITE setFrames NOTIFY choicesChanged)
  Q_PROPERTY(int mostFrames READ mostFrames NOTIFY choicesChanged)
  Q_PROPERTY(int columns READ columns WRITE setColumns NOTIFY choicesChanged)
  Q_PROPERTY(int shownColumns READ shownColumns NOTIFY choicesChanged)
  Q_PROPERTY(int size READ size WRITE setSize NOTIFY choicesChanged)
  Q_PROPERTY(Ground ground READ ground WRITE setGround NOTIFY choicesChanged)
  Q_PROPERTY(bool captions READ captions WRITE setCaptions NOTIFY choicesChanged)
  Q_PROPERTY(bool moves READ moves NOTIFY choicesChanged)
  Q_PROPERTY(int faces READ faces NOTIFY choicesChanged)
  Q_PROPERTY(QString course READ course NOTIFY choicesChanged)
  Q_PROPERTY(QString summary READ summary NOTIFY choicesChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY choicesChanged)

 public:
  enum Ground { White, Black, Transparent };
  Q_ENUM(Ground)

  SheetExportModel(MixDocument& document, Notices& notices, Preferences& preferences, TimelineOf timelineOf,
                   std::shared_ptr<Gatekeeper> keeper, std::unique_ptr<ExportRenderer> renderer, QObject* parent);
  ~SheetExportModel() override;

  QString suffix() const override;
  bool sprite() const { return sprite_; }
  int frames() const;
  int mostFrames() const;
  int columns() const { return columns_; }  ///< 0: about as many as rows
  int shownColumns() const;                 ///< those that the sheet has
  int size() const { return size_; }        ///< of a frame, px
  Ground ground() const { return ground_; }
  bool captions() const { return captions_ && !sprite_; }
  bool moves() const { return timelineOf_(engine_).has_value(); }
  int faces() const { return document_.faceCount(); }
  /// What its frames go through: "From A to B".
  QString course() const;
  /// "4 × 3 frames, 1104 × 1220 px".
  QString summary() const;
  /// Why no such sheet can be exported, or empty.
  QString problem() const;

  /// A sprite sheet is transparent at first, a contact sheet white.
  void setSprite(bool sprite);
  void setFrames(int frames);
  void setColumns(int columns);
  void setSize(int size);
  void setGround(Ground ground);
  void setCaptions(bool captions);
  void setEngine(const EngineInfo& engine) { engine_ = engine; }

  /// Before it is shown: what depends on the mix and the moment.
  Q_INVOKABLE void prepare();
  /// Makes the sheet; refuses a file that exists unless `overwrite`.
  Q_INVOKABLE void start(bool overwrite);
  void cancel() override;
  /// Waits until the sheet that is being made has been given up.
  void close();

 private:
  void write(const std::filesystem::path& file, Existing existing);
  int sizeInName() const override { return size_; }
  bool isTaken(const QString& path) const override;
  SheetLook look() const;
  SheetPlan plan() const;
  /// The faces that are not muted.
  std::vector<std::size_t> heard() const;
  Result<SheetSize> sheetSize() const;

  MixDocument& document_;
  const TimelineOf timelineOf_;
  const std::shared_ptr<Gatekeeper> keeper_;
  std::unique_ptr<ExportRenderer> renderer_;  ///< the thread's while it runs
  EngineInfo engine_;
  bool sprite_ = false;
  int frames_ = 12;
  int columns_ = 0;
  int size_ = 256;
  Ground ground_ = White;
  bool captions_ = true;
  bool cancelled_ = false;
  std::jthread thread_;  ///< last: it uses the others
};

}  // namespace mien
