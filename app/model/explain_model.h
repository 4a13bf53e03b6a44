#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QVariantList>
#include <memory>
#include <optional>
#include <stop_token>

#include "app/document/mix_document.h"
#include "app/model/training_pictures.h"
#include "core/gate/explain.h"
#include "core/studio/job_threads.h"

namespace mien {

class ExportRenderer;
class Gatekeeper;

/// Explains the mix while somebody looks: whom it is near to, who is where in it, and what each slider does to it. What
/// was explained is kept until the mix is another. Thread: the window's; it measures on a thread of its own, in turn
/// with the live preview, and nobody waits for it.
class ExplainModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool open READ isOpen WRITE setOpen NOTIFY changed)
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(double progress READ progress NOTIFY progressChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(QString alarm READ alarm NOTIFY changed)
  Q_PROPERTY(QString alarmNote READ alarmNote NOTIFY changed)
  Q_PROPERTY(QVariantList nearest READ nearest NOTIFY changed)
  Q_PROPERTY(QVariantList alike READ alike NOTIFY changed)
  Q_PROPERTY(mien::TrainingPictures* pictures READ pictures CONSTANT)
  Q_PROPERTY(QVariantList regions READ regions NOTIFY changed)
  Q_PROPERTY(QString kept READ kept NOTIFY changed)
  Q_PROPERTY(QVariantList sliders READ sliders NOTIFY changed)

 public:
  enum State { Nothing, Working, Ready, Failed };
  Q_ENUM(State)

  ExplainModel(Studio& studio, std::shared_ptr<Gatekeeper> keeper, const MixDocument& document,
               Preferences& preferences, QObject* parent = nullptr);
  ~ExplainModel() override;

  void setEngine(const EngineInfo& engine);

  bool isOpen() const { return open_; }
  /// Explains while it is open, anew when the mix changes; closing it stops what is under way.
  void setOpen(bool open);
  State state() const { return state_; }
  double progress() const { return progress_; }
  /// Why it failed, one sentence.
  QString problem() const { return problem_; }
  /// What speaks when the mix is nearly a training photograph, or empty.
  QString alarm() const;
  /// From where on the alarm would speak, or empty.
  QString alarmNote() const;
  TrainingPictures* pictures() { return &pictures_; }
  QVariantList nearest() const;  ///< see explain_texts.h, as are the other lists
  QVariantList alike() const;
  QVariantList regions() const;
  /// What of the mix is one face's own, a sentence each.
  QString kept() const;
  QVariantList sliders() const;

 Q_SIGNALS:
  void changed();
  void progressChanged();

 private:
  void look();
  void start();
  void stop();
  void received(int request, Result<Explanation> explanation);
  void progressed(int request, double progress);

  Studio& studio_;
  const std::shared_ptr<Gatekeeper> keeper_;
  const MixDocument& document_;
  std::optional<EngineInfo> engine_;
  bool open_ = false;
  State state_ = Nothing;
  double progress_ = 0;
  QString problem_;
  Recipe asked_;  ///< what is explained, or being so
  Explanation explanation_;
  TrainingPictures pictures_;
  QTimer rest_;
  int request_ = 0;
  std::stop_source stop_;
  JobThreads threads_{1};  ///< last: ends before what it tells
};

}  // namespace mien
