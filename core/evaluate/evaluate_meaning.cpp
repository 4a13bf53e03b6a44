#include <random>

#include "core/evaluate/metrics.h"
#include "core/evaluate/run.h"
#include "core/gate/facts.h"
#include "core/guard/meaning.h"

namespace mien {
namespace {

/// What makes a blend bad: something in front of one face, or something that is no face at all in its place.
enum class Fault { None, Covered, NoFace };
constexpr std::array kFaults{std::pair{Fault::None, "good"}, std::pair{Fault::Covered, "covered"},
                             std::pair{Fault::NoFace, "noFace"}};

/// A patch of one colour over the middle of the face or over one half of it.
Image8 covered(Image8 picture, const FivePoints& points, std::mt19937_64& random) {
  const float eyes = distance(points.rightEye, points.leftEye);
  const Point centre = (points.nose + (points.rightEye + points.leftEye) * 0.5F) * 0.5F;
  const auto at = [&](float spread) { return spread * (static_cast<float>(random() % 1001) / 500 - 1); };
  const Point middle = centre + Point{at(0.6F), at(0.6F)} * eyes;
  const float half = (0.6F + 0.4F * static_cast<float>(random() % 1001) / 1000) * eyes;
  std::array<std::uint8_t, 3> colour{};
  for (auto& c : colour) c = static_cast<std::uint8_t>(random() % 256);
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) {
      if (std::abs(static_cast<float>(x) - middle.x) > half || std::abs(static_cast<float>(y) - middle.y) > half)
        continue;
      for (int c = 0; c < 3; ++c) picture.at(x, y, c) = colour[static_cast<std::size_t>(c)];
    }
  return picture;
}

/// Points of a face where there is none: as large as the real one, turned by 60 to 300 degrees and moved aside.
FivePoints elsewhere(const FivePoints& points, std::mt19937_64& random) {
  const float eyes = distance(points.rightEye, points.leftEye);
  const Point centre = (points.rightEye + points.leftEye) * 0.5F;
  const float angle = 1.047F + 4.189F * static_cast<float>(random() % 1001) / 1000;
  const auto side = [&] { return random() % 2 == 0 ? 1.0F : -1.0F; };
  const Point to = centre + Point{1.2F * side(), 1.2F * side()} * eyes;
  const auto move = [&](Point p) {
    const Point d = p - centre;
    return to + Point{std::cos(angle) * d.x - std::sin(angle) * d.y, std::sin(angle) * d.x + std::cos(angle) * d.y};
  };
  return {move(points.rightEye), move(points.leftEye), move(points.nose), move(points.rightMouth),
          move(points.leftMouth)};
}

/// The row's face with a fault; null where the engine refuses it, which is as good as telling.
Result<FacePtr> faceWith(EvaluationRun& run, const FaceRow& row, Fault fault, std::mt19937_64& random) {
  const auto bytes = run.faceSet.readImage(row);
  if (!bytes) return tl::unexpected(bytes.error());
  auto photo = decodePhoto(*bytes, row.name);
  if (!photo) return tl::unexpected(photo.error());
  PhotoFaceRef ref{photo->digest, 0, row.landmarks5};
  if (fault == Fault::Covered) photo->pixels = covered(std::move(photo->pixels), row.landmarks5, random);
  if (fault == Fault::NoFace) ref.anchors = elsewhere(row.landmarks5, random);
  auto face = run.engine.prepare(*photo, ref);
  if (!face && face.error().kind == ErrorKind::Input) return FacePtr();
  return face;
}

Result<void> addMeaning(EvaluationRun& run, const std::string& name, const std::vector<FacePtr>& faces) {
  const auto frame = run.render(run.recipeFor(faces), faces);
  if (!frame) return tl::unexpected(frame.error());
  const std::vector identities{lookOf(run.guard, *faces[0]).identity, lookOf(run.guard, *faces[1]).identity};
  const Meaning meaning = meaningOf(factsOf(run.guard, *frame, identities), frame->facts.landmarks);
  constexpr std::array<const char*, kDoubtCount> kParts{"face", "plausible", "folds", "lopsided", "kept"};
  run.out.figures.add({kEveryone}, "meaning." + name + ".score", meaning.value);
  for (std::size_t i = 0; i < kDoubtCount; ++i)
    run.out.figures.add({kEveryone}, "meaning." + name + ".parts." + kParts[i] + ".score", meaning.parts[i]);
  return {};
}

}  // namespace

/// Blends of two faces as they are, and of one that is covered or no face at all: whether the number tells them apart.
Result<void> evaluateMeaning(EvaluationRun& run) {
  const std::size_t count = std::min(run.pairs.size(), static_cast<std::size_t>(run.out.options.meaningPairs));
  for (std::size_t i = 0; i < count; ++i) {
    if (auto ok = run.step("meaning", i, count); !ok) return ok;
    const auto parents = run.parentsOf(run.pairs[i]);
    if (!parents) continue;
    std::mt19937_64 random(i);
    for (const auto& [fault, name] : kFaults) {
      std::vector<FacePtr> faces = *parents;
      if (fault != Fault::None) {
        const std::size_t which = random() % 2;
        const FaceRow& row = *run.rows[which == 0 ? run.pairs[i].first : run.pairs[i].second];
        auto face = faceWith(run, row, fault, random);
        if (!face) return tl::unexpected(face.error());
        if (!*face) continue;
        faces.at(which) = std::move(*face);
      }
      if (auto ok = addMeaning(run, name, faces); !ok) return ok;
    }
  }
  const auto of = [&](const char* name) {
    return run.out.figures.values(kEveryone, std::string("meaning.") + name + ".score");
  };
  for (const char* bad : {"covered", "noFace"}) {
    if (of("good").empty() || of(bad).empty()) continue;
    run.out.figures.add({kEveryone}, std::string("meaning.") + bad + ".areaUnderCurve",
                        areaUnderCurve(of("good"), of(bad)));
  }
  return {};
}

}  // namespace mien
