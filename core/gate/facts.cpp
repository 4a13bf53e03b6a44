#include "core/gate/facts.h"

#include <utility>
#include <variant>

#include "core/gate/sample_faces.h"
#include "core/guard/look_of_picture.h"

namespace mien {
namespace {

/// Not drawn from the model, nor one of the sample faces, which were.
bool isSomebody(const FaceRef& face) {
  const auto* photo = std::get_if<PhotoFaceRef>(&face);
  return photo != nullptr && !isSampleFace(photo->digest);
}

}  // namespace

Look lookOf(Judge& judge, const Face& face) {
  const auto side = static_cast<float>(face.crop().width());
  return judge.look(face.crop(), fivePoints(transformed(face.cropLandmarks(), Similarity{}.scaled(side))));
}

OutputFacts factsOf(Judge& judge, const Frame& frame, const std::vector<Embedding>& identities) {
  OutputFacts facts;
  facts.look = judge.look(frame.pixels, fivePoints(frame.facts.landmarks));
  facts.codeLength = frame.facts.codeLength;
  facts.density = frame.facts.density;
  facts.outline = frame.facts.outline;
  facts.folded = frame.facts.folded;
  facts.likeness = shareLeft(frame.recipe.variation);
  facts.inPhotograph = frame.recipe.placement != Placement::Crop;
  if (!facts.inPhotograph) {
    const Similarity toUnit = Similarity{}.scaled(1.0F / static_cast<float>(frame.pixels.width()));
    facts.documentLook = documentLook(frame.pixels, transformed(frame.facts.landmarks, toUnit));
  }
  for (std::size_t i = 0; i < identities.size(); ++i)
    facts.parents.push_back({identities[i], isSomebody(frame.recipe.faces.at(i))});
  if (auto nearest = judge.nearestKnown(facts.look.identity, 1); !nearest.empty())
    facts.nearestTraining = std::move(nearest.front());
  return facts;
}

}  // namespace mien
