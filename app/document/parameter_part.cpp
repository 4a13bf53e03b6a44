#include "app/document/parameter_part.h"

namespace mien {

void ParameterPart::setList(ParameterList* list) {
  if (list == this->list()) return;
  setSourceModel(list);
  Q_EMIT askedChanged();
}

bool ParameterPart::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const QModelIndex at = sourceModel()->index(row, 0, parent);
  const auto is = [&](ParameterList::Role role) { return at.data(role); };
  const QString region = is(ParameterList::RegionRole).toString();
  const bool shared = is(ParameterList::SharedRole).toBool();
  const bool direction = is(ParameterList::DirectionRole).toBool();
  switch (part_) {
    case Shares:
      return shared && region.isEmpty() && is(ParameterList::FaceRole).toInt() == face_;
    case Picture:
      return !shared && !direction && region.isEmpty();
    case Directions:
      return direction;
    case InRegion:
      return region == region_ && is(ParameterList::FaceRole).toInt() == face_;
  }
  return false;
}

}  // namespace mien
