#include <random>

#include "core/blend/direction.h"
#include "core/evaluate/faults.h"
#include "core/evaluate/metrics.h"
#include "core/evaluate/run.h"
#include "core/gate/facts.h"
#include "core/guard/meaning.h"

namespace mien {
namespace {

/// A blend half way; the same that shows one face alone, and moved along directions within the range in which faces
/// look well: good ones. Bad ones: something in front of one face, what is no face at all in its place, a head turned
/// aside, and sliders far beyond their range.
enum class Kind { Good, End, Moved, Covered, NoFace, Profile, Extreme };
constexpr std::array kKinds{std::pair{Kind::Good, "good"},      std::pair{Kind::End, "end"},
                            std::pair{Kind::Moved, "moved"},    std::pair{Kind::Covered, "covered"},
                            std::pair{Kind::NoFace, "noFace"},  std::pair{Kind::Profile, "profile"},
                            std::pair{Kind::Extreme, "extreme"}};
constexpr bool isBad(Kind kind) {
  return kind >= Kind::Covered;
}
constexpr bool spoilsAFace(Kind kind) {
  return isBad(kind) && kind != Kind::Extreme;
}
constexpr bool movesSliders(Kind kind) {
  return kind == Kind::Moved || kind == Kind::Extreme;
}

double between(double low, double high, std::mt19937_64& random) {
  return std::lerp(low, high, static_cast<double>(random() % 1001) / 1000);
}
bool oneOfTwo(std::mt19937_64& random) {
  return random() % 2 == 0;
}

/// A direction's slider at `least` to `most` times an end of its range.
void slide(Recipe& recipe, double least, double most, std::mt19937_64& random) {
  const auto all = directions();
  const Direction& one = all[random() % all.size()];
  recipe.directions[one.id] = between(least, most, random) * (oneOfTwo(random) ? one.low : one.high);
}

/// The row's face with a fault; null where the engine refuses it, which is as good as telling.
Result<FacePtr> faceWith(EvaluationRun& run, const FaceRow& row, Kind kind, std::mt19937_64& random) {
  const auto bytes = run.faceSet.readImage(row);
  if (!bytes) return tl::unexpected(bytes.error());
  auto photo = decodePhoto(*bytes, row.name);
  if (!photo) return tl::unexpected(photo.error());
  PhotoFaceRef ref{photo->digest, 0, row.landmarks5};
  if (kind == Kind::Covered) photo->pixels = covered(std::move(photo->pixels), row.landmarks5, random);
  if (kind == Kind::NoFace) ref.anchors = elsewhere(row.landmarks5, random);
  if (kind == Kind::Profile) {
    const double radians = between(0.9, 1.3, random) * (oneOfTwo(random) ? 1 : -1);
    TurnedHead head = turnedAside(photo->pixels, row.landmarks5, radians);
    photo->pixels = std::move(head.picture);
    ref.anchors = head.points;
  }
  auto face = run.engine.prepare(*photo, ref);
  if (!face && face.error().kind == ErrorKind::Input) return FacePtr();
  return face;
}

/// How much of a blend is what it should be: its whole value and each of its parts.
Result<void> addMeaning(EvaluationRun& run, const std::string& name, const Recipe& recipe,
                        const std::vector<FacePtr>& faces) {
  const auto frame = run.render(recipe, faces);
  if (!frame) return tl::unexpected(frame.error());
  const std::vector identities{lookOf(run.guard, *faces[0]).identity, lookOf(run.guard, *faces[1]).identity};
  const Meaning meaning = meaningOf(factsOf(run.guard, *frame, identities), frame->facts.landmarks);
  constexpr std::array<const char*, kDoubtCount> kParts{"face", "plausible", "outline", "folds", "lopsided", "kept"};
  run.out.figures.add({kEveryone}, "meaning." + name + ".score", meaning.value);
  for (std::size_t i = 0; i < kDoubtCount; ++i)
    run.out.figures.add({kEveryone}, "meaning." + name + ".parts." + kParts[i] + ".score", meaning.parts[i]);
  return {};
}

/// Of one to three sliders.
Recipe recipeOf(Recipe recipe, Kind kind, const std::string& directionsHash, std::mt19937_64& random) {
  if (kind == Kind::End) recipe.structure = recipe.features = recipe.colour = 0;
  if (!movesSliders(kind)) return recipe;
  recipe.directionsHash = directionsHash;
  for (std::uint64_t i = random() % 3 + 1; i > 0; --i)
    kind == Kind::Moved ? slide(recipe, 0, 1, random) : slide(recipe, 2, 3, random);
  return recipe;
}

}  // namespace

/// Blends of two faces as they are and of bad ones: whether the number tells them apart.
Result<void> evaluateMeaning(EvaluationRun& run) {
  const std::size_t count = std::min(run.pairs.size(), static_cast<std::size_t>(run.out.options.meaningPairs));
  for (std::size_t i = 0; i < count; ++i) {
    if (auto ok = run.step("meaning", i, count); !ok) return ok;
    const auto parents = run.parentsOf(run.pairs[i]);
    if (!parents) continue;
    for (const auto& [kind, name] : kKinds) {
      if (movesSliders(kind) && run.out.model.directionsHash.empty()) continue;
      std::mt19937_64 random(i * kKinds.size() + static_cast<std::size_t>(kind));
      std::vector<FacePtr> faces = *parents;
      if (spoilsAFace(kind)) {
        const std::size_t which = random() % 2;
        const FaceRow& row = *run.rows[which == 0 ? run.pairs[i].first : run.pairs[i].second];
        auto face = faceWith(run, row, kind, random);
        if (!face) return tl::unexpected(face.error());
        if (!*face) continue;
        faces.at(which) = std::move(*face);
      }
      const Recipe recipe = recipeOf(run.recipeFor(faces), kind, run.out.model.directionsHash, random);
      if (auto ok = addMeaning(run, name, recipe, faces); !ok) return ok;
    }
  }
  const auto of = [&](const char* name) {
    return run.out.figures.values(kEveryone, std::string("meaning.") + name + ".score");
  };
  for (const auto& [kind, bad] : kKinds) {
    if (!isBad(kind) || of("good").empty() || of(bad).empty()) continue;
    run.out.figures.add({kEveryone}, std::string("meaning.") + bad + ".areaUnderCurve",
                        areaUnderCurve(of("good"), of(bad)));
  }
  return {};
}

}  // namespace mien
