#pragma once
#include <QImage>
#include <QQuickItem>

namespace mien {

/// Shows a QImage fitted or as large as is wanted, over a checkerboard where it is transparent. Works with every scene
/// graph backend, the software one included.
class PictureItem : public QQuickItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QImage picture READ picture WRITE setPicture NOTIFY pictureChanged)
  Q_PROPERTY(double zoom READ zoom WRITE setZoom NOTIFY layoutChanged)
  Q_PROPERTY(double shownZoom READ shownZoom NOTIFY layoutChanged)
  Q_PROPERTY(int nominalWidth READ nominalWidth WRITE setNominalWidth NOTIFY layoutChanged)
  Q_PROPERTY(bool fill READ fill WRITE setFill NOTIFY layoutChanged)
  Q_PROPERTY(QPointF pan READ pan WRITE setPan NOTIFY layoutChanged)
  Q_PROPERTY(double aspect READ aspect NOTIFY pictureChanged)
  Q_PROPERTY(QRectF paintedRect READ paintedRect NOTIFY layoutChanged)

 public:
  explicit PictureItem(QQuickItem* parent = nullptr);

  QImage picture() const { return picture_; }
  void setPicture(const QImage& picture);
  /// Screen pixels for a picture pixel; 0: the whole picture fits.
  double zoom() const { return zoom_; }
  void setZoom(double zoom);
  /// The same as it is shown, when it fits too.
  double shownZoom() const;
  /// As setZoom(); what lies at a point stays there, as far as the picture reaches over the item's edges.
  Q_INVOKABLE void zoomAt(QPointF at, double zoom);
  /// The width that zoom counts from when smaller drafts of a picture are shown, too; 0: the picture's own.
  int nominalWidth() const { return nominalWidth_; }
  void setNominalWidth(int width);
  /// Covers the item, cutting off what stands over.
  bool fill() const { return fill_; }
  void setFill(bool fill);
  /// Moves the picture by this much, as far as it stands over the item's edges; what goes further is not kept.
  QPointF pan() const { return pan_; }
  void setPan(const QPointF& pan);
  /// Width ÷ height; 1 without a picture.
  double aspect() const { return picture_.isNull() ? 1.0 : double(picture_.width()) / picture_.height(); }
  /// Where the picture lies, in the item's coordinates.
  QRectF paintedRect() const;

 Q_SIGNALS:
  void pictureChanged();
  void layoutChanged();

 protected:
  QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData* data) override;
  void geometryChange(const QRectF& now, const QRectF& before) override;
  void itemChange(ItemChange change, const ItemChangeData& data) override;

 private:
  /// Of a picture pixel that is shown as one screen pixel.
  double actualScale() const;
  QSizeF shownSize() const;
  QPointF limited(const QPointF& pan) const;
  void relayout();

  QImage picture_;
  QPointF pan_;
  int nominalWidth_ = 0;
  double zoom_ = 0;
  bool fill_ = false;
  bool newPicture_ = false;
};

}  // namespace mien
