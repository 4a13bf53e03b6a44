#include "core/record/output.h"

#include "core/record/names.h"

namespace mien {
namespace {

// In the order of the enumerations.
constexpr Names<4> kKinds{"picture", "film", "frames", "sheet"};
constexpr Names<5> kStates{"draft", "flagged", "approved", "rejected", "recalled"};
constexpr Names<4> kOutcomes{"pass", "note", "review", "block"};

}  // namespace

std::string_view nameOf(OutputKind kind) {
  return nameIn(kKinds, kind);
}

std::string_view nameOf(OutputState state) {
  return nameIn(kStates, state);
}

std::string_view nameOf(RecordedOutcome outcome) {
  return nameIn(kOutcomes, outcome);
}

std::optional<OutputKind> outputKindFrom(std::string_view name) {
  return valueIn<OutputKind>(kKinds, name);
}

std::optional<OutputState> outputStateFrom(std::string_view name) {
  return valueIn<OutputState>(kStates, name);
}

std::optional<RecordedOutcome> recordedOutcomeFrom(std::string_view name) {
  return valueIn<RecordedOutcome>(kOutcomes, name);
}

}  // namespace mien
