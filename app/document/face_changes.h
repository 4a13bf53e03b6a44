#pragma once
#include <vector>

#include "app/document/mix_state.h"
#include "core/blend/face_weights.h"
#include "core/blend/parameters.h"

namespace mien {

/// What the faces have of the mix at a moment of the timeline, as the sliders say it.
FaceWeights weightsAt(const MixState& state, double ticks);

/// Gives the faces these weights at `time`, as far as sliders can: each face as a whole, and groups and regions that
/// follow it. With `key`, by keyframes. Faces that are locked keep what they have, and the others share the rest in
/// the ratio of their weights. A mix of one share alone is left as it is.
void setWeights(MixState& state, const FaceWeights& weights, Ticks time, double shownAt, bool key);

/// Sets a parameter as its slider does. A share leaves locked faces what they have in its part of the mix: it takes
/// from the others before its face, or else from those behind it, and goes no further than they do. `shownAt`: the
/// moment of the timeline that is seen.
void setShare(MixState& state, const Parameter& parameter, double value, Ticks time, double shownAt, bool key);
/// Whether locked faces leave a share no way to move.
bool isHeld(const MixState& state, const Parameter& parameter);
/// Whether another share on this slider, with all others as they are, changes what a locked face has: that of such a
/// face, or of one behind it, who takes from all before.
bool movesLocked(const MixState& state, const Parameter& parameter);

/// Gives locked faces back what they had in `before` at `shownAt`, in each part of the mix; the others share the rest
/// as they do now. What follows another goes on doing so unless it can't. With `key`, by keyframes.
void keepLocked(MixState& state, const MixState& before, Ticks time, double shownAt, bool key);

/// Whether some face keeps its share while others are moved.
bool anyLocked(const MixState& state);

/// Locks and mutes are set in the rows of faces, which two have none of: nothing of the kind must hold there unseen.
/// Nor may all be muted.
void freeHiddenFaces(MixState& state);

/// What was measured for other faces means nothing: where the balance is measured, it is measured anew.
void forgetBalance(MixState& state);

/// Whether `next` is the face of the same photograph, by points that were set by hand.
bool movesPoints(const FaceEntry& before, const FaceEntry& next);

/// Takes a face out, of more than two: those behind it move up with their values and tracks, and all keep what they
/// have of each other.
void removeFace(MixState& state, std::size_t face);

/// Two faces change places: what a place has of the mix, its tracks and what is named after it stay with the place.
/// Balances go with the faces.
void swapFaces(MixState& state, std::size_t one, std::size_t other);

/// Which faces have no part in the mix; nobody when all are muted.
std::vector<bool> mutedFaces(const MixState& state);

/// Whether muting says this share itself, so that its slider does nothing until all are heard again.
bool saidByMuting(const Parameter& parameter, const std::vector<bool>& muted);

/// Takes the muted faces' shares away; the others keep what they have of each other. Where shares move on a timeline,
/// the part of a muted A or B goes to the other of the two. Surroundings that are a muted face's become automatic, and
/// what it keeps of itself is mixed, in keyframes too.
void mute(Recipe& recipe, const std::vector<bool>& muted);
void mute(Timeline& timeline, const std::vector<bool>& muted);

}  // namespace mien
