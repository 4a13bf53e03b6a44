#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QStringList>
#include <memory>

#include "app/document/mix_document.h"
#include "core/guard/meaning.h"
#include "core/studio/job_threads.h"

namespace mien {

class Gatekeeper;
class PreviewModel;

/// How far the mix in the preview means something, measured once the sliders rest. Thread: the window's.
class MeaningMeter : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool known READ known NOTIFY changed)
  Q_PROPERTY(double value READ value NOTIFY changed)
  Q_PROPERTY(bool low READ low NOTIFY changed)
  Q_PROPERTY(QString words READ words NOTIFY changed)
  Q_PROPERTY(QStringList parts READ parts NOTIFY changed)

 public:
  MeaningMeter(std::shared_ptr<Gatekeeper> keeper, const MixDocument& document, const PreviewModel& preview,
               QObject* parent = nullptr);
  ~MeaningMeter() override;

  /// Of the picture that is shown; else of one before it.
  bool known() const { return known_; }
  const Meaning& meaning() const { return meaning_; }
  double value() const { return meaning_.value; }
  bool low() const { return known_ && meaning_.value < kLowMeaning; }
  /// Why it is low, or empty.
  QString words() const;
  /// For people: each part with its share, "Looks like a face: 98 %".
  QStringList parts() const;

 Q_SIGNALS:
  void changed();

 private:
  void documentChanged();
  void measure(const Frame& frame);

  const std::shared_ptr<Gatekeeper> keeper_;
  const MixDocument& document_;
  Meaning meaning_;
  bool known_ = false;
  int request_ = 0;
  JobThreads threads_{1};
};

}  // namespace mien
