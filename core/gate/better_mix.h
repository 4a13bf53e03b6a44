#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/gate/explain.h"
#include "core/guard/meaning.h"

namespace mien {

/// A mix near another that means more.
struct BetterMix {
  Recipe recipe;
  Meaning meaning;
  std::string words;  ///< what is different, e.g. "the path straight"
};

/// One change to a mix that may make it mean more, and what it changes.
struct MixChange {
  Recipe recipe;
  std::string words;
};

/// Small changes first: another path, less variation and direction, no shares of their own for regions, less of the
/// photographs' detail, and at last more of one of the faces. None that leaves the mix as it is.
std::vector<MixChange> changesToward(const Recipe& recipe);

/// The first of these changes that reaches kLowMeaning, else the one that gains most; none when none gains a tenth.
/// `before`: of the mix itself. Renders a crop of 256² for each that it tries. `faces`: whom the judge sees in the
/// mix's faces. Thread: the judge's and `render`'s. Errors: Cancelled, and `render`'s.
Result<std::optional<BetterMix>> betterMix(const Recipe& recipe, const Meaning& before, Judge& judge,
                                           const std::vector<Embedding>& faces, const RenderMix& render,
                                           const std::stop_token& stop = {});

}  // namespace mien
