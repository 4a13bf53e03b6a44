#pragma once
#include "app/document/mix_state.h"

namespace mien {

/// The sliders by Parameter::id; a group that is linked is not named.
ParameterValues valuesOf(const MixState& state);

/// The other way; what is not named is linked, or has its standard value.
void setValues(MixState& state, const ParameterValues& values);

}  // namespace mien
