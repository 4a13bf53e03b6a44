#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/evaluate/tar.h"

namespace mien {

/// One labelled photograph of a face set. Points are px of the upright JPEG.
struct FaceRow {
  std::string shard;  ///< archive that holds the JPEG, e.g. "faces-00.tar"
  std::string name;   ///< member of that archive
  std::string source;
  std::string split;              ///< "train" or "val"
  std::string age, gender, race;  ///< as labelled; empty when unknown
  int width = 0;
  int height = 0;
  float ageEstimate = 0;  ///< years, of the age teacher; 0 where the manifest has none
  FivePoints landmarks5;
  Landmarks landmarks68{};
  std::array<float, 128> identity{};  ///< of the identity teacher
};

/// A folder of labelled faces: manifest.csv, labels.safetensors (rows in the manifest's order) and plain tar archives.
/// Immutable once open: any thread may read.
class FaceSet {
 public:
  /// Reads manifest and labels and walks the archives' headers; pictures stay on disk.
  /// Errors: Disk, or Input naming the file and what is wrong with it.
  static Result<FaceSet> open(const std::filesystem::path& folder);

  const std::vector<FaceRow>& rows() const { return rows_; }

  /// The JPEG's bytes. Errors: Disk, or Input when `row` is not of this set.
  Result<std::vector<std::uint8_t>> readImage(const FaceRow& row) const;

 private:
  std::filesystem::path folder_;
  std::vector<FaceRow> rows_;
  std::map<std::string, TarIndex> shards_;
};

/// Parses manifest.csv: a header line, columns told by name (shard, name, source, split, age, gender, race, width,
/// height, and age_estimate, which may be missing; others are ignored), no quotes. Points and identity stay zero.
/// Errors: Input with the line's number.
Result<std::vector<FaceRow>> parseManifest(std::string_view csv, const std::string& file);

}  // namespace mien
