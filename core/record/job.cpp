#include "core/record/job.h"

#include <algorithm>
#include <array>

namespace mien {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 6> kStates{"queued", "running", "paused", "done", "failed", "cancelled"};
constexpr std::array<std::string_view, 3> kWanted{"run", "pause", "cancel"};
constexpr std::array<std::string_view, 8> kErrors{"internal",     "usage", "input", "blocked",
                                                  "needs-review", "model", "disk",  "cancelled"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

bool isFinished(JobState state) {
  return state == JobState::Done || state == JobState::Failed || state == JobState::Cancelled;
}

std::string_view nameOf(JobState state) {
  return kStates.at(static_cast<std::size_t>(state));
}

std::string_view nameOf(Wanted wanted) {
  return kWanted.at(static_cast<std::size_t>(wanted));
}

std::string_view nameOf(ErrorKind kind) {
  return kErrors.at(static_cast<std::size_t>(kind));
}

std::optional<JobState> jobStateFrom(std::string_view name) {
  return find<JobState>(kStates, name);
}

std::optional<Wanted> wantedFrom(std::string_view name) {
  return find<Wanted>(kWanted, name);
}

std::optional<ErrorKind> errorKindFrom(std::string_view name) {
  return find<ErrorKind>(kErrors, name);
}

}  // namespace mien
