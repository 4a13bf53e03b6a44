#include "app/document/face_changes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "app/document/mix_values.h"
#include "core/blend/balance.h"

namespace mien {
namespace {

constexpr double kRounding = 1e-9;

/// The parameter that says the share of face `face` ≥ 1 in the whole.
const Parameter& shareOf(std::size_t face) {
  return *findParameter(face == 1 ? "mix" : letterOf(face));
}

/// Which face a parameter's share is of: B's have no face of their own; 0 for what is of none.
std::size_t faceOf(const Parameter& parameter) {
  if (parameter.face > 0) return parameter.face;
  constexpr std::array<std::string_view, 5> ofB{"mix", "structure", "features", "colour", "balance"};
  const bool isB = parameter.region[0] != '\0' || std::find(ofB.begin(), ofB.end(), parameter.id) != ofB.end();
  return isB ? 1 : 0;
}

/// The same parameter of another face.
std::string idFor(const Parameter& parameter, std::size_t face) {
  std::string id = parameter.id;
  if (faceOf(parameter) == 1) id = id == "mix" ? "" : "-" + id;
  if (parameter.face > 0) id.erase(0, 1);
  if (face > 1) return letterOf(face) + id;
  return id.empty() ? "mix" : id.substr(1);
}

/// What the faces have in one part of the mix, by the id of B's parameter.
FaceWeights weightsIn(const MixState& state, const std::string& part, double ticks) {
  const Parameter& ofB = *findParameter(part);
  Recipe shares;  // stands for this part alone
  shares.structure = valueAt(state, ofB, ticks);
  for (std::size_t i = 2; i < state.faces.size(); ++i)
    shares.further.push_back({.share = valueAt(state, *findParameter(idFor(ofB, i)), ticks)});
  return overallWeights(shares);
}

/// `asked`, but that locked faces have what they have in `held`.
FaceWeights withLocked(const std::vector<FaceEntry>& faces, FaceWeights asked, const FaceWeights& held) {
  double kept = 0;
  double free = 0;
  for (std::size_t i = 0; i < asked.size(); ++i)
    (faces[i].locked ? kept : free) += faces[i].locked ? held[i] : asked[i];
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (faces[i].locked || free <= 0)
      asked[i] = held[i];
    else
      asked[i] *= (1 - kept) / free;
  }
  return asked;
}

/// See setWeights().
void setWeightsIn(MixState& state, const std::string& part, const FaceWeights& next, Ticks time, double shownAt,
                  bool key) {
  const FaceWeights now = weightsIn(state, part, shownAt);
  const std::vector<double> before = sharesFrom(now);
  const std::vector<double> shares = sharesFrom(next);
  // What moves by rounding alone would leave its link, or get a keyframe.
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (std::abs(shares[i] - before[i]) > kRounding)
      setValueAt(state, *findParameter(idFor(*findParameter(part), i + 1)), shares[i], time, key);
}

/// The weights once the slider of a face stands at `share` of those up to it, as far as faces that are not locked give
/// way.
FaceWeights withShare(const MixState& state, const FaceWeights& now, std::size_t face, double share) {
  const auto isFree = [&](std::size_t i) { return i != face && !state.faces[i].locked; };
  double held = 0;  // by locked faces before it
  bool takesBefore = false;
  for (std::size_t i = 0; i < face; ++i) {
    if (isFree(i))
      takesBefore = true;
    else
      held += now[i];
  }
  const std::size_t from = takesBefore ? 0 : face + 1;
  const std::size_t to = takesBefore ? face : now.size();
  double given = 0;  // what those have that give way
  std::size_t givers = 0;
  for (std::size_t i = from; i < to; ++i) {
    if (!isFree(i)) continue;
    given += now[i];
    ++givers;
  }
  const double most = now[face] + given;
  if (givers == 0 || (!takesBefore && held <= 0)) return now;  // the share of nothing is any
  FaceWeights next = now;
  if (takesBefore)
    next[face] = std::min(share * (held + most), most);
  else
    next[face] = share < 1 ? std::min(held * share / (1 - share), most) : most;
  for (std::size_t i = from; i < to; ++i) {
    if (!isFree(i)) continue;
    const double rest = most - next[face];
    next[i] = given > 0 ? now[i] * rest / given : rest / static_cast<double>(givers);
  }
  return next;
}

/// Gives face `face` all (`share` 1) or nothing (0) of what it and those before it have.
void setAll(Recipe& recipe, std::size_t face, double share) {
  if (face == 0) return;
  if (face == 1) {
    recipe.structure = recipe.features = recipe.colour = share;
    recipe.regions = {};
    return;
  }
  FaceShare& own = recipe.further[face - 2];
  own = {.share = share, .structure = {}, .features = {}, .colour = {}, .balance = own.balance, .regions = {}};
}

/// The same for one part, by the id of B's parameter: the others keep what they have of each other.
void muteIn(Recipe& recipe, const char* part, const std::vector<bool>& muted) {
  std::vector<const Parameter*> ofFaces;
  Recipe shares;  // stands for this part alone
  for (std::size_t face = 1; face < muted.size(); ++face) {
    ofFaces.push_back(findParameter(idFor(*findParameter(part), face)));
    const double share = ofFaces.back()->get(recipe);
    if (face == 1)
      shares.structure = share;
    else
      shares.further.push_back({.share = share});
  }
  FaceWeights weights = overallWeights(shares);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (muted[i]) weights[i] = 0;
  // Those who are left may have had nothing.
  if (std::all_of(weights.begin(), weights.end(), [](double w) { return w <= 0; }))
    weights[static_cast<std::size_t>(std::find(muted.begin(), muted.end(), false) - muted.begin())] = 1;
  const std::vector<double> next = sharesFrom(weights);
  for (std::size_t i = 0; i < next.size(); ++i) ofFaces[i]->set(recipe, next[i]);
}

/// The faces whose shares muting sets: the muted ones, and the first of the others.
std::vector<std::size_t> touchedBy(const std::vector<bool>& muted) {
  const auto first = static_cast<std::size_t>(std::find(muted.begin(), muted.end(), false) - muted.begin());
  std::vector<std::size_t> touched;
  for (std::size_t i = 1; i < muted.size(); ++i)
    if (muted[i] || (i == first)) touched.push_back(i);
  return touched;
}

void moveTracks(Timeline& timeline, std::size_t removed) {
  // Without its first face, the second's shares say nothing any more.
  const std::size_t gone = std::max<std::size_t>(removed, 1);
  std::erase_if(timeline.tracks, [&](const Track& t) { return faceOf(*findParameter(t.parameter)) == gone; });
  for (Track& track : timeline.tracks) {
    const Parameter& parameter = *findParameter(track.parameter);
    if (const std::size_t face = faceOf(parameter); face > gone) track.parameter = idFor(parameter, face - 1);
  }
  const auto rank = [](const Track& t) { return findParameter(t.parameter); };
  std::sort(timeline.tracks.begin(), timeline.tracks.end(),
            [&](const Track& a, const Track& b) { return rank(a) < rank(b); });
}

/// The value of a parameter that names faces which stands for this one.
double naming(const Parameter& parameter, std::size_t face) {
  const auto choice = std::find(parameter.choices.begin(), parameter.choices.end(), letterOf(face));
  return static_cast<double>(choice - parameter.choices.begin());
}

/// What a parameter that names faces says once a face is gone: who is named is not there any more, or has moved up.
double without(const Parameter& parameter, double value, std::size_t removed) {
  if (value == naming(parameter, removed)) return parameter.standard;
  for (std::size_t face = removed + 1; face < kMaxFaces; ++face)
    if (value == naming(parameter, face)) return naming(parameter, face - 1);
  return value;
}

/// Puts `change(parameter, value)` in place of each keyframe's value where a parameter names faces.
template <class Change>
void changeNames(Timeline& timeline, const Change& change) {
  for (Track& track : timeline.tracks) {
    const Parameter& parameter = *findParameter(track.parameter);
    if (!namesFaces(parameter)) continue;
    for (Keyframe& key : track.keyframes) key.value = change(parameter, key.value);
  }
}

/// What a parameter that names faces says when these have no part in the mix: a muted one's pixels and outlines have
/// none either.
double unlessMuted(const Parameter& parameter, double value, const std::vector<bool>& muted) {
  for (std::size_t face = 0; face < muted.size(); ++face)
    if (muted[face] && value == naming(parameter, face)) return parameter.standard;
  return value;
}

void muteNames(Recipe& recipe, const std::vector<bool>& muted) {
  for (const Parameter& p : parametersOf(2))
    if (namesFaces(p)) p.set(recipe, unlessMuted(p, p.get(recipe), muted));
}

/// The shares of a recipe alone, see mute().
void muteShares(Recipe& recipe, const std::vector<bool>& muted) {
  for (const char* group : {"structure", "features", "colour"}) muteIn(recipe, group, muted);
  for (const Parameter& p : parametersOf(2)) {
    if (p.region[0] == '\0') continue;
    const auto own = [&](std::size_t face) {
      const Parameter& its = *findParameter(idFor(p, face));
      return its.isOwn(recipe);
    };
    bool any = false;
    for (std::size_t face = 1; face < muted.size(); ++face) any = any || own(face);
    if (any) muteIn(recipe, p.id, muted);
  }
}

}  // namespace

