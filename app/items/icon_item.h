#pragma once
#include <QColor>
#include <QQuickPaintedItem>

namespace mien {

/// A line icon from the built-in set (icon_paths.cpp), in any colour and size.
class IconItem : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
  Q_PROPERTY(QColor colour READ colour WRITE setColour NOTIFY changed)

 public:
  explicit IconItem(QQuickItem* parent = nullptr);
  QString name() const { return name_; }
  void setName(const QString& name);
  QColor colour() const { return colour_; }
  void setColour(const QColor& colour);
  void paint(QPainter* painter) override;

 Q_SIGNALS:
  void changed();

 private:
  QString name_;
  QColor colour_ = Qt::white;
};

}  // namespace mien
