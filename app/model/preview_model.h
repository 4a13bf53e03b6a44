#pragma once
#include <QtQml/qqmlregistration.h>

#include <QImage>
#include <QObject>
#include <QTimer>
#include <array>

#include "app/document/mix_document.h"

namespace mien {

class FrameFeed;
class Notices;

/// The live picture: asks for a small frame while sliders move and a full one once they rest. Thread: the window's.
class PreviewModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(QImage image READ image NOTIFY imageChanged)
  Q_PROPERTY(int renderedSize READ renderedSize NOTIFY imageChanged)
  Q_PROPERTY(double milliseconds READ milliseconds NOTIFY imageChanged)
  Q_PROPERTY(bool rendering READ rendering NOTIFY renderingChanged)
  Q_PROPERTY(int wantedSize READ wantedSize WRITE setWantedSize NOTIFY wantedSizeChanged)

 public:
  PreviewModel(Studio& studio, MixDocument& document, Notices& notices, QObject* parent);

  QImage image() const { return image_; }
  int renderedSize() const { return image_.width(); }
  /// Of the last render at rest or in motion.
  double milliseconds() const { return milliseconds_; }
  bool rendering() const { return rendering_; }
  /// The side of the resting frame, px: 256, 512 or 1024, whichever first covers what was asked for.
  int wantedSize() const { return wantedSize_; }
  void setWantedSize(int side);

  void setEngine(const EngineInfo& engine);
  /// Frames rendered before are shown at once, and those rendered here are kept there.
  void setFeed(FrameFeed* feed) { feed_ = feed; }
  /// The largest side that renders fast enough for a drag, as far as it is known; at most wantedSize().
  int smoothSize() const;
  /// The region of the mixed face at this place of its crop (0..1), see kRegionIds, or "".
  Q_INVOKABLE QString regionAt(const QPointF& place) const;
  /// While a timeline plays, only show() changes the picture.
  void setPlaying(bool playing);
  /// `landmarks` of the mixed face, if they are known: unit square.
  void show(const std::shared_ptr<const Image8>& pixels, std::optional<Landmarks> landmarks = {});

 Q_SIGNALS:
  void imageChanged();
  /// The sliders rest and this is the mix.
  void rested(const mien::Frame& frame);
  void renderingChanged();
  void wantedSizeChanged();

 private:
  void documentChanged();
  void request(int size);
  void received(Result<Frame> frame);
  bool showKept();
  void setRendering(bool rendering);

  Studio& studio_;
  MixDocument& document_;
  Notices& notices_;
  EngineInfo engine_;
  FrameFeed* feed_ = nullptr;
  bool playing_ = false;
  bool ready_ = false;
  QTimer rest_;
  QImage image_;
  std::optional<Landmarks> landmarks_;  ///< of the image
  double milliseconds_ = 0;
  bool rendering_ = false;
  int wantedSize_ = 512;
  Recipe asked_;
  std::array<double, 3> costs_{};  ///< mean milliseconds at 256, 512 and 1024; 0: not yet known
};

}  // namespace mien
