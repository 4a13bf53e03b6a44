#include "app/document/mix_values.h"

#include "core/blend/parameters.h"

namespace mien {
namespace {

constexpr std::array kGroups{"structure", "features", "colour"};  // the order of MixState::groups

double valueOf(const ParameterValues& values, const char* id) {
  const auto found = values.find(id);
  const Parameter& parameter = *findParameter(id);
  return found == values.end() ? parameter.standard : clamped(parameter, found->second);
}

}  // namespace

ParameterValues valuesOf(const MixState& state) {
  ParameterValues values{
      {"mix", state.overall}, {"detail", state.detail}, {"surroundings", static_cast<double>(state.surroundings)}};
  for (std::size_t i = 0; i < kGroups.size(); ++i)
    if (!state.linked[i]) values[kGroups[i]] = state.groups[i];
  return values;
}

void setValues(MixState& state, const ParameterValues& values) {
  state.overall = valueOf(values, "mix");
  state.detail = valueOf(values, "detail");
  state.surroundings = static_cast<Surroundings>(static_cast<int>(valueOf(values, "surroundings")));
  for (std::size_t i = 0; i < kGroups.size(); ++i) {
    state.linked[i] = !values.contains(kGroups[i]);
    state.groups[i] = state.linked[i] ? state.overall : valueOf(values, kGroups[i]);
  }
}

}  // namespace mien
