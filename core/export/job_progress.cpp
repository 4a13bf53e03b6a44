#include "core/export/job_progress.h"

#include <algorithm>

#include "core/export/film_spec.h"

namespace mien {

double JobProgress::share() const {
  if (total <= 0) return 0;
  const auto work = static_cast<double>(codedInTheEnd ? 2 * total : total);
  return std::clamp(static_cast<double>(made + coded) / work, 0.0, 1.0);
}

JobProgress progressOf(const Job& job) {
  JobProgress progress;
  progress.total = job.framesTotal;
  progress.made = std::min(job.framesDone, job.framesTotal);
  progress.coded = std::clamp<std::int64_t>(job.framesDone - job.framesTotal, 0, job.framesTotal);
  const auto spec = filmSpecFromJson(job.spec);
  progress.codedInTheEnd = progress.coded > 0 || (spec && isCodedInTheEnd(spec->format));
  if (job.state == JobState::Done) {
    progress.made = progress.total;
    progress.coded = progress.codedInTheEnd ? progress.total : 0;
  }
  if (job.state != JobState::Running || job.framesPerSecond <= 0) return progress;
  const std::int64_t stage = progress.coded > 0 ? progress.coded : progress.made;
  progress.secondsLeft = static_cast<double>(progress.total - stage) / job.framesPerSecond;
  return progress;
}

}  // namespace mien
