#include "app/document/mix_values.h"

#include <algorithm>
#include <string_view>

namespace mien {
namespace {

bool isMix(const Parameter& parameter) {
  return std::string_view(parameter.id) == "mix";
}

/// Which of MixState::linked is the parameter's: those whose recipe doesn't say it, in the order of parameters().
std::size_t linkOf(const Parameter& parameter) {
  std::size_t i = 0;
  for (const Parameter& p : parameters()) {
    if (&p == &parameter) break;
    if (followsAnother(p) && !p.isOwn) ++i;
  }
  return i;
}

void takeValues(MixState& state, const Recipe& recipe) {
  state.groups = {recipe.structure, recipe.features, recipe.colour};
  state.regions = recipe.regions;
  state.further = recipe.further;
  state.path = recipe.path;
  state.variation = recipe.variation;
  state.kept = recipe.kept;
  state.directions = recipe.directions;
  state.balance = recipe.balance;
  state.detail = recipe.detail;
  state.surroundings = recipe.surroundings;
}

void link(MixState& state, const Parameter& parameter) {
  if (!parameter.letFollow) {
    state.linked[linkOf(parameter)] = true;
    return;
  }
  Recipe recipe = valuesOf(state);
  parameter.letFollow(recipe);
  takeValues(state, recipe);
}

/// Of a region's parameter its own value says so already.
void leaveLink(MixState& state, const Parameter& parameter) {
  if (!parameter.isOwn) state.linked[linkOf(parameter)] = false;
}

}  // namespace

Recipe valuesOf(const MixState& state) {
  Recipe recipe;
  recipe.structure = state.groups[0];
  recipe.features = state.groups[1];
  recipe.colour = state.groups[2];
  recipe.regions = state.regions;
  recipe.further = state.further;
  recipe.path = state.path;
  recipe.variation = state.variation;
  recipe.kept = state.kept;
  recipe.directions = state.directions;
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
    for (const Parameter& p : parametersOf(2))
      if (!p.isOwn && isLinked(state, p)) p.set(recipe, value);  // those of a region follow by themselves
  } else {
    parameter.set(recipe, value);
    if (followsAnother(parameter)) leaveLink(state, parameter);
    if (isMeasured(parameter)) state.autoBalance = false;
  }
  takeValues(state, recipe);
}

bool isMeasured(const Parameter& parameter) {
  return std::string_view(parameter.id).ends_with("balance");
}

void setValueAt(MixState& state, const Parameter& parameter, double value, Ticks time, bool key) {
  if (key || findTrack(state.timeline, parameter.id) != nullptr)
    setKey(state.timeline, parameter.id, time, clamped(parameter, value));
  else
    setValue(state, parameter, value);
}

std::span<const Parameter> parametersOf(const MixState& state) {
  return parametersOf(state.faces.size());
}

bool followsAnother(const Parameter& parameter) {
  return parameter.follows[0] != '\0';
}

bool isLinked(const MixState& state, const Parameter& parameter) {
  if (parameter.isOwn) return !parameter.isOwn(valuesOf(state));
  return followsAnother(parameter) && state.linked[linkOf(parameter)];
}

void setLinked(MixState& state, const Parameter& parameter, bool linked) {
  if (!followsAnother(parameter)) return;
  if (linked) {
    if (!parameter.isOwn) setValue(state, parameter, valueOf(state, *findParameter(parameter.follows)));
    std::erase_if(state.timeline.tracks, [&](const Track& track) { return track.parameter == parameter.id; });
    link(state, parameter);
  } else {
    setValue(state, parameter, valueOf(state, parameter));
  }
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
    if (a.further.size() == b.further.size())
      for (std::size_t i = 0; i < a.further.size(); ++i) b.further[i].balance = a.further[i].balance;
  }
  return a == b;
}

ParameterValues parameterValuesOf(const MixState& state) {
  ParameterValues values;
  for (const Parameter& p : parametersOf(state))
    if (!isLinked(state, p)) values[p.id] = valueOf(state, p);
  return values;
}

ParameterValues parameterValuesAt(const MixState& state, double ticks) {
  ParameterValues values;
  for (const Parameter& p : parametersOf(state))
    if (!isLinked(state, p) || findTrack(state.timeline, p.id) != nullptr) values[p.id] = valueAt(state, p, ticks);
  return values;
}

void setParameterValues(MixState& state, const ParameterValues& values) {
  for (const Parameter& p : parametersOf(state))
    if (followsAnother(p)) findTrack(state.timeline, p.id) == nullptr ? link(state, p) : leaveLink(state, p);
  for (const Parameter& p : parametersOf(state)) {
    const auto found = values.find(p.id);
    if (found != values.end()) {
      setValue(state, p, found->second);
    } else if (!followsAnother(p) && !isMeasured(p)) {
      setValue(state, p, p.standard);
    }
  }
}

}  // namespace mien
