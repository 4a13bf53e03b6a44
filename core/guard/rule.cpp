#include "core/guard/rule.h"

#include <algorithm>
#include <array>

namespace mien {
namespace {

constexpr const char* kAnotherPhotograph = "Use another photograph of this person, or ask a reviewer.";
constexpr const char* kAnotherDrawn = "Draw another face, or ask a reviewer to look at it.";
constexpr const char* kMoveSliders = "Move the sliders, or ask a reviewer to look at it.";

constexpr std::array kRules{
    Rule{"consent", "Consent", "1 for a consent that holds, 0.5 for one that has ended, 0 for none", "",
         RuleSide::Input, Speaks::Below, 0, 1, "", "", "There is no consent on record that this face may be used.",
         "Record where the face comes from: in the face's panel, or with mien consent add."},
    Rule{"minor-input", "Apparent age of the face", "Apparent age", "years", RuleSide::Input, Speaks::Below, 0, 100,
         "judge", "", "The face looks too young.", "If the person is of age, a reviewer can approve it on proof."},
    Rule{"other-faces", "Other faces", "Other faces in the photograph, at least half as large", "faces",
         RuleSide::Input, Speaks::Above, 0, 1000, "", "", "The photograph shows other people too.",
         "Crop the photograph to the one face that goes in."},
    Rule{"face-size", "Size of the face", "Distance between the eyes in the photograph", "px", RuleSide::Input,
         Speaks::Below, 0, 10'000, "", "", "The face is small in its photograph, so the blend will be soft.",
         kAnotherPhotograph},
    Rule{"pose", "Pose", "How far the nose is from the middle between the eyes, in eye distances", "", RuleSide::Input,
         Speaks::Above, 0, 2, "", "", "The face is turned to the side.", kAnotherPhotograph},
    Rule{"sharpness", "Sharpness", "Variance of the Laplacian of the face at 128 px", "", RuleSide::Input,
         Speaks::Below, 0, 100'000, "", "", "The photograph is blurred.", kAnotherPhotograph},
    Rule{"clear-face", "Clear face", "How surely the face is one, seen whole", "%", RuleSide::Input, Speaks::Below, 0,
         1, "judge", "", "Something covers the face, or it is not a face at all.", kAnotherPhotograph},
    Rule{"is-face", "It is a face", "How surely the picture is a face", "%", RuleSide::Output, Speaks::Below, 0, 1,
         "judge", "", "The picture does not look like a face.", kMoveSliders},
    Rule{"plausible", "Plausible under the model", "Length of the code, in standard deviations a dimension", "SD",
         RuleSide::Output, Speaks::Above, 0, 100, "", "", "The mix lies far from all faces that the model knows.",
         kMoveSliders},
    Rule{"folds", "Folds", "Share of the face whose surface is turned over", "%", RuleSide::Output, Speaks::Above, 0, 1,
         "", "", "The face is folded over itself.", kMoveSliders},
    Rule{"minor-output", "Apparent age of the result", "Apparent age", "years", RuleSide::Output, Speaks::Below, 0, 100,
         "judge", "", "The face in the picture looks too young.", kMoveSliders},
    Rule{"likeness", "Likeness to a protected person", "Distance to the nearest protected person", "", RuleSide::Output,
         Speaks::Below, 0, 2, "identity", "", "The picture is too like a protected person.",
         "Mix in more of another face; who may lift the protection stands in the review's Protected people (mien "
         "protect list)."},
    Rule{"double-match", "Passes as both parents", "Distance to the parent that it is less like", "", RuleSide::Output,
         Speaks::Below, 0, 2, "identity", "",
         "The picture would pass as either of two real people in a comparison of faces.",
         "Tell whoever gets the picture, or move the mix towards one parent."},
    Rule{"document", "Looks like a document portrait", "How much it looks like one: frontal, neutral, plain ground",
         "%", RuleSide::Output, Speaks::Above, 0, 1, "", "double-match",
         "The picture passes as two people and looks like the portrait in a document.",
         "Place it in a photograph or use other surroundings, or ask a reviewer."},
    Rule{"near-copy", "Near copy of a training face", "Distance to the nearest face that the model learned from", "",
         RuleSide::Output, Speaks::Below, 0, 2, "identity", "",
         "The picture is nearly a face that the model learned from.", kMoveSliders},
};

}  // namespace

std::span<const Rule> rules() {
  return kRules;
}

const Rule* findRule(std::string_view id) {
  const auto* const found = std::find_if(kRules.begin(), kRules.end(), [&](const Rule& r) { return r.id == id; });
  return found == kRules.end() ? nullptr : found;
}

bool isBeyond(const Rule& rule, double score, double threshold) {
  return rule.speaks == Speaks::Below ? score < threshold : score > threshold;
}

double worse(const Rule& rule, double a, double b) {
  return rule.speaks == Speaks::Below ? std::min(a, b) : std::max(a, b);
}

std::string appealOf(const Rule& rule, bool drawn, bool twoReviewers) {
  constexpr std::string_view kOne = "a reviewer";
  std::string text = drawn && rule.side == RuleSide::Input ? kAnotherDrawn : rule.appeal;
  if (const auto at = text.find(kOne); twoReviewers && at != std::string::npos)
    text.replace(at, kOne.size(), "two reviewers");
  return text;
}

std::string_view toString(Action action) {
  constexpr std::array kNames{"note", "review", "block"};
  return kNames.at(static_cast<std::size_t>(action));
}

}  // namespace mien
