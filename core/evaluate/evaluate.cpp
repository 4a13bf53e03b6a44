#include "core/evaluate/evaluate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <set>

#include "core/blend/timeline_start.h"
#include "core/evaluate/finding.h"
#include "core/evaluate/groups.h"
#include "core/evaluate/metrics.h"
#include "core/evaluate/morph.h"
#include "core/evaluate/pairs.h"
#include "core/evaluate/seam.h"
#include "core/studio/even_pace.h"

namespace mien {
namespace {

/// Below this a Fréchet distance says more about the count than about the pictures.
constexpr std::size_t kFewestForFrechet = 50;

constexpr const char* kPhotographs = "photographs";

using Clock = std::chrono::steady_clock;
double millisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Five points in a crop's unit square.
using CropPoints = std::array<Point, 5>;

FivePoints onPicture(const CropPoints& p, const Image8& picture) {
  const auto side = static_cast<float>(picture.width());
  return {p[0] * side, p[1] * side, p[2] * side, p[3] * side, p[4] * side};
}

/// The labelled points in the crop that the engine cut: a crop is a similarity of its photo.
CropPoints inCrop(const FivePoints& p, const Landmarks& inPhoto, const Landmarks& inCrop) {
  const Similarity map = fitSimilarity(inPhoto, inCrop);
  return {map(p.rightEye), map(p.leftEye), map(p.nose), map(p.rightMouth), map(p.leftMouth)};
}

struct PreparedFace {
  FacePtr face;
  CropPoints points;
  Embedding witnessed;  ///< the photograph, as the witness sees it
};

class Run {
 public:
  Run(Engine& engine, const EmbedFace& embed, const FaceSet& faces, Judges& judges, Witness& witness,
      const EvaluateOptions& options, const EvaluateProgress& progress, const std::atomic<bool>& stop)
      : engine_(engine),
        embed_(embed),
        faces_(faces),
        judges_(judges),
        witness_(witness),
        progress_(progress),
        stop_(stop) {
    out_.options = options;
    out_.model = engine.info();
    out_.judges = judges.files();
    out_.witness = witness.packHash();
    out_.witnessThresholds = witness.thresholds();
  }

  Result<Evaluation> run() {
    if (auto ok = choose(); !ok) return tl::unexpected(ok.error());
    const std::array<std::pair<const char*, Result<void> (Run::*)()>, 6> parts{{{"photographs", &Run::photographs},
                                                                                {"blends", &Run::blends},
                                                                                {"seams", &Run::seams},
                                                                                {"pace", &Run::pace},
                                                                                {"samples", &Run::samples},
                                                                                {"distances", &Run::distances}}};
    for (const auto& [name, part] : parts) {
      const Clock::time_point start = Clock::now();
      if (auto ok = (this->*part)(); !ok) return tl::unexpected(ok.error());
      out_.times.push_back({name, millisecondsSince(start)});
    }
    return std::move(out_);
  }

 private:
  /// The rows to look at and the pairs among them.
  Result<void> choose() {
    std::vector<const FaceRow*> split;
    for (const FaceRow& row : faces_.rows()) {
      if (row.split == out_.options.split) split.push_back(&row);
    }
    const auto limit = static_cast<std::size_t>(std::max(0, out_.options.limit));
    const std::size_t count = limit == 0 ? split.size() : std::min(limit, split.size());
    if (count < 2) {
      return fail(ErrorKind::Usage, "The split \"" + out_.options.split + "\" holds " + std::to_string(count) +
                                        " faces and at least 2 are needed; name another split or raise the limit.");
    }
    for (std::size_t i = 0; i < count; ++i) rows_.push_back(split[i * split.size() / count]);
    pairs_ = fixedPairs(count, static_cast<std::size_t>(out_.options.pairs), out_.options.pairSeed);
    for (const auto& [a, b] : pairs_) parents_.insert({a, b});
    prepared_.resize(count);
    out_.photographs = count;
    return {};
  }

