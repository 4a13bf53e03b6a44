#include "core/blend/direction_parameters.h"

#include <utility>

#include "core/blend/direction.h"

namespace mien {
namespace {

template <std::size_t I>
Parameter along() {
  const Direction& direction = directions()[I];
  Parameter p{};
  p.id = direction.id;
  p.name = direction.name;
  p.help = direction.help;
  p.minimum = direction.low;
  p.maximum = direction.high;
  p.standard = 0;
  p.unit = "SD";
  p.interpolation = Interpolation::Continuous;
  p.follows = "";
  p.region = "";
  p.direction = true;
  p.get = [](const Recipe& r) {
    const auto found = r.directions.find(directions()[I].id);
    return found == r.directions.end() ? 0.0 : found->second;
  };
  p.set = [](Recipe& r, double v) {
    if (v == 0)
      r.directions.erase(directions()[I].id);
    else
      r.directions[directions()[I].id] = v;
  };
  return p;
}

template <std::size_t... I>
void addAll(std::vector<Parameter>& list, std::index_sequence<I...> /*directions*/) {
  (list.push_back(along<I>()), ...);
}

}  // namespace

void addDirectionParameters(std::vector<Parameter>& list) {
  addAll(list, std::make_index_sequence<kDirectionCount>());
}

}  // namespace mien
