#include "core/record/job.h"

#include "core/record/names.h"

namespace mien {
namespace {

// In the order of the enumerations.
constexpr Names<6> kStates{"queued", "running", "paused", "done", "failed", "cancelled"};
constexpr Names<3> kWanted{"run", "pause", "cancel"};
constexpr Names<8> kErrors{"internal", "usage", "input", "blocked", "needs-review", "model", "disk", "cancelled"};

}  // namespace

bool isFinished(JobState state) {
  return state == JobState::Done || state == JobState::Failed || state == JobState::Cancelled;
}

std::string_view nameOf(JobState state) {
  return nameIn(kStates, state);
}

std::string_view nameOf(Wanted wanted) {
  return nameIn(kWanted, wanted);
}

std::string_view nameOf(ErrorKind kind) {
  return nameIn(kErrors, kind);
}

std::optional<JobState> jobStateFrom(std::string_view name) {
  return valueIn<JobState>(kStates, name);
}

std::optional<Wanted> wantedFrom(std::string_view name) {
  return valueIn<Wanted>(kWanted, name);
}

std::optional<ErrorKind> errorKindFrom(std::string_view name) {
  return valueIn<ErrorKind>(kErrors, name);
}

}  // namespace mien
