#pragma once
#include <QtQml/qqmlregistration.h>

#include <QImage>

/// Makes QImage known to QML's tools as a value that properties hand through.
struct PictureType {
  Q_GADGET
  QML_FOREIGN(QImage)
  QML_VALUE_TYPE(picture)
};
