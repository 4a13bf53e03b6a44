#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/cost.h"

namespace mien {

enum class OutputKind { Picture, Film, Frames, Sheet };

/// Draft → Flagged → Approved or Rejected → Recalled; see ReviewStore for who may do what.
enum class OutputState { Draft, Flagged, Approved, Rejected, Recalled };

/// What the guard's verdict came to, mildest first.
enum class RecordedOutcome { Pass, Note, Review, Block };

/// A face that went into an output.
struct InputFace {
  std::string key;                      ///< faceKey(), or Face::ownKey() of one that is not proven
  std::string photoDigest;              ///< SHA-256 of the photograph's file; empty for a drawn face
  std::vector<std::uint8_t> thumbnail;  ///< its crop as PNG or JPEG; may be empty
};

/// The guard's verdict; the record does not look into the JSON but for the words to search by.
struct RecordedVerdict {
  std::string json;
  RecordedOutcome outcome = RecordedOutcome::Pass;
  std::vector<std::string> rules;  ///< ids of the rules that spoke
  std::string policyHash;
  std::string networksHash;
};

struct NewOutput {
  OutputKind kind = OutputKind::Picture;
  std::string recipe;  ///< canonical JSON of the recipe or timeline: all that is needed to make it again
  std::string modelId;
  std::string modelHash;
  std::vector<InputFace> faces;
  std::string pixelsDigest;             ///< SHA-256 of the pixels, or of the file
  std::vector<std::uint8_t> thumbnail;  ///< PNG or JPEG; may be empty
  std::string project;                  ///< the document's name; may be empty
  RecordedVerdict verdict;
  std::optional<Cost> cost;
};

/// A file that an output was written to.
struct Export {
  std::int64_t id = 0;
  std::int64_t output = 0;
  std::filesystem::path file;  ///< absolute
  std::string digest;          ///< SHA-256 of the file, or of a folder's listing
  std::int64_t time = 0;       ///< UTC in ms since 1970
};

/// What a list or grid shows of an output; all but the large parts.
struct OutputSummary {
  std::int64_t id = 0;
  std::string uid;        ///< 32 hex digits, drawn at random: names the output in signatures and reports
  std::int64_t time = 0;  ///< UTC in ms since 1970
  OutputKind kind = OutputKind::Picture;
  OutputState state = OutputState::Draft;
  std::string recipeDigest;  ///< SHA-256 of NewOutput::recipe; once erased none, or what holds the recall (keyed)
  std::string modelId;
  std::string modelHash;
  std::string pixelsDigest;
  std::string project;
  RecordedOutcome outcome = RecordedOutcome::Pass;
  std::vector<std::string> rules;
  std::string policyHash;
  std::string networksHash;
  int rating = 0;       ///< 0: none, 1..5
  std::string label;    ///< colour, one of kLabels
  bool erased = false;  ///< a person's data were taken out (see erase.h): no recipe, faces, thumbnail or verdict
};

struct Output : OutputSummary {
  std::string recipe;
  std::string verdict;
  std::vector<InputFace> faces;
  std::vector<std::uint8_t> thumbnail;
  std::vector<Export> exports;  ///< oldest first
  std::vector<Cost> costs;      ///< of the output and its exports
};

inline constexpr const char* kLabels[] = {"", "red", "orange", "yellow", "green", "blue", "purple"};

/// Stable lower-case names, for the record and for scripts.
std::string_view nameOf(OutputKind kind);
std::string_view nameOf(OutputState state);
std::string_view nameOf(RecordedOutcome outcome);
std::optional<OutputKind> outputKindFrom(std::string_view name);
std::optional<OutputState> outputStateFrom(std::string_view name);
std::optional<RecordedOutcome> recordedOutcomeFrom(std::string_view name);

}  // namespace mien
