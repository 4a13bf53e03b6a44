#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QTimer>
#include <optional>

#include "app/document/mix_document.h"
#include "app/model/side_work.h"
#include "core/guard/meaning.h"

namespace mien {

class Gatekeeper;

/// How much the timeline means from moment to moment, measured while somebody looks and the timeline rests. Moments
/// whose mix stays the same are not measured again. Thread: the window's.
class MeaningStrip : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool shown READ shown WRITE setShown NOTIFY shownChanged)

 public:
  /// A stretch of the timeline and what is known of it.
  struct Moment {
    Ticks begin = 0, end = 0;
    std::optional<Meaning> meaning;
  };
  static constexpr int kMoments = 48;

  MeaningStrip(Studio& studio, std::shared_ptr<Gatekeeper> keeper, const MixDocument& document,
               QObject* parent = nullptr);

  void setEngine(const EngineInfo& engine);

  bool shown() const { return shown_; }
  void setShown(bool shown);
  /// Side by side from 0 to the end; none while nothing moves.
  const std::vector<Moment>& moments() const { return moments_; }
  /// For people: what is known of a moment, or empty.
  Q_INVOKABLE QString textAt(double ticks) const;

 Q_SIGNALS:
  void changed();
  void shownChanged();

 private:
  bool usable() const;
  void look();
  void sample();
  void measure();
  void received(std::size_t moment, const Meaning& meaning);

  const std::shared_ptr<Gatekeeper> keeper_;
  const MixDocument& document_;
  std::optional<EngineInfo> engine_;
  bool shown_ = false;
  std::vector<Moment> moments_;
  std::vector<Recipe> recipes_;  ///< of moments_
  QTimer rest_;
  SideWork work_;  ///< last: ends before what it tells
};

}  // namespace mien
