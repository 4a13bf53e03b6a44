#pragma once
#include <QPainterPath>
#include <QStringView>

namespace mien {

/// The strokes of an icon in a 24 × 24 square; empty for a name that does not exist.
QPainterPath iconPath(QStringView name);

}  // namespace mien
