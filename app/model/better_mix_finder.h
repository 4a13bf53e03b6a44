#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QTimer>
#include <optional>

#include "app/document/mix_document.h"
#include "app/model/side_work.h"
#include "core/gate/better_mix.h"

namespace mien {

class Gatekeeper;
class MeaningMeter;

/// While the mix in the preview means little, looks for one near it that means more, and offers it. Thread: the
/// window's.
class BetterMixFinder : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool found READ found NOTIFY changed)
  Q_PROPERTY(QString words READ words NOTIFY changed)

 public:
  BetterMixFinder(Studio& studio, std::shared_ptr<Gatekeeper> keeper, MixDocument& document, const MeaningMeter& meter,
                  QObject* parent = nullptr);

  void setEngine(const EngineInfo& engine);

  bool found() const { return better_.has_value(); }
  /// What would be different and how much it would mean, e.g. "the path straight: 91 %".
  QString words() const;
  /// The mix becomes the better one, as one step.
  Q_INVOKABLE void take();

 Q_SIGNALS:
  void changed();

 private:
  void look();
  void search();
  void received(const Result<std::optional<BetterMix>>& better);

  const std::shared_ptr<Gatekeeper> keeper_;
  MixDocument& document_;
  const MeaningMeter& meter_;
  std::optional<EngineInfo> engine_;
  Recipe searched_;  ///< the mix that a better one was looked for
  std::optional<BetterMix> better_;
  bool low_ = false;
  QTimer rest_;
  SideWork work_;
};

}  // namespace mien
