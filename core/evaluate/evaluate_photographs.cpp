#include <map>

#include "core/evaluate/finding.h"
#include "core/evaluate/groups.h"
#include "core/evaluate/metrics.h"
#include "core/evaluate/run.h"

namespace mien {
namespace {

/// The labelled points in the crop that the engine cut: a crop is a similarity of its photo.
CropPoints inCrop(const FivePoints& p, const Landmarks& inPhoto, const Landmarks& inCrop) {
  const Similarity map = fitSimilarity(inPhoto, inCrop);
  return {map(p.rightEye), map(p.leftEye), map(p.nose), map(p.rightMouth), map(p.leftMouth)};
}

void addFinding(Figures& figures, const Groups& groups, const FaceRow& row, const std::vector<FoundFace>& found,
                std::optional<std::size_t> index) {
  figures.add(groups, "find.found", index ? 1 : 0);
  figures.add(groups, "find.falseFaces", static_cast<double>(found.size() - (index ? 1 : 0)));
  if (!index) return;
  const LandmarkError error = landmarkError(found[*index].landmarks, row.landmarks68);
  figures.add(groups, "landmarks.all", error.all);
  for (std::size_t r = 0; r < kFaceRegions.size(); ++r) {
    figures.add(groups, "landmarks." + std::string(kFaceRegions[r]), error.regions[r]);
  }
}

Result<void> reconstruct(EvaluationRun& run, const Groups& groups, const FaceRow& row, const PreparedFace& prepared) {
  Figures& figures = run.out.figures;
  const Image8 crop = resized(prepared.face->crop(), EvaluateOptions::kSize);
  const PerceptualFeatures seen = run.judges.features(crop);
  run.keep(groups, EvaluationRun::kPhotographs, seen);
  for (const double detail : {0.0, 1.0}) {
    const auto frame = run.renderAlone(prepared.face, detail);
    if (!frame) return tl::unexpected(frame.error());
    const Image8& picture = frame->pixels;
    const std::string name = detail == 0 ? "reconstruction" : "endpoint";
    const PerceptualFeatures features = run.judges.features(picture);
    const FivePoints points = onPicture(prepared.points, picture);
    run.addJudgeFinds(groups, name, picture);
    figures.add(groups, name + ".identity", distance(run.judges.identity(picture, points), row.identity));
    figures.add(groups, name + ".witness", distance(run.witness.embed(picture, points), prepared.witnessed));
    figures.add(groups, name + ".perceptual", perceptualDistance(features, seen));
    figures.add(groups, name + ".psnr", psnr(picture, crop));
    if (detail == 0) run.keep(groups, name, features);
  }
  // For the Fréchet distances of what has no photograph around it either: mixes by the network alone, drawn faces.
  const auto all = run.renderAlone(prepared.face, 0, Surroundings::Blend);
  if (!all) return tl::unexpected(all.error());
  run.keep(groups, "reconstructionOfAll", run.judges.features(all->pixels));
  return {};
}

/// Finds, aligns, reconstructs and judges one photograph. No face when the engine refuses it.
Result<PreparedFace> photograph(EvaluationRun& run, const FaceRow& row) {
  const auto bytes = run.faceSet.readImage(row);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto photo = decodePhoto(*bytes, row.name);
  if (!photo) return tl::unexpected(photo.error());
  const Groups groups = groupsOf(row);

  auto start = EvaluateClock::now();
  const auto found = run.engine.find(*photo);
  if (!found) return tl::unexpected(found.error());
  run.out.figures.add({kEveryone}, "milliseconds.find", millisecondsSince(start));
  const auto index = labelledFace(*found, row.landmarks68);
  addFinding(run.out.figures, groups, row, *found, index);

  PhotoFaceRef ref{photo->digest, static_cast<int>(index.value_or(0)), std::nullopt};
  if (!index) {
    ref.anchors = row.landmarks5;
    ++run.out.placedByHand;
  }
  start = EvaluateClock::now();
  const auto face = run.engine.prepare(*photo, ref);
  if (!face && face.error().kind == ErrorKind::Input) {
    ++run.out.notPrepared;
    return PreparedFace{};
  }
  if (!face) return tl::unexpected(face.error());
  run.out.figures.add({kEveryone}, "milliseconds.prepare", millisecondsSince(start));
  // Where it was not found, the engine cut along the labelled points.
  const PreparedFace prepared{
      *face,
      index ? inCrop(row.landmarks5, (*found)[*index].landmarks, (*face)->cropLandmarks()) : CropTemplate{}.points(),
      run.witness.embed(photo->pixels, row.landmarks5)};
  if (auto ok = reconstruct(run, groups, row, prepared); !ok) return tl::unexpected(ok.error());
  return prepared;
}

/// Of a group, so that the pairs of a whole train split stay some megabytes.
constexpr std::size_t kMostStrangers = 800;

/// How far apart the judges find two photographs within a group: the measure of what a distance means there, for
/// networks put strangers of some groups nearer to one another than those of others. A large group by members spread
/// evenly over it.
void addStrangers(Figures& figures, const std::vector<const FaceRow*>& rows,
                  const std::map<std::size_t, Embedding>& witnessed) {
  std::map<Group, std::vector<std::size_t>> members;
  for (const auto& [row, embedding] : witnessed)
    for (const Group& group : groupsOf(*rows[row])) members[group].push_back(row);
  for (const auto& [group, of] : members) {
    const std::size_t step = 1 + (of.size() - 1) / kMostStrangers;
    for (std::size_t i = 0; i < of.size(); i += step)
      for (std::size_t j = 0; j < i; j += step) {
        figures.add({group}, "strangers.identity", distance(rows[of[i]]->identity, rows[of[j]]->identity));
        figures.add({group}, "strangers.witness", distance(witnessed.at(of[i]), witnessed.at(of[j])));
      }
  }
}

}  // namespace

Result<void> evaluatePhotographs(EvaluationRun& run) {
  Landmarks mean{};
  std::map<std::size_t, Embedding> witnessed;
  for (std::size_t i = 0; i < run.rows.size(); ++i) {
    if (auto ok = run.step("photographs", i, run.rows.size()); !ok) return ok;
    const auto face = photograph(run, *run.rows[i]);
    if (!face) return tl::unexpected(face.error());
    if (!face->face) continue;
    for (std::size_t p = 0; p < mean.size(); ++p) mean[p] = mean[p] + face->face->cropLandmarks()[p];
    witnessed.emplace(i, face->witnessed);
    if (run.parents.contains(i)) run.prepared[i] = *face;
  }
  if (witnessed.empty())
    return fail(ErrorKind::Input, "No photograph of the split could be prepared; check the model pack.");
  for (Point& p : mean) p = p * (1.0F / static_cast<float>(witnessed.size()));
  addStrangers(run.out.figures, run.rows, witnessed);
  run.morph.emplace(mean);
  return {};
}

}  // namespace mien
