#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <optional>
#include <thread>

#include "app/document/mix_document.h"

namespace mien {

class Gatekeeper;
class Notices;

/// Measures where the document's two faces balance while it asks for that and does not know. Until then, and where it
/// can't be measured, half way is half way. Thread: the window's; it measures on a thread of its own, which ends with
/// it and renders in turn with the live preview.
class BalanceMeter : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool measuring READ measuring NOTIFY measuringChanged)

 public:
  BalanceMeter(Studio& studio, std::shared_ptr<Gatekeeper> keeper, MixDocument& document, Notices& notices,
               QObject* parent = nullptr);
  ~BalanceMeter() override;

  void setEngine(const EngineInfo& engine);
  /// The balance of the faces is not known yet.
  bool measuring() const { return measuring_; }

 Q_SIGNALS:
  void measuringChanged();

 private:
  /// What a balance depends on.
  struct Pair {
    std::string model;
    std::array<FaceRef, 2> faces;
    friend bool operator==(const Pair&, const Pair&) = default;
  };
  void look();
  void measure(const Pair& pair);
  void received(const Pair& pair, const Result<double>& balance);
  void setMeasuring(bool measuring);

  Studio& studio_;
  const std::shared_ptr<Gatekeeper> keeper_;
  MixDocument& document_;
  Notices& notices_;
  std::optional<EngineInfo> engine_;
  std::optional<Pair> pair_;  ///< that is being measured
  bool measuring_ = false;
  std::jthread worker_;
};

}  // namespace mien
