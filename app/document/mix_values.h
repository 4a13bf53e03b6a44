#pragma once
#include "app/document/mix_state.h"
#include "core/blend/parameters.h"
#include "core/blend/timeline_edit.h"

namespace mien {

/// The values of a mix by parameter: what each is while no track moves it.

/// All that the recipe takes from the sliders; the rest of it is empty.
Recipe valuesOf(const MixState& state);
double valueOf(const MixState& state, const Parameter& parameter);
/// Held in range. Whoever follows the parameter comes along; one that followed another leaves it.
void setValue(MixState& state, const Parameter& parameter, double value);

/// The same at a moment of the timeline: by a keyframe there when the parameter has some, or `key` asks for one.
void setValueAt(MixState& state, const Parameter& parameter, double value, Ticks time, bool key);

/// Those that a mix of these faces has.
std::span<const Parameter> parametersOf(const MixState& state);

/// Its value is measured until it is set by hand, see MixState::autoBalance.
bool isMeasured(const Parameter& parameter);
/// Takes its value from another parameter while it is linked.
bool followsAnother(const Parameter& parameter);
bool isLinked(const MixState& state, const Parameter& parameter);
/// Linked, it takes the other's value at once; a track of its own goes.
void setLinked(MixState& state, const Parameter& parameter, bool linked);

/// What is shown at a moment of the timeline.
double valueAt(const MixState& state, const Parameter& parameter, double ticks);
/// Takes keyframes away. A parameter that had no others keeps the value that it shows at `ticks`, or follows again.
void removeKeys(MixState& state, const KeySelection& keys, double ticks);

/// Whether the user made them alike: a balance that was measured meanwhile is no difference.
bool sameButMeasured(const MixState& a, MixState b);

/// The sliders by Parameter::id, as presets and projects keep them; who is linked is not named.
ParameterValues parameterValuesOf(const MixState& state);
/// The same, of what is shown at a moment of the timeline.
ParameterValues parameterValuesAt(const MixState& state, double ticks);
/// The other way; who is not named is linked, or has its standard value. But a balance that is not named stays: it
/// belongs to the faces.
void setParameterValues(MixState& state, const ParameterValues& values);

}  // namespace mien
