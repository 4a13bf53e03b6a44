#include <array>
#include <deque>
#include <string>
#include <utility>

#include "core/blend/parameters.h"

namespace mien {
namespace {

/// Parameters name their texts by pointer; these live as long as the program.
const char* kept(std::string text) {
  static std::deque<std::string> texts;
  return texts.emplace_back(std::move(text)).c_str();
}

template <std::size_t F>
FaceShare* shareIn(Recipe& recipe) {
  return recipe.further.size() + 2 > F ? &recipe.further[F - 2] : nullptr;
}

template <std::size_t F>
const FaceShare& shareIn(const Recipe& recipe) {
  static const FaceShare standard = equalShare(F);
  return recipe.further.size() + 2 > F ? recipe.further[F - 2] : standard;
}

/// `own` is what the parameter sets, `get` what it says when it has no value of its own.
template <std::size_t F>
Parameter ofFace(const std::string& what, const std::string& help, const std::string& follows, const char* region) {
  const std::string id = letterOf(F);
  Parameter p{};
  p.id = kept(what.empty() ? id : id + "-" + what);
  p.name = kept("Face " + capitalOf(F) + (what.empty() ? "" : " " + what));
  p.help = kept("Share of face " + capitalOf(F) + " in " + help);
  p.minimum = 0;
  p.maximum = 1;
  p.standard = equalShare(F).share;
  p.unit = "%";
  p.interpolation = Interpolation::Continuous;
  p.follows = kept(follows);
  p.region = region;
  p.face = F;
  return p;
}

template <std::size_t F>
Parameter whole() {
  Parameter p =
      ofFace<F>("", "everything of it that has no value of its own; the faces before it divide the rest", "", "");
  p.get = [](const Recipe& r) { return shareIn<F>(r).share; };
  p.set = [](Recipe& r, double v) {
    if (FaceShare* share = shareIn<F>(r)) share->share = v;
  };
  return p;
}

template <std::size_t F, std::optional<double> FaceShare::*group>
Parameter ofGroup(const char* what, const char* help) {
  Parameter p = ofFace<F>(what, help, letterOf(F), "");
  p.get = [](const Recipe& r) { return (shareIn<F>(r).*group).value_or(shareIn<F>(r).share); };
  p.set = [](Recipe& r, double v) {
    if (FaceShare* share = shareIn<F>(r)) share->*group = v;
  };
  p.isOwn = [](const Recipe& r) { return (shareIn<F>(r).*group).has_value(); };
  p.letFollow = [](Recipe& r) {
    if (FaceShare* share = shareIn<F>(r)) (share->*group).reset();
  };
  return p;
}

template <std::size_t F>
Parameter balance() {
  Parameter p = ofFace<F>("balance", "", "", "");
  p.help = kept("Share of face " + capitalOf(F) + " at which a mix of it and face A is equally like both");
  p.minimum = 0.1;
  p.maximum = 0.9;
  p.standard = 0.5;
  p.get = [](const Recipe& r) { return shareIn<F>(r).balance; };
  p.set = [](Recipe& r, double v) {
    if (FaceShare* share = shareIn<F>(r)) share->balance = v;
  };
  return p;
}

/// A region's share in its shape or its texture, which follows the same of the face.
template <std::size_t F, std::size_t R, std::optional<double> RegionMix::*part, std::optional<double> FaceShare::*group>
Parameter ofRegion(const char* what, const char* help, const char* follows) {
  const std::string region = kRegionIds[R];
  Parameter p = ofFace<F>(region + "-" + what, help + region, letterOf(F) + "-" + follows, kRegionIds[R]);
  p.name = kept("Face " + capitalOf(F) + " " + region + " " + what);
  p.get = [](const Recipe& r) {
    const FaceShare& share = shareIn<F>(r);
    return (share.regions[R].*part).value_or((share.*group).value_or(share.share));
  };
  p.set = [](Recipe& r, double v) {
    if (FaceShare* share = shareIn<F>(r)) share->regions[R].*part = v;
  };
  p.isOwn = [](const Recipe& r) { return (shareIn<F>(r).regions[R].*part).has_value(); };
  p.letFollow = [](Recipe& r) {
    if (FaceShare* share = shareIn<F>(r)) (share->regions[R].*part).reset();
  };
  return p;
}

template <std::size_t F, std::size_t R>
void addRegion(std::vector<Parameter>& list) {
  if (hasShape(static_cast<Region>(R)))
    list.push_back(ofRegion<F, R, &RegionMix::shape, &FaceShare::structure>("shape", "the shape of the ", "structure"));
  list.push_back(ofRegion<F, R, &RegionMix::texture, &FaceShare::features>("texture", "the look of the ", "features"));
}

template <std::size_t F, std::size_t... R>
void addFace(std::vector<Parameter>& list, std::index_sequence<R...> /*regions*/) {
  list.push_back(whole<F>());
  list.push_back(ofGroup<F, &FaceShare::structure>("structure", "the shape"));
  list.push_back(ofGroup<F, &FaceShare::features>("features", "the features"));
  list.push_back(ofGroup<F, &FaceShare::colour>("colour", "colour and light"));
  list.push_back(balance<F>());
  (addRegion<F, R>(list), ...);
}

template <std::size_t... I>
void addFaces(std::vector<Parameter>& list, std::index_sequence<I...> /*faces*/) {
  (addFace<I + 2>(list, std::make_index_sequence<kRegionCount>()), ...);
}

}  // namespace

void addFaceParameters(std::vector<Parameter>& list) {
  addFaces(list, std::make_index_sequence<kMaxFaces - 2>());
}

}  // namespace mien