FaceWeights weightsAt(const MixState& state, double ticks) {
  return weightsIn(state, "mix", ticks);
}

void setWeights(MixState& state, const FaceWeights& weights, Ticks time, double shownAt, bool key) {
  const FaceWeights next = withLocked(state.faces, weights, weightsAt(state, shownAt));
  setWeightsIn(state, "mix", next, time, shownAt, key);
}

bool anyLocked(const MixState& state) {
  return std::any_of(state.faces.begin(), state.faces.end(), [](const FaceEntry& entry) { return entry.locked; });
}

bool isHeld(const MixState& state, const Parameter& parameter) {
  const std::size_t face = faceOf(parameter);
  if (face == 0 || isMeasured(parameter)) return false;
  const auto free = std::count_if(state.faces.begin(), state.faces.end(), [](const FaceEntry& e) { return !e.locked; });
  return state.faces[face].locked || free < 2;
}

bool movesLocked(const MixState& state, const Parameter& parameter) {
  const std::size_t face = faceOf(parameter);
  if (face == 0 || isMeasured(parameter)) return false;
  const auto upTo = std::min(state.faces.size(), face + 1);
  return std::any_of(state.faces.begin(), state.faces.begin() + static_cast<std::ptrdiff_t>(upTo),
                     [](const FaceEntry& e) { return e.locked; });
}

