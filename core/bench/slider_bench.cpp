#include "core/bench/slider_bench.h"

#include <cmath>
#include <map>

#include "core/bench/bench_photo.h"

namespace mien {
namespace {

class Sliders {
 public:
  Sliders(Engine& engine, const std::vector<FacePtr>& faces, int frames)
      : engine_(engine), faces_(faces), frames_(frames) {}

  /// Every frame is another mix, as while a slider moves.
  Result<void> measure(const std::string& name, int size, int faces, int regions) {
    auto mixed = facesOf(faces);
    if (!mixed) return tl::unexpected(mixed.error());
    std::map<std::string, std::vector<double>> stages;
    const auto render = [&](int i) {
      auto frame = engine_.render(recipeOf(*mixed, std::fmod(0.1 + 0.618 * i, 1.0), size, regions), *mixed, {});
      if (frame)
        for (const StageTime& stage : frame->times) stages[stage.stage].push_back(stage.milliseconds);
      return frame;
    };
    if (auto warm = timed(5, render); !warm) return tl::unexpected(warm.error());
    stages.clear();
    const auto times = timed(frames_, render);
    if (!times) return tl::unexpected(times.error());
    out_["milliseconds"][name] = summary(*times);
    for (const auto& [stage, values] : stages) out_["stages"][name][stage] = summary(values)["p50"];
    return {};
  }

  const BenchJson& out() const { return out_; }

 private:
  Result<std::vector<FacePtr>> facesOf(int count) {
    std::vector<FacePtr> faces = faces_;
    for (std::uint64_t seed = 11; faces.size() < static_cast<std::size_t>(count); ++seed) {
      auto drawn = engine_.draw({seed});
      if (!drawn) return tl::unexpected(drawn.error());
      faces.push_back(std::move(*drawn));
    }
    return faces;
  }

  Recipe recipeOf(const std::vector<FacePtr>& faces, double share, int size, int regions) const {
    Recipe recipe = mixOf(engine_, faces[0], faces[1], share, size);
    for (std::size_t f = 2; f < faces.size(); ++f) {
      recipe.faces.push_back(faces[f]->ref());
      recipe.further.push_back(equalShare(f));
    }
    if (regions > 0) recipe.regions[static_cast<std::size_t>(Region::Eyes)] = {1 - share, 1 - share};
    if (regions > 1) recipe.regions[static_cast<std::size_t>(Region::Mouth)] = {share / 2, share / 2};
    return recipe;
  }

  Engine& engine_;
  const std::vector<FacePtr>& faces_;
  const int frames_;
  BenchJson out_;
};

}  // namespace

Result<BenchJson> measureSliders(Engine& engine, const std::vector<FacePtr>& faces, const BenchOptions& options,
                                 const BenchProgress& progress) {
  struct Case {
    const char* name;
    int size, faces, regions;
  };
  Sliders sliders(engine, faces, options.frames);
  for (const Case& c :
       {Case{"sliderToPixels256", 256, 2, 0}, Case{"sliderToPixels512", 512, 2, 0},
        Case{"sliderToPixels256TwoRegions", 256, 2, 2}, Case{"sliderToPixels256FourFaces", 256, 4, 2}}) {
    progress(engine.info().modelId + ": " + c.name);
    if (auto ok = sliders.measure(c.name, c.size, c.faces, c.regions); !ok) return tl::unexpected(ok.error());
  }
  return sliders.out();
}

}  // namespace mien
