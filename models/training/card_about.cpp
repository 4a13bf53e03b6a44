#include "models/training/card_about.h"

#include <fmt/format.h>

#include <stdexcept>

namespace mien::training {
namespace {

About aboutFinder() {
  return {
      "Finds faces in a photograph: a small anchor-free convolutional network (after CenterNet and YuNet) that looks "
      "at "
      "four sizes of the picture and names five points of each face. Trained on pictures composed of the set's "
      "photographs.",
      "Faces from the side, upside down, or with less than 12 pixels between the eyes are missed or refused. It "
      "proposes; the landmark network has the last word on what is a face. Thresholds and rules around both were "
      "chosen on a quarter of the `val` photographs, which flatters these figures.",
      {{"labelled face found", "/find/found/share", Line::Share},
       {"other places taken for a face, per photograph", "/find/falseFaces/mean"}}};
}

About aboutLandmarks() {
  return {
      "Places 68 landmarks (iBUG order) in an upright crop and says whether it holds a face; runs twice, the second "
      "time on four crops about the first points. Learned from a teacher network's points.",
      "Its points repeat the teacher's habits: all lie about 1.5 % of the eye distance too far left, and a mirror "
      "image's "
      "points are not the mirror image of the points. Behind hands, hair or beyond the picture's edge they are "
      "guesses.",
      {{"mean distance to the teacher's points, % of eye distance", "/landmarks/all/mean"},
       {"the same, 95th percentile", "/landmarks/all/p95"},
       {"jaw", "/landmarks/jaw/mean"},
       {"brows", "/landmarks/brows/mean"},
       {"eyes", "/landmarks/eyes/mean"},
       {"nose", "/landmarks/nose/mean"},
       {"mouth", "/landmarks/mouth/mean"}}};
}

About aboutPortrait() {
  return {
      "Encodes a face as a shape code and a texture code, both with a unit Gaussian prior, and decodes mixes of them: "
      "probabilistic PCA with convolutional corrections, at 256². New faces are drawn by a normalising flow that was "
      "fitted to the training faces' codes; a small U-Net finds what lies over a face.",
      "The network alone is soft: hair, hats, glasses and backgrounds come from the photographs' detail. Drawn faces "
      "are blurred. A blend can look like someone real: have it reviewed before it leaves the house.",
      {{"network alone: identity distance to the photograph, median", "/reconstruction/identity/median"},
       {"network alone: share below 0.6", "/reconstruction/identity/shareBelowThreshold", Line::Share},
       {"network alone: perceptual distance, mean", "/reconstruction/perceptual/mean"},
       {"network alone: PSNR, dB, mean", "/reconstruction/psnr/mean"},
       {"endpoint, detail 1: PSNR, dB, mean (99: identical)", "/endpoint/psnr/mean"},
       {"50 % blend, network alone: both parents below 0.6",
        "/blend/detail0/identityToFurtherParent/shareBothBelowThreshold", Line::Share},
       {"50 % blend, detail 1: both parents below 0.6",
        "/blend/detail1/identityToFurtherParent/shareBothBelowThreshold", Line::Share},
       {"50 % blend, detail 1: difference between the parents, median", "/blend/detail1/identityDifference/median"},
       {"balanced 50 % blend, network alone: both parents below 0.6",
        "/balanced/detail0/identityToFurtherParent/shareBothBelowThreshold", Line::Share},
       {"balanced 50 % blend, detail 1: both parents below 0.6",
        "/balanced/detail1/identityToFurtherParent/shareBothBelowThreshold", Line::Share},
       {"balanced 50 % blend, detail 1: difference between the parents, median",
        "/balanced/detail1/identityDifference/median"},
       {"50 % along the straight path, detail 1: both parents below 0.6",
        "/path/straight/detail1/identityToFurtherParent/shareBothBelowThreshold", Line::Share},
       {"50 % along the typical path, detail 1: both parents below 0.6",
        "/path/typical/detail1/identityToFurtherParent/shareBothBelowThreshold", Line::Share},
       {"plain landmark morph: both parents below 0.6", "/blend/morph/identityToFurtherParent/shareBothBelowThreshold",
        Line::Share},
       {"plain landmark morph: difference between the parents, median", "/blend/morph/identityDifference/median"},
       {"Fréchet distance of reconstructions", "/reconstruction/frechet/distance"},
       {"Fréchet distance of reconstructions, surroundings by the network too",
        "/reconstructionOfAll/frechet/distance"},
       {"Fréchet distance of 50 % blends, network alone", "/blend/detail0/frechet/distance"},
       {"Fréchet distance of 50 % blends, detail 1", "/blend/detail1/frechet/distance"},
       {"Fréchet distance of drawn faces, usual truncation", "/sample/frechet/distance"},
       {"Fréchet distance of drawn faces, truncation 1", "/sampleOfPrior/frechet/distance"},
       {"edge of a region mixed on its own, gradient across ÷ beside, median", "/seam/region/median"},
       {"the same pairs without one", "/seam/plain/median"}}};
}

/// Of a smaller decoder: the portrait's figures, and other words.
About aboutDraft() {
  About about = aboutPortrait();
  about.words =
      "A small decoder for weak machines (0.36 GMAC a picture, the portrait pack's 0.92) with the portrait pack's own "
      "encoder and linear part: faces encoded with one can be mixed, restored and moved along directions with the "
      "other. It learned to draw what the portrait pack draws of the training photographs' codes, of mixes of two and "
      "of draws from the prior.";
  about.limits =
      "It repeats the portrait pack, faults and all, to about half a step of 255; recipes name the pack that they were "
      "made with, "
      "so the same recipe is not drawn by the other. What the portrait's card says of its limits holds here. A blend "
      "can look like someone real: have it reviewed before it leaves the house.";
  return about;
}

/// What both identity networks are asked of second photographs, with other lines before and after.
std::vector<Line> aroundSecondPhotographs(std::vector<Line> before, const std::vector<Line>& after) {
  before.insert(before.end(), {{"second photographs: pairs", "/second/pairs"},
                               {"second photographs: distance, median", "/second/median"},
                               {"second photographs within the 1 % threshold", "/second/acceptedAt1", Line::Share},
                               {"the teacher, at its own", "/second/teacher/acceptedAt1", Line::Share},
                               {"second photographs within the 0.1 % threshold", "/second/acceptedAt01", Line::Share},
                               {"the teacher, at its own", "/second/teacher/acceptedAt01", Line::Share}});
  before.insert(before.end(), after.begin(), after.end());
  return before;
}

About aboutIdentity() {
  return {
      "Says whom a face looks like: an embedding of 128 numbers whose Euclidean distances follow those of dlib's "
      "ResNet-29, from which it was distilled: random weights of its own, taught block by block, then as a whole, on "
      "photographs, mixes of two and worse copies of both. Distances below 0.6 customarily mean one person. "
      "`known-faces.safetensors` holds what it says of the photographs it learned from, in 8 bits a number, and of "
      "each which of the sets below it is of: an output can be told to be near to one of them. No picture can be made "
      "of an embedding. Since 0.5.0 it also holds their codes of the portrait pack, which say what looks alike; who "
      "decodes one sees a blurred likeness of that photograph, which the licences below allow.",
      "It inherits the teacher's errors, which are not the same for all groups, and adds its own. The figures of the "
      "same person in `val` are of changed copies of one photograph, for the set labels no second ones. Those of "
      "second photographs are of studio portraits, mostly neutral and smiling in the same light, paired by the "
      "teacher's own distances, and most of them were trained on: years, glasses and other cameras are in no figure, "
      "and a protected person is likelier to be missed than they say. Faces from the side were not taught. A screen "
      "against likeness, never a proof of who someone is.",
      aroundSecondPhotographs({{"correlation with the teacher's distances, all pairs", "/correlation"},
                               {"the same, pairs of different faces only", "/correlationOfDifferent"},
                               {"distance between both embeddings of one crop, mean", "/error"},
                               {"same or different person at 0.6, right", "/accuracyAtCustomary", Line::Share},
                               {"the teacher", "/teacher/accuracyAtCustomary", Line::Share},
                               {"different people taken for one at 0.6", "/falseMatchAtCustomary", Line::Share},
                               {"the teacher", "/teacher/falseMatchAtCustomary", Line::Share},
                               {"best threshold", "/best/threshold"},
                               {"right at the best threshold", "/best/accuracy", Line::Share},
                               {"the teacher, at its best", "/teacher/best/accuracy", Line::Share},
                               {"threshold at 1 % false matches", "/falseMatch1/threshold"},
                               {"same faces accepted there", "/falseMatch1/sameAccepted", Line::Share},
                               {"the teacher, at its own", "/teacher/falseMatch1/sameAccepted", Line::Share},
                               {"threshold at 0.1 % false matches", "/falseMatch01/threshold"},
                               {"same faces accepted there", "/falseMatch01/sameAccepted", Line::Share},
                               {"the teacher, at its own", "/teacher/falseMatch01/sameAccepted", Line::Share}},
                              {{"recropped: distance to the photograph, median", "/same/recropped/median"},
                               {"blurred (from 60 px)", "/same/blurred/median"},
                               {"compressed (JPEG-like, quality 25)", "/same/compressed/median"},
                               {"relit", "/same/relit/median"},
                               {"different people, median", "/different/median"},
                               {"milliseconds a face, where it was measured", "/millisecondsAFace"}})};
}

About aboutJudge() {
  return {
      "Says whether an upright crop holds a whole, plausible face, and how old it looks. Faces were photographs, "
      "landmark morphs and decoded codes; the rest was made bad on purpose: pieces, noise, shuffled tiles, turned "
      "faces, folds and features out of place, covered faces, codes two to four times as long as the prior's. Ages are "
      "a teacher network's estimates.",
      "The photographs show adults only: below 18 an age is extrapolated, so a low figure is a reason to look, and a "
      "figure above 18 is no proof of age. Ages are the teacher's opinion of how someone looks, not the truth; the "
      "old are guessed too young and the young too old: whom the teacher puts at 10 to 19, this network puts 11 years "
      "higher on average, so no limit near 18 may rest on it alone. Sunglasses, masks and hands are among the "
      "photographs that count as faces. Bad pictures of kinds that were not taught may pass.",
      {{"age: mean distance to the teacher's estimate, years", "/age/meanOff"},
       {"age: mean difference (+ too old), years", "/age/bias"},
       {"area under the curve, all faces against all others", "/areaUnderCurve"},
       {"faces taken for faces (above 0.5)", "/facesTaken", Line::Share},
       {"others taken for faces", "/othersTaken", Line::Share},
       {"photographs taken", "/kinds/photograph/taken", Line::Share},
       {"morphs taken", "/kinds/morph/taken", Line::Share},
       {"decoded codes taken", "/kinds/decoded/taken", Line::Share},
       {"area under the curve against: no face", "/kinds/no face/areaUnderCurve"},
       {"folds", "/kinds/fold/areaUnderCurve"},
       {"covered faces", "/kinds/occluded/areaUnderCurve"},
       {"extreme codes", "/kinds/extreme code/areaUnderCurve"},
       {"taken for a face: no face", "/kinds/no face/taken", Line::Share},
       {"folds", "/kinds/fold/taken", Line::Share},
       {"covered faces", "/kinds/occluded/taken", Line::Share},
       {"extreme codes", "/kinds/extreme code/taken", Line::Share},
       {"milliseconds a face, where it was measured", "/millisecondsAFace"}}};
}

About aboutWitness() {
  return {
      "Says whom a face looks like, as a second opinion: 128 numbers of unit length, learned by contrast alone, from "
      "no teacher's answers. Two strongly varied views of one photograph (turned, bent, mirrored, relit, tinted, grey, "
      "blurred, compressed, partly covered) had to lie nearer to one another than to all other faces. No loss and no "
      "search uses it; the program does not load it; `mien evaluate` reports it beside the identity teacher.",
      "It never saw two photographs of one person while it learned, so it knows years, expressions, glasses and "
      "cameras only as far as they were drawn for it, and it tells people apart much less well than the teacher. The "
      "second photographs are studio portraits, mostly neutral and smiling in the same light, paired by the teacher's "
      "distances, for the set does not label them: that favours the teacher. Use it to compare two ways of making "
      "blends, never to say who someone is.",
      aroundSecondPhotographs(
          {{"threshold at 1 % false matches", "/falseMatch1/threshold"},
           {"threshold at 0.1 % false matches", "/falseMatch01/threshold"},
           {"strongly varied views within the 1 % threshold", "/falseMatch1/sameAccepted", Line::Share},
           {"within the 0.1 % threshold", "/falseMatch01/sameAccepted", Line::Share},
           {"varied view: distance to the photograph, median", "/same/median"},
           {"different people, median", "/different/median"},
           {"varied views against other people's, right at the best threshold", "/best/accuracy", Line::Share}},
          {{"different people of the same studios within the 1 % threshold", "/second/falseMatchAt1", Line::Share},
           {"the teacher, at its own", "/second/teacher/falseMatchAt1", Line::Share},
           {"same or different among the studio portraits, right at the best threshold", "/second/accuracy",
            Line::Share},
           {"the second photograph is the nearest of all studio portraits", "/second/nearest", Line::Share},
           {"correlation with the teacher's distances, pairs of different faces", "/correlationOfDifferent"},
           {"milliseconds a face, where it was measured", "/millisecondsAFace"}})};
}

}  // namespace

About aboutOf(const std::string& name) {
  if (name == "finder") return aboutFinder();
  if (name == "landmarks") return aboutLandmarks();
  if (name == "portrait") return aboutPortrait();
  if (name == "draft") return aboutDraft();
  if (name == "identity") return aboutIdentity();
  if (name == "judge") return aboutJudge();
  if (name == "witness") return aboutWitness();
  throw std::runtime_error("There is no card for \"" + name +
                           "\": use finder, landmarks, portrait, draft, identity, judge or witness.");
}

std::string howToRetrain(const std::string& name) {
  return fmt::format(
      "## Training it again\n\n`./dev train cache`, then `./dev train {0}{1}` and `./dev train pack "
      "{0}`{2}; the data must lie in `../shared/faces`. `docs/design.md` has the order for all packs.\n",
      name, name == "draft" ? " --from models/portrait" : "",
      name == "portrait"   ? "; then `./dev train prior --from models/portrait` and `./dev train pack prior`"
      : name == "identity" ? " and `./dev train known-faces`, without which nothing is exported"
                           : "");
}

std::vector<Line> witnessLines() {
  return {{"witness, network alone: share of photographs within its 1 % threshold",
           "/reconstruction/witness/shareWithin1", Line::Share},
          {"witness, 50 % blend, network alone: both parents within 1 %",
           "/blend/detail0/witnessToFurtherParent/shareBothWithin1", Line::Share},
          {"witness, 50 % blend, network alone: within 0.1 %",
           "/blend/detail0/witnessToFurtherParent/shareBothWithin01", Line::Share},
          {"witness, 50 % blend, network alone: difference between the parents, median",
           "/blend/detail0/witnessDifference/median"},
          {"witness, 50 % blend, detail 1: both parents within 1 %",
           "/blend/detail1/witnessToFurtherParent/shareBothWithin1", Line::Share},
          {"witness, 50 % blend, detail 1: within 0.1 %", "/blend/detail1/witnessToFurtherParent/shareBothWithin01",
           Line::Share},
          {"witness, 50 % blend, detail 1: difference between the parents, median",
           "/blend/detail1/witnessDifference/median"},
          {"witness, plain landmark morph: both parents within 1 %",
           "/blend/morph/witnessToFurtherParent/shareBothWithin1", Line::Share},
          {"witness, plain landmark morph: within 0.1 %", "/blend/morph/witnessToFurtherParent/shareBothWithin01",
           Line::Share},
          {"witness, plain landmark morph: difference between the parents, median",
           "/blend/morph/witnessDifference/median"}};
}

}  // namespace mien::training
