#pragma once
#include <QList>
#include <QObject>
#include <QPointF>
#include <QTimer>
#include <cstdint>
#include <optional>
#include <set>

#include "app/document/mix_document.h"
#include "core/studio/frame_cache.h"

namespace mien {

/// The timeline's frames at one size: keeps those that were rendered and asks the studio for others. Frames are
/// numbered as in the film (see filmFrameCount). Thread: the window's.
class FrameFeed : public QObject {
  Q_OBJECT

 public:
  static constexpr std::size_t kCacheBytes = std::size_t{256} << 20U;

  FrameFeed(Studio& studio, MixDocument& document, std::size_t cacheBytes = kCacheBytes, QObject* parent = nullptr);
  ~FrameFeed() override;

  void setEngine(const EngineInfo& engine);
  /// Both faces and the engine are there, and something moves.
  bool usable() const;

  int size() const { return size_; }
  void setSize(int size);
  std::int64_t frames() const;
  /// How many frames of this size the cache can hold.
  std::int64_t room() const;

  bool has(std::int64_t n);
  std::shared_ptr<const Image8> find(std::int64_t n);
  /// What was rendered for another purpose may serve here too.
  std::shared_ptr<const Image8> find(const Recipe& recipe) { return cache_.find(recipe); }
  void keep(const Recipe& recipe, std::shared_ptr<const Image8> pixels);

  /// Renders a frame, unless it is here or on its way.
  void request(std::int64_t n);
  int inFlight() const { return static_cast<int>(pending_.size()); }
  bool isPending(std::int64_t n) const { return pending_.contains(n); }
  /// Gives up what has not begun.
  void cancel();
  /// Mean milliseconds that a frame took lately; 0: not yet known.
  double cost() const { return cost_; }

  /// Stretches of the timeline that are here, as (begin, end) in ticks.
  QList<QPointF> covered();
  double coveredShare();
  std::size_t bytes() const { return cache_.bytes(); }

 Q_SIGNALS:
  void arrived();
  /// Some frames are others now.
  void changed();
  void coveredChanged();
  void failed(const mien::Error& error);

 private:
  void refresh();
  void received(std::int64_t n, const CancelToken& token, Result<Frame> frame);
  Recipe recipeOf(std::int64_t n);
  void look();

  Studio& studio_;
  MixDocument& document_;
  std::optional<EngineInfo> engine_;
  FrameCache cache_;
  int size_ = 256;
  double cost_ = 0;
  std::optional<Timeline> timeline_;  ///< made when first needed
  std::set<std::int64_t> pending_;
  CancelToken token_;
  QTimer lookSoon_;
  bool looked_ = false;
  std::int64_t firstLooked_ = 0;
  std::vector<bool> here_;  ///< of the timeline's frames from firstLooked_ on
};

}  // namespace mien
