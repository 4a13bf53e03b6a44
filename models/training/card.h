#pragma once
#include <filesystem>
#include <string>

namespace mien::training {

/// Where a card's figures come from; empty: left out.
struct CardReports {
  std::filesystem::path
      evaluation;                ///< of `mien evaluate`; identity, judge, witness: of `mien-train measure`. Not empty.
  std::filesystem::path linear;  ///< the same of the linear start (linear-pack), to stand beside the portrait's own;
                                 ///< of the portrait, to stand beside the draft's
  std::filesystem::path check;   ///< of `mien check --json` over the val photographs
  std::filesystem::path meaning{};    ///< of `mien evaluate`, for what it says of blends' meaning
  std::filesystem::path occlusion{};  ///< of `mien-train measure occlusion`
};

/// Writes MODELS/NAME/card.md: what the pack is, what it learned from (model.json), and its figures from reports of
/// the programs that measured it. Throws std::runtime_error with one sentence.
void writeCard(const std::string& name, const std::filesystem::path& models, const CardReports& reports);

}  // namespace mien::training