  Result<void> step(std::string_view part, std::size_t done, std::size_t all) {
    if (stop_) return fail(ErrorKind::Cancelled, "The evaluation was stopped; start it again to get a report.");
    progress_(part, done, all);
    return {};
  }

  Result<void> photographs() {
    Landmarks mean{};
    std::size_t counted = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (auto ok = step("photographs", i, rows_.size()); !ok) return ok;
      const auto face = photograph(*rows_[i]);
      if (!face) return tl::unexpected(face.error());
      if (!face->face) continue;
      for (std::size_t p = 0; p < mean.size(); ++p) mean[p] = mean[p] + face->face->cropLandmarks()[p];
      ++counted;
      if (parents_.contains(i)) prepared_[i] = *face;
    }
    if (counted == 0)
      return fail(ErrorKind::Input, "No photograph of the split could be prepared; check the model pack.");
    for (Point& p : mean) p = p * (1.0F / static_cast<float>(counted));
    morph_.emplace(mean);
    return {};
  }

  /// Finds, aligns, reconstructs and judges one photograph. No face when the engine refuses it.
  Result<PreparedFace> photograph(const FaceRow& row) {
    const auto bytes = faces_.readImage(row);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto photo = decodePhoto(*bytes, row.name);
    if (!photo) return tl::unexpected(photo.error());
    const Groups groups = groupsOf(row);

    Clock::time_point start = Clock::now();
    const auto found = engine_.find(*photo);
    if (!found) return tl::unexpected(found.error());
    out_.figures.add({kEveryone}, "milliseconds.find", millisecondsSince(start));
    const auto index = labelledFace(*found, row.landmarks68);
    addFinding(groups, row, *found, index);

    PhotoFaceRef ref{photo->digest, static_cast<int>(index.value_or(0)), std::nullopt};
    if (!index) {
      ref.anchors = row.landmarks5;
      ++out_.placedByHand;
    }
    start = Clock::now();
    const auto face = engine_.prepare(*photo, ref);
    if (!face && face.error().kind == ErrorKind::Input) {
      ++out_.notPrepared;
      return PreparedFace{};
    }
    if (!face) return tl::unexpected(face.error());
    out_.figures.add({kEveryone}, "milliseconds.prepare", millisecondsSince(start));
    // Where it was not found, the engine cut along the labelled points.
    const PreparedFace prepared{
        *face,
        index ? inCrop(row.landmarks5, (*found)[*index].landmarks, (*face)->cropLandmarks()) : CropTemplate{}.points(),
        witness_.embed(photo->pixels, row.landmarks5)};
    if (auto ok = reconstruct(groups, row, prepared); !ok) return tl::unexpected(ok.error());
    return prepared;
  }

  void addFinding(const Groups& groups, const FaceRow& row, const std::vector<FoundFace>& found,
                  std::optional<std::size_t> index) {
    out_.figures.add(groups, "find.found", index ? 1 : 0);
    out_.figures.add(groups, "find.falseFaces", static_cast<double>(found.size() - (index ? 1 : 0)));
    if (!index) return;
    const LandmarkError error = landmarkError(found[*index].landmarks, row.landmarks68);
    out_.figures.add(groups, "landmarks.all", error.all);
    for (std::size_t r = 0; r < kFaceRegions.size(); ++r) {
      out_.figures.add(groups, "landmarks." + std::string(kFaceRegions[r]), error.regions[r]);
    }
  }

