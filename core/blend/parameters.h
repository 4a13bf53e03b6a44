#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "core/blend/recipe.h"

namespace mien {

/// How a parameter gets from one keyframe to the next.
enum class Interpolation { Continuous, Stepped };

/// One thing about a recipe that a slider sets, a timeline animates and the command line takes. All of them read
/// parameters(); what is added there appears everywhere.
struct Parameter {
  const char* id;    ///< in JSON, and as an option of the command line
  const char* name;  ///< for people
  const char* help;  ///< one sentence without a full stop
  double minimum, maximum, standard;
  const char* unit;  ///< "%" is shown as 100 × the value; "" for a choice
  Interpolation interpolation;
  std::span<const char* const> choices;  ///< of a stepped parameter: what its values 0, 1, … are called
  const char* follows;                   ///< the parameter that sets this one until it has a value of its own, or ""
  double (*get)(const Recipe&);
  void (*set)(Recipe&, double);  ///< the value within range, whole for a choice
  const char* region;            ///< the region of the face that it belongs to, see kRegionIds, or ""
  /// Of a mix's further face: which one, from 2 (C); a recipe without it has the standard value, and setting does
  /// nothing. Else 0.
  std::size_t face;
  /// Moves the mix along a direction of the model, in standard deviations; see Recipe::directions.
  bool direction;
  /// Of one whose recipe says whether it has a value of its own or follows; else null.
  bool (*isOwn)(const Recipe&);
  void (*letFollow)(Recipe&);
};

/// In the order in which they are shown and applied: who follows stands behind whom it follows. Those of further faces
/// come last.
std::span<const Parameter> parameters();

/// Those of a mix of so many faces: the first of parameters().
std::span<const Parameter> parametersOf(std::size_t faces);

/// Adds those of one further face after the other, C to H; for parameters().
void addFaceParameters(std::vector<Parameter>& list);

/// Null when there is none of this id.
const Parameter* findParameter(std::string_view id);

/// Whether faces are among its choices, by their letters.
bool namesFaces(const Parameter& parameter);

/// The value nearest to `value` that the parameter can have; NaN becomes its standard.
double clamped(const Parameter& parameter, double value);

}  // namespace mien
