#pragma once
#include <array>
#include <functional>

#include "core/base/result.h"
#include "core/guard/embedding.h"
#include "core/studio/even_pace.h"

namespace mien {

/// Whose face lies at these points (px) of an RGB picture, see Judge::embed().
using EmbedFace = std::function<Embedding(const Image8& picture, const FivePoints& points)>;

/// The share of B at which a mix half way is equally like both faces, for Recipe::balance, 0.1..0.9 in hundredths:
/// where the identity network's distances to both parents agree, each the mean over four views (mirrored, shifted,
/// scaled), for a single view follows the network's whims more than the faces. Renders kBalanceRenders crops of 256² at
/// most; of `recipe` it takes model, faces and surroundings. 0.5 for two pictures of which the network says that they
/// are one. Errors: as `render`'s.
Result<double> measureBalance(const Recipe& recipe, const std::vector<FacePtr>& faces, const RenderRecipe& render,
                              const EmbedFace& embed);

inline constexpr int kBalanceRenders = 3;

/// Of all faces but the first, relative to it: Recipe::balance, then those of Recipe::further. Each is measured with
/// one and the same face, which their order does not change, and neither does it change the mix; with automatic
/// surroundings, whatever the recipe's, for a balance belongs to the faces. Errors: as measureBalance().
Result<std::vector<double>> measureBalances(
    const Recipe& recipe, const std::vector<FacePtr>& faces,
    const std::function<Result<Frame>(const Recipe&, const std::vector<FacePtr>&)>& render, const EmbedFace& embed);

}  // namespace mien