  Result<void> reconstruct(const Groups& groups, const FaceRow& row, const PreparedFace& prepared) {
    const Image8 crop = resized(prepared.face->crop(), EvaluateOptions::kSize);
    const PerceptualFeatures seen = judges_.features(crop);
    keep(groups, kPhotographs, seen);
    for (const double detail : {0.0, 1.0}) {
      const auto picture = render({prepared.face, prepared.face}, 0, detail, Surroundings::A);
      if (!picture) return tl::unexpected(picture.error());
      const std::string name = detail == 0 ? "reconstruction" : "endpoint";
      const PerceptualFeatures features = judges_.features(*picture);
      addJudgeFinds(groups, name, *picture);
      const Embedding identity = judges_.identity(*picture, onPicture(prepared.points, *picture));
      out_.figures.add(groups, name + ".identity", distance(identity, row.identity));
      const Embedding witnessed = witness_.embed(*picture, onPicture(prepared.points, *picture));
      out_.figures.add(groups, name + ".witness", distance(witnessed, prepared.witnessed));
      out_.figures.add(groups, name + ".perceptual", perceptualDistance(features, seen));
      out_.figures.add(groups, name + ".psnr", psnr(*picture, crop));
      if (detail == 0) keep(groups, name, features);
    }
    return {};
  }

  Result<void> blends() {
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (auto ok = step("blends", i, pairs_.size()); !ok) return ok;
      const auto [a, b] = pairs_[i];
      if (!prepared_[a].face || !prepared_[b].face) continue;
      ++out_.pairsMeasured;
      const std::array<FacePtr, 2> parents{prepared_[a].face, prepared_[b].face};
      const auto pointsAt = [this, a = a, b = b](double share) {
        CropPoints points = prepared_[a].points;
        for (std::size_t p = 0; p < points.size(); ++p)
          points[p] = points[p] + (prepared_[b].points[p] - points[p]) * static_cast<float>(share);
        return points;
      };
      const auto balance = balanceOf(parents);
      if (!balance) return tl::unexpected(balance.error());
      for (const double detail : {0.0, 1.0})
        for (const bool balanced : {false, true}) {
          const auto picture = render(parents, 0.5, detail, Surroundings::Blend, balanced ? *balance : 0.5);
          if (!picture) return tl::unexpected(picture.error());
          const std::string name =
              std::string(balanced ? "balanced" : "blend") + (detail == 0 ? ".detail0" : ".detail1");
          addBlend(name, a, b, *picture, pointsAt(balanced ? *balance : 0.5));
        }
      addBlend("blend.morph", a, b, (*morph_)(*parents[0], *parents[1], EvaluateOptions::kSize), pointsAt(0.5));
    }
    return {};
  }

  void addBlend(const std::string& name, std::size_t a, std::size_t b, const Image8& picture,
                const CropPoints& points) {
    const Groups groups = groupsOf(*rows_[a], *rows_[b]);
    addJudgeFinds(groups, name, picture);
    const auto add = [&](const char* who, const Embedding& blend, const Embedding& parentA, const Embedding& parentB) {
      const double toA = distance(blend, parentA);
      const double toB = distance(blend, parentB);
      out_.figures.add(groups, name + "." + who + "ToFurtherParent", std::max(toA, toB));
      out_.figures.add(groups, name + "." + who + "Difference", std::abs(toA - toB));
    };
    const FivePoints at = onPicture(points, picture);
    add("identity", judges_.identity(picture, at), rows_[a]->identity, rows_[b]->identity);
    add("witness", witness_.embed(picture, at), prepared_[a].witnessed, prepared_[b].witnessed);
    keep(groups, name, judges_.features(picture));
  }

