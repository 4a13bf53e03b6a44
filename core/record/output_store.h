#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/record/output.h"
#include "core/record/record.h"

namespace mien {

/// What to look for; what is empty does not narrow.
struct OutputQuery {
  std::string text;            ///< words, all of them, by their beginnings: project, notes, rules, verdict, files
  std::string face;            ///< face key or photo digest
  std::string model;           ///< model id or hash
  std::string policy;          ///< policy hash
  std::string networks;        ///< the judging networks' hash
  std::string rule;            ///< id of a rule that spoke
  std::string project;         ///< exactly
  std::string recipeDigest;    ///< outputs of this very recipe
  std::filesystem::path file;  ///< written to this file or folder; absolute
  std::optional<OutputState> state;
  std::optional<RecordedOutcome> outcome;
  std::optional<std::int64_t> from;   ///< ms since 1970, inclusive
  std::optional<std::int64_t> until;  ///< ms since 1970, exclusive
  int ratingAtLeast = 0;
  std::optional<std::string> label;  ///< colour; "" finds those without
  std::int64_t skip = 0;
  std::int64_t limit = 100;
};

/// One page, newest first.
struct OutputPage {
  std::vector<OutputSummary> outputs;
  std::int64_t total = 0;  ///< how many match in all
};

/// What was made, of what, with which verdict and at what cost. Each change is one transaction with its entries in the
/// history. Errors of all calls: Usage for what is not allowed, with nothing changed; Disk and Input as Record. Thread:
/// that of its Record (the store itself holds no state).
class OutputStore {
 public:
  explicit OutputStore(Record record);

  /// Output, faces, verdict and cost in one transaction; the new id. An outcome of review or block starts as Flagged,
  /// any other as Draft.
  Result<std::int64_t> add(const NewOutput& output);
  /// It was made again, which cost as much.
  Result<void> addCost(std::int64_t output, const Cost& cost);
  /// A file was written, which cost as much. A relative one is made absolute. Whether it may be written is
  /// ReviewStore::mayExport's business.
  Result<std::int64_t> addExport(std::int64_t output, const std::filesystem::path& file, const std::string& digest,
                                 const std::optional<Cost>& cost = {});

  Result<Output> get(std::int64_t id) const;
  Result<OutputPage> search(const OutputQuery& query) const;
  /// PNG or JPEG; empty when there is none. For grids: one lookup.
  Result<std::vector<std::uint8_t>> thumbnail(std::int64_t id) const;

  /// 0 (none) to 5.
  Result<void> setRating(std::int64_t id, int rating);
  /// One of kLabels.
  Result<void> setLabel(std::int64_t id, const std::string& label);

 private:
  template <class Work>
  Result<void> change(std::int64_t id, Work work);

  Record record_;
};

}  // namespace mien
