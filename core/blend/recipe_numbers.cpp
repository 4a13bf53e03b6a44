#include "core/blend/recipe_numbers.h"

#include "core/base/json_text.h"
#include "core/blend/recipe_json.h"

namespace mien {

Result<void> checkNumbers(const Recipe& recipe) {
  if (allFinite(recipeToField(recipe))) return {};
  return fail(ErrorKind::Usage, "A value of the mix is no number, so that it can't be recorded: set its values anew.");
}

}  // namespace mien
