#pragma once
#include <filesystem>

namespace mien::training {

/// Writes MODELS/directions/card.md: what the pack is, the figures of each direction from `report` (report.json of the
/// run that made it), what looked wrong, what it learned from. Throws std::runtime_error with one sentence.
void writeDirectionsCard(const std::filesystem::path& models, const std::filesystem::path& report);

}  // namespace mien::training
