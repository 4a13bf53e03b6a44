#pragma once
#include <map>
#include <nlohmann/json.hpp>

#include "core/blend/recipe.h"
#include "core/evaluate/training_photographs.h"
#include "core/gate/explain.h"
#include "core/guard/meaning.h"

namespace mien {

/// Files with pictures of the training photographs that an explanation names, by NearestKnown::number.
using NearestPictures = std::map<std::int64_t, std::string>;
/// Writes them into `folder`; what is there already stays. Errors: as TrainingPhotographs::pictureOf(), and Disk.
Result<NearestPictures> writeNearest(const Explanation& explanation, const TrainingPhotographs& photographs,
                                     const std::filesystem::path& folder);

/// For people, to stdout: how far the mix means something, the nearest and most alike training photographs, who is
/// where, and what each slider does.
void printExplanation(const Recipe& recipe, const Meaning& meaning, const Explanation& explanation,
                      const NearestPictures& pictures);

/// The same as JSON: "recipe", "meaning", "nearest", "near_copy", "alike", "regions", "sliders".
nlohmann::json explanationJson(const Recipe& recipe, const Meaning& meaning, const Explanation& explanation,
                               const NearestPictures& pictures);

}  // namespace mien
