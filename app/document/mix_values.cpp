#include "app/document/mix_values.h"

#include <algorithm>
#include <string_view>

namespace mien {
namespace {

bool isMix(const Parameter& parameter) {
  return std::string_view(parameter.id) == "mix";
}

/// Which of MixState::linked is the parameter's: they stand in the order of parameters().
std::size_t linkOf(const Parameter& parameter) {
  std::size_t i = 0;
  for (const Parameter& p : parameters()) {
    if (&p == &parameter) break;
    if (followsAnother(p)) ++i;
  }
  return i;
}

void takeValues(MixState& state, const Recipe& recipe) {
  state.groups = {recipe.structure, recipe.features, recipe.colour};
  state.balance = recipe.balance;
  state.detail = recipe.detail;
  state.surroundings = recipe.surroundings;
}

}  // namespace

Recipe valuesOf(const MixState& state) {
  Recipe recipe;
  recipe.structure = state.groups[0];
  recipe.features = state.groups[1];
  recipe.colour = state.groups[2];
  recipe.balance = state.balance;
  recipe.detail = state.detail;
  recipe.surroundings = state.surroundings;
  return recipe;
}

double valueOf(const MixState& state, const Parameter& parameter) {
  return isMix(parameter) ? state.overall : parameter.get(valuesOf(state));
}

void setValue(MixState& state, const Parameter& parameter, double value) {
  value = clamped(parameter, value);
  Recipe recipe = valuesOf(state);
  if (isMix(parameter)) {
    state.overall = value;
    for (const Parameter& p : parameters())
      if (isLinked(state, p)) p.set(recipe, value);
  } else {
    parameter.set(recipe, value);
    if (followsAnother(parameter)) state.linked[linkOf(parameter)] = false;
    if (isMeasured(parameter)) state.autoBalance = false;
  }
  takeValues(state, recipe);
}

bool isMeasured(const Parameter& parameter) {
  return std::string_view(parameter.id) == "balance";
}

bool followsAnother(const Parameter& parameter) {
  return parameter.follows[0] != '\0';
}

bool isLinked(const MixState& state, const Parameter& parameter) {
  return followsAnother(parameter) && state.linked[linkOf(parameter)];
}

void setLinked(MixState& state, const Parameter& parameter, bool linked) {
  if (!followsAnother(parameter)) return;
  if (linked) {
    setValue(state, parameter, valueOf(state, *findParameter(parameter.follows)));
    std::erase_if(state.timeline.tracks, [&](const Track& track) { return track.parameter == parameter.id; });
  }
  state.linked[linkOf(parameter)] = linked;
}

double valueAt(const MixState& state, const Parameter& parameter, double ticks) {
  if (const Track* track = findTrack(state.timeline, parameter.id)) return clamped(parameter, valueAt(*track, ticks));
  if (isLinked(state, parameter)) return valueAt(state, *findParameter(parameter.follows), ticks);
  return valueOf(state, parameter);
}

void removeKeys(MixState& state, const KeySelection& keys, double ticks) {
  const MixState before = state;
  removeKeys(state.timeline, keys);
  for (const Track& track : before.timeline.tracks) {
    const Parameter& parameter = *findParameter(track.parameter);
    if (findTrack(state.timeline, parameter.id) == nullptr && !isLinked(state, parameter))
      setValue(state, parameter, valueAt(before, parameter, ticks));
  }
}

bool sameButMeasured(const MixState& a, MixState b) {
  if (a.autoBalance && b.autoBalance) {
    b.balance = a.balance;
    b.balanceMeasured = a.balanceMeasured;
  }
  return a == b;
}

ParameterValues parameterValuesOf(const MixState& state) {
  ParameterValues values;
  for (const Parameter& p : parameters())
    if (!isLinked(state, p)) values[p.id] = valueOf(state, p);
  return values;
}

ParameterValues parameterValuesAt(const MixState& state, double ticks) {
  ParameterValues values;
  for (const Parameter& p : parameters())
    if (!isLinked(state, p) || findTrack(state.timeline, p.id) != nullptr) values[p.id] = valueAt(state, p, ticks);
  return values;
}

void setParameterValues(MixState& state, const ParameterValues& values) {
  for (const Parameter& p : parameters())
    if (followsAnother(p)) state.linked[linkOf(p)] = findTrack(state.timeline, p.id) == nullptr;
  for (const Parameter& p : parameters()) {
    const auto found = values.find(p.id);
    if (found != values.end()) {
      setValue(state, p, found->second);
    } else if (!followsAnother(p) && !isMeasured(p)) {
      setValue(state, p, p.standard);
    }
  }
}

}  // namespace mien