  /// Mixes in which one region has a share of its own: how much its edge shows.
  Result<void> seams() {
    const std::size_t count = std::min(pairs_.size(), static_cast<std::size_t>(out_.options.seams));
    for (std::size_t i = 0; i < count; ++i) {
      if (auto ok = step("seams", i, count); !ok) return ok;
      const auto [a, b] = pairs_[i];
      if (!prepared_[a].face || !prepared_[b].face) continue;
      const std::array<FacePtr, 2> parents{prepared_[a].face, prepared_[b].face};
      std::mt19937_64 random(i);
      const auto share = [&] { return static_cast<double>(random() % 1001) / 1000; };
      const std::size_t region = random() % kRegionCount;
      Recipe recipe = recipeFor(parents);
      recipe.structure = recipe.features = recipe.colour = share();
      const auto plain = seamOf(recipe, parents, static_cast<Region>(region));
      if (!plain) return tl::unexpected(plain.error());
      recipe.regions[region].texture = share();
      if (hasShape(static_cast<Region>(region))) recipe.regions[region].shape = recipe.regions[region].texture;
      const auto seam = seamOf(recipe, parents, static_cast<Region>(region));
      if (!seam) return tl::unexpected(seam.error());
      out_.figures.add({kEveryone}, "seam.plain", *plain);
      out_.figures.add({kEveryone}, "seam.region", *seam);
      out_.figures.add({kEveryone}, "seam.regionToPlain", *seam / *plain);
    }
    return {};
  }

  Result<double> seamOf(const Recipe& recipe, const std::array<FacePtr, 2>& parents, Region region) {
    const auto frame = engine_.render(recipe, parents, {nullptr, nullptr});
    if (!frame) return tl::unexpected(frame.error());
    return seamRatio(frame->pixels, frame->facts.landmarks, region);
  }

  /// How even the steps of a film from A to B are: the largest ÷ the mean. A step is the root of the judge's distance,
  /// which is a squared one, so that steps add up to the way.
  Result<void> pace() {
    const std::size_t count = std::min(pairs_.size(), static_cast<std::size_t>(out_.options.pacePairs));
    for (std::size_t i = 0; i < count; ++i) {
      if (auto ok = step("pace", i, count); !ok) return ok;
      const auto [a, b] = pairs_[i];
      if (!prepared_[a].face || !prepared_[b].face) continue;
      const std::array<FacePtr, 2> parents{prepared_[a].face, prepared_[b].face};
      for (const bool even : {false, true}) {
        const auto unevenness = stepsOfFilm(parents, even);
        if (!unevenness) return tl::unexpected(unevenness.error());
        out_.figures.add({kEveryone}, even ? "pace.even.largestToMean" : "pace.linear.largestToMean", *unevenness);
      }
    }
    return {};
  }

  Result<double> stepsOfFilm(const std::array<FacePtr, 2>& parents, bool even) {
    constexpr int kFrames = 60;
    StartOptions options;
    options.framesPerSecond = 30;
    options.seconds = static_cast<double>(kFrames) / options.framesPerSecond;
    options.easing = Easing::Linear;
    options.evenPace = even;
    const Timeline film = timelineFromAToB(recipeFor(parents), options);
    const RenderRecipe renderOne = [&](const Recipe& r) { return engine_.render(r, parents, {nullptr, nullptr}); };
    const Clock::time_point start = Clock::now();
    const auto pace = measurePace(film, renderOne);
    if (!pace) return tl::unexpected(pace.error());
    if (even) out_.figures.add({kEveryone}, "milliseconds.pace", millisecondsSince(start));
    double sum = 0;
    double largest = 0;
    std::optional<PerceptualFeatures> before;
    for (int n = 0; n < kFrames; ++n) {
      const auto frame = renderOne(recipeForFilmFrame(film, n, *pace));
      if (!frame) return tl::unexpected(frame.error());
      PerceptualFeatures here = judges_.features(frame->pixels);
      if (before) {
        const double change = std::sqrt(perceptualDistance(*before, here));
        sum += change;
        largest = std::max(largest, change);
      }
      before = std::move(here);
    }
    return sum > 0 ? largest * (kFrames - 1) / sum : 1.0;
  }

  Result<void> samples() {
    const auto count = static_cast<std::size_t>(out_.options.samples);
    for (std::size_t i = 0; i < count; ++i) {
      if (auto ok = step("samples", i, count); !ok) return ok;
      const auto face = engine_.draw(i + 1);
      if (!face) return tl::unexpected(face.error());
      const auto picture = render({*face, *face}, 0, 0, Surroundings::A);
      if (!picture) return tl::unexpected(picture.error());
      addJudgeFinds({kEveryone}, "sample", *picture);
      keep({kEveryone}, "sample", judges_.features(*picture));
    }
    return {};
  }

