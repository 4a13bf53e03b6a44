#pragma once
#include <string>

#include "core/guard/judge.h"
#include "core/studio/engine.h"

namespace mien {

/// A face that was made with one model, as another model has it.
struct ProjectedFace {
  FacePtr face;
  /// What the networks alone (detail 0) make of it, RGB, 256²; `before` is the face's own picture where its own model
  /// is not at hand.
  Image8 before, after;
  FivePoints pointsBefore, pointsAfter;  ///< px of these
  bool byOwnModel = false;               ///< `before` is by its own model
};

/// Brings a saved face over to `to`: a photograph's is encoded anew from its aligned picture (not from what its own
/// network made of it, which has lost more); a drawn one is drawn anew, which gives another face. `own`: the engine
/// that it was saved with, to compare with; may be null. Errors: as Engine::reencode() and draw(); Model when `own` is
/// another. Thread: the engines'.
Result<ProjectedFace> project(const SavedFace& saved, Engine& to, Engine* own = nullptr);

/// What got lost on the way.
struct ProjectionLoss {
  double psnr = 0;      ///< dB, see core/base/psnr.h: 99 is nothing
  double identity = 0;  ///< distance of the embeddings, see core/guard/embedding.h
};

/// Between two pictures of one size and channel count. Thread: the judge's.
ProjectionLoss lossBetween(Judge& judge, const Image8& before, const FivePoints& pointsBefore, const Image8& after,
                           const FivePoints& pointsAfter);
ProjectionLoss lossOf(Judge& judge, const ProjectedFace& projection);

/// "31.2 dB, identity distance 0.14"
std::string inWords(const ProjectionLoss& loss);

}  // namespace mien
