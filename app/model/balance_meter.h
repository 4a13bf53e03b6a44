#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <optional>
#include <thread>

#include "app/document/mix_document.h"

namespace mien {

class Gatekeeper;
class Notices;

/// Measures where the document's faces balance, each with the first, while it asks for that and does not know. Until
/// then, and where it can't be measured, half way is half way. Thread: the window's; it measures on a thread of its
/// own, which ends with it and renders in turn with the live preview.
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
  /// What balances depend on.
  struct Asked {
    std::string model;
    std::vector<FaceRef> faces;
    friend bool operator==(const Asked&, const Asked&) = default;
  };
  void look();
  void measure(const Asked& asked);
  void received(const Asked& asked, const Result<std::vector<double>>& balances);
  void setMeasuring(bool measuring);

  Studio& studio_;
  const std::shared_ptr<Gatekeeper> keeper_;
  MixDocument& document_;
  Notices& notices_;
  std::optional<EngineInfo> engine_;
  std::optional<Asked> asked_;  ///< that is being measured
  bool measuring_ = false;
  std::jthread worker_;
};

}  // namespace mien