void keepLocked(MixState& state, const MixState& before, Ticks time, double shownAt, bool key) {
  if (!anyLocked(state)) return;
  const MixState asked = state;
  for (const Parameter& part : parametersOf(2)) {
    if (faceOf(part) != 1 || isMeasured(part)) continue;
    const FaceWeights held = weightsIn(before, part.id, shownAt);
    setWeightsIn(state, part.id, withLocked(state.faces, weightsIn(asked, part.id, shownAt), held), time, shownAt, key);
  }
}

void setShare(MixState& state, const Parameter& parameter, double value, Ticks time, double shownAt, bool key) {
  if (isHeld(state, parameter)) return;
  const std::size_t face = faceOf(parameter);
  if (face == 0 || isMeasured(parameter) || !anyLocked(state)) return setValueAt(state, parameter, value, time, key);
  const std::string part = idFor(parameter, 1);
  const FaceWeights next = withShare(state, weightsIn(state, part, shownAt), face, value);
  setWeightsIn(state, part, next, time, shownAt, key);
}

void freeHiddenFaces(MixState& state) {
  const bool two = state.faces.size() <= 2;
  const bool allMuted =
      std::all_of(state.faces.begin(), state.faces.end(), [](const FaceEntry& entry) { return entry.muted; });
  for (FaceEntry& entry : state.faces) {
    entry.locked = entry.locked && !two;
    entry.muted = entry.muted && !two && !allMuted;
  }
}

void forgetBalance(MixState& state) {
  if (!state.autoBalance) return;
  state.balance = 0.5;
  for (FaceShare& share : state.further) share.balance = 0.5;
  state.balanceMeasured = false;
}

bool movesPoints(const FaceEntry& before, const FaceEntry& next) {
  const auto* was = before.face ? std::get_if<PhotoFaceRef>(&before.face->ref()) : nullptr;
  const auto* is = next.face ? std::get_if<PhotoFaceRef>(&next.face->ref()) : nullptr;
  return was != nullptr && is != nullptr && was->digest == is->digest && is->anchors.has_value();
}

