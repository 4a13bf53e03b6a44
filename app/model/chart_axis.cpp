#include "app/model/chart_axis.h"

#include <cmath>

namespace mien {
namespace {

constexpr double kMostSteps = 5;

double roundStep(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

}  // namespace

ChartAxis axisFor(double largest, bool whole) {
  ChartAxis axis;
  if (largest > 0) axis.step = roundStep(largest / kMostSteps);
  if (whole && axis.step < 1) axis.step = 1;
  const int steps = largest > 0 ? static_cast<int>(std::ceil(largest / axis.step - 1e-9)) : 1;
  for (int i = 0; i <= steps; ++i) axis.ticks.push_back(i * axis.step);
  axis.top = axis.ticks.back();
  return axis;
}

}  // namespace mien
