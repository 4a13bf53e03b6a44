#pragma once
#include <array>
#include <filesystem>

#include "core/bench/bench.h"
#include "core/gate/gatekeeper.h"

namespace mien {

/// A folder for what is measured, gone with its object.
class BenchFolder {
 public:
  BenchFolder();
  ~BenchFolder();
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;
  /// Empty when none could be made.
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The gate that exports pass, over a fresh record in `folder` in which these faces have consent, and which has taken
/// them. It judges as ever and stops nothing. Errors: Disk, Model.
Result<Gate> openBenchGate(const BenchFolder& folder, const BenchOptions& options, const std::vector<FacePtr>& faces);

}  // namespace mien
