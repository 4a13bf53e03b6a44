#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QTimer>
#include <optional>
#include <thread>

#include "app/document/mix_document.h"

namespace mien {

class Notices;

/// Measures the even pace of the document's timeline while it asks for one, once nothing has changed for a moment;
/// until then the path is shown as it is. Thread: the window's; it measures on a thread of its own, which ends with it
/// and renders in turn with the live preview.
class PaceMeter : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool measuring READ measuring NOTIFY measuringChanged)

 public:
  PaceMeter(Studio& studio, MixDocument& document, Notices& notices, QObject* parent = nullptr);
  ~PaceMeter() override;

  void setEngine(const EngineInfo& engine);
  /// The pace is not known yet.
  bool measuring() const { return measuring_; }

 Q_SIGNALS:
  void measuringChanged();

 private:
  void look();
  void measure();
  void received(const Timeline& path, Result<Pace> pace);
  void setMeasuring(bool measuring);

  Studio& studio_;
  MixDocument& document_;
  Notices& notices_;
  std::optional<EngineInfo> engine_;
  std::optional<Timeline> path_;  ///< what the pace is, or will be, of
  QTimer rest_;
  bool measuring_ = false;
  std::jthread worker_;
};

}  // namespace mien
