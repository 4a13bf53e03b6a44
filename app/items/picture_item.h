#pragma once
#include <QImage>
#include <QQuickItem>

namespace mien {

/// Shows a QImage fitted or at its own pixels, over a checkerboard where it is transparent. Works with every scene
/// graph backend, the software one included.
class PictureItem : public QQuickItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QImage picture READ picture WRITE setPicture NOTIFY pictureChanged)
  Q_PROPERTY(bool actualPixels READ actualPixels WRITE setActualPixels NOTIFY layoutChanged)
  Q_PROPERTY(int nominalWidth READ nominalWidth WRITE setNominalWidth NOTIFY layoutChanged)
  Q_PROPERTY(bool fill READ fill WRITE setFill NOTIFY layoutChanged)
  Q_PROPERTY(QPointF pan READ pan WRITE setPan NOTIFY layoutChanged)
  Q_PROPERTY(double aspect READ aspect NOTIFY pictureChanged)
  Q_PROPERTY(QRectF paintedRect READ paintedRect NOTIFY layoutChanged)

 public:
  explicit PictureItem(QQuickItem* parent = nullptr);

  QImage picture() const { return picture_; }
  void setPicture(const QImage& picture);
  /// One picture pixel on one screen pixel; otherwise the whole picture fits.
  bool actualPixels() const { return actualPixels_; }
  void setActualPixels(bool actual);
  /// The width that counts as actual pixels when smaller drafts of a picture are shown, too; 0: the picture's own.
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
  QSizeF shownSize() const;
  QPointF limited(const QPointF& pan) const;
  void relayout();

  QImage picture_;
  QPointF pan_;
  int nominalWidth_ = 0;
  bool actualPixels_ = false;
  bool fill_ = false;
  bool newPicture_ = false;
};

}  // namespace mien
