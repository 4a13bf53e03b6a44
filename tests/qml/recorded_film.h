#pragma once
#include "core/blend/timeline.h"
#include "core/guard/verdict.h"
#include "core/record/face_key.h"
#include "core/record/output_store.h"
#include "core/studio/fake_engine.h"

/// Puts a film of two drawn faces into the record that waits for a review, because of one of its frames. Its number; 0
/// when it can't.
inline int recordFilm(int frames, int speaksOn) {
  using namespace mien;
  const EngineInfo info = (*makeFakeEngine())->info();
  Timeline timeline;
  timeline.base.modelId = info.modelId;
  timeline.base.modelHash = info.modelHash;
  timeline.base.faces = {DrawnFaceRef{7}, DrawnFaceRef{8}};
  timeline.base.size = 256;
  timeline.duration = frames * ticksPerFrame(timeline.framesPerSecond);
  timeline.tracks = {{"mix", {{0, 0.0, Easing::Linear}, {timeline.duration, 1.0}}}};

  Verdict verdict;
  verdict.outcome = Outcome::Review;
  verdict.policyName = "Mien standard";
  verdict.policyHash = verdict.networksHash = std::string(64, '0');
  verdict.findings = {{.rule = "is-face",
                       .subject = "output",
                       .action = Action::Review,
                       .score = 0.3,
                       .threshold = 0.5,
                       .margin = 0.2,
                       .frame = speaksOn,
                       .words = "This may be no face.",
                       .appeal = "Ask a reviewer."}};
  NewOutput output;
  output.kind = OutputKind::Film;
  output.recipe = toJson(timeline);
  output.modelId = info.modelId;
  output.modelHash = info.modelHash;
  for (const FaceRef& ref : timeline.base.faces) output.faces.push_back({faceKey(ref), "", {}});
  output.verdict = {toJson(verdict), RecordedOutcome::Review, {"is-face"}, verdict.policyHash, verdict.networksHash};
  const auto file = defaultRecordFile();
  const auto record = file ? Record::open(*file) : Result<Record>(tl::unexpected(file.error()));
  const auto added = record ? OutputStore(*record).add(output) : Result<std::int64_t>(0);
  return static_cast<int>(added.value_or(0));
}
