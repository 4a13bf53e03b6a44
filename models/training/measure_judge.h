#pragma once
#include <filesystem>

#include "core/model/judging_modules.h"
#include "models/training/cache.h"
#include "models/training/judge_pictures.h"

namespace mien::training {

/// How well the judge does on faces of `val`, with pictures drawn from seeds that training does not use.
struct JudgeQuality {
  double areaUnderCurve = 0;  ///< of all faces against all that is bad, by the receiver operating characteristic
  double yearsOff = 0;        ///< mean distance to the age teacher's estimates
};
JudgeQuality judgeQuality(nets::Judge& net, JudgePictures& pictures, const FaceCache& cache, int64_t faces);

/// Measures the pack `judge` of `models` on all faces of `val` and writes the report that writeCard reads.
/// Throws std::runtime_error with one sentence.
void measureJudge(const std::filesystem::path& models, const std::filesystem::path& cache,
                  const std::filesystem::path& report);

}  // namespace mien::training