void removeFace(MixState& state, std::size_t face) {
  FaceWeights weights = weightsAt(state, 0);
  weights.erase(weights.begin() + static_cast<std::ptrdiff_t>(face));
  state.faces.erase(state.faces.begin() + static_cast<std::ptrdiff_t>(face));
  freeHiddenFaces(state);
  if (face < 2) {
    // C becomes B.
    const FaceShare up = state.further.front();
    state.regions = up.regions;
    const auto own = std::array{up.structure, up.features, up.colour};
    for (std::size_t g = 0; g < own.size(); ++g) {
      state.linked[g] = !own[g];
      if (own[g]) state.groups[g] = *own[g];
    }
    state.further.erase(state.further.begin());
  } else {
    state.further.erase(state.further.begin() + static_cast<std::ptrdiff_t>(face - 2));
  }
  moveTracks(state.timeline, face);
  const auto renumbered = [&](const Parameter& p, double value) { return without(p, value, face); };
  for (const Parameter& p : parametersOf(2))
    if (namesFaces(p)) setValue(state, p, renumbered(p, valueOf(state, p)));
  changeNames(state.timeline, renumbered);
  const std::vector<double> shares = sharesFrom(weights);
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (findTrack(state.timeline, shareOf(i + 1).id) == nullptr) setValue(state, shareOf(i + 1), shares[i]);
}

void swapFaces(MixState& state, std::size_t one, std::size_t other) {
  std::swap(state.faces[one], state.faces[other]);
  // A balance is said with A, so another A changes all of them.
  std::vector<double> odds{1, oddsOf(state.balance)};
  for (const FaceShare& share : state.further) odds.push_back(oddsOf(share.balance));
  std::swap(odds[one], odds[other]);
  const auto balanceOf = [&](std::size_t face) {
    return clamped(*findParameter("balance"), odds[face] / (odds[0] + odds[face]));
  };
  state.balance = balanceOf(1);
  for (std::size_t i = 0; i < state.further.size(); ++i) state.further[i].balance = balanceOf(i + 2);
}

std::vector<bool> mutedFaces(const MixState& state) {
  std::vector<bool> muted;
  for (const FaceEntry& entry : state.faces) muted.push_back(entry.muted);
  if (std::find(muted.begin(), muted.end(), false) == muted.end()) muted.assign(muted.size(), false);
  return muted;
}

bool saidByMuting(const Parameter& parameter, const std::vector<bool>& muted) {
  if (std::find(muted.begin(), muted.end(), true) == muted.end()) return false;
  const std::size_t face = faceOf(parameter);
  if (face == 0) return false;
  if (isMeasured(parameter)) return muted.at(face);
  const std::vector<std::size_t> touched = touchedBy(muted);
  return std::find(touched.begin(), touched.end(), face) != touched.end();
}

void mute(Recipe& recipe, const std::vector<bool>& muted) {
  if (std::find(muted.begin(), muted.end(), true) == muted.end()) return;
  muteShares(recipe, muted);
  muteNames(recipe, muted);
}

void mute(Timeline& timeline, const std::vector<bool>& muted) {
  if (std::find(muted.begin(), muted.end(), true) == muted.end()) return;
  changeNames(timeline, [&](const Parameter& p, double value) { return unlessMuted(p, value, muted); });
  muteNames(timeline.base, muted);
  const auto isShare = [](const Track& track) {
    const Parameter& parameter = *findParameter(track.parameter);
    return faceOf(parameter) > 0 && !isMeasured(parameter);
  };
  if (std::none_of(timeline.tracks.begin(), timeline.tracks.end(), isShare)) return muteShares(timeline.base, muted);
  const std::vector<std::size_t> touched = touchedBy(muted);
  std::erase_if(timeline.tracks, [&](const Track& track) {
    const std::size_t face = faceOf(*findParameter(track.parameter));
    return isShare(track) && std::find(touched.begin(), touched.end(), face) != touched.end();
  });
  for (const std::size_t face : touched) setAll(timeline.base, face, muted[face] ? 0 : 1);
}

}  // namespace mien