  Result<void> distances() {
    std::size_t done = 0;
    for (const auto& [group, sets] : pooled_) {
      if (auto ok = step("distances", done++, pooled_.size()); !ok) return ok;
      const auto photographs = sets.find(kPhotographs);
      if (photographs == sets.end() || photographs->second.size() < kFewestForFrechet) continue;
      for (const auto& [name, features] : sets) {
        if (name == kPhotographs || features.size() < kFewestForFrechet) continue;
        out_.frechet[group][name] = {frechetDistance(features, photographs->second), features.size(),
                                     photographs->second.size()};
      }
    }
    return {};
  }

  Result<double> balanceOf(const std::array<FacePtr, 2>& parents) {
    const Clock::time_point start = Clock::now();
    auto balance = measureBalance(
        recipeFor(parents), parents,
        [&](const Recipe& r) {
          return engine_.render(r, parents, {nullptr, nullptr});
        },
        embed_);
    if (!balance) return balance;
    out_.figures.add({kEveryone}, "milliseconds.balance", millisecondsSince(start));
    out_.figures.add({kEveryone}, "balance.shareOfB", *balance);
    return balance;
  }

  /// `share` of B in all groups. The pictures users get: same engine, same recipe.
  Result<Image8> render(const std::array<FacePtr, 2>& faces, double share, double detail, Surroundings surroundings,
                        double balance = 0.5) {
    Recipe recipe = recipeFor(faces);
    recipe.balance = balance;
    recipe.structure = recipe.features = recipe.colour = share;
    recipe.detail = detail;
    recipe.surroundings = surroundings;
    const Clock::time_point start = Clock::now();
    auto frame = engine_.render(recipe, faces, {nullptr, nullptr});
    if (!frame) return tl::unexpected(frame.error());
    out_.figures.add({kEveryone}, "milliseconds.render", millisecondsSince(start));
    return std::move(frame->pixels);
  }

  Recipe recipeFor(const std::array<FacePtr, 2>& faces) const {
    Recipe recipe;
    recipe.modelId = out_.model.modelId;
    recipe.modelHash = out_.model.modelHash;
    recipe.faces = {faces[0]->ref(), faces[1]->ref()};
    recipe.size = EvaluateOptions::kSize;
    return recipe;
  }

  void addJudgeFinds(const Groups& groups, const std::string& name, const Image8& picture) {
    out_.figures.add(groups, name + ".judgeFindsFace", judges_.find(picture) ? 1 : 0);
  }

  void keep(const Groups& groups, const std::string& set, const PerceptualFeatures& features) {
    for (const Group& group : groups) {
      if (group.first != "source") pooled_[group][set].push_back(features.pooled);
    }
  }

  Engine& engine_;
  const EmbedFace& embed_;
  const FaceSet& faces_;
  Judges& judges_;
  Witness& witness_;
  const EvaluateProgress& progress_;
  const std::atomic<bool>& stop_;
  Evaluation out_;
  std::vector<const FaceRow*> rows_;
  std::vector<std::pair<std::size_t, std::size_t>> pairs_;
  std::set<std::size_t> parents_;       ///< rows that a pair needs
  std::vector<PreparedFace> prepared_;  ///< those alone
  std::optional<LandmarkMorph> morph_;
  std::map<Group, std::map<std::string, std::vector<std::vector<float>>>> pooled_;
};

}  // namespace

Result<Evaluation> evaluate(Engine& engine, const EmbedFace& embed, const FaceSet& faces, Judges& judges,
                            Witness& witness, const EvaluateOptions& options, const EvaluateProgress& progress,
                            const std::atomic<bool>& stop) {
  return Run(engine, embed, faces, judges, witness, options, progress, stop).run();
}

}  // namespace mien
