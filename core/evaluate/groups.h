#pragma once
#include "core/evaluate/dataset.h"
#include "core/evaluate/figures.h"

namespace mien {

/// Everyone, race and gender where labelled, source.
Groups groupsOf(const FaceRow& row);

/// A blend counts for each group that either parent belongs to, and for what the parents have in common.
Groups groupsOf(const FaceRow& a, const FaceRow& b);

}  // namespace mien
