#pragma once
#include <vector>

#include "core/blend/parameters.h"

namespace mien {

/// A parameter that can be moved in a recipe, and around which value.
struct Movable {
  const Parameter* parameter;
  double value;
};

/// Those of a recipe's parameters that move it and have no choices, in the order of parameters().
std::vector<Movable> movablesOf(const Recipe& recipe);

/// `recipe` with the parameter at `value`, and with it those that follow it there; who has left it stays. A recipe says
/// of structure, features and colour only what they are, so those of them that agree count as followers of the overall
/// share.
Recipe movedTo(const Recipe& recipe, const Movable& movable, double value);

}  // namespace mien
