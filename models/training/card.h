#pragma once
#include <filesystem>
#include <string>

namespace mien::training {

/// Writes MODELS/NAME/card.md: what the pack is, what it learned from (model.json), and its figures from reports of
/// `mien evaluate` (identity and judge: of `mien-train measure`). `linear`, the report of the linear start
/// (linear-pack), stands beside the portrait's own figures; empty: left out. Throws std::runtime_error with one
/// sentence.
void writeCard(const std::string& name, const std::filesystem::path& models, const std::filesystem::path& evaluation,
               const std::filesystem::path& linear);

}  // namespace mien::training
