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

/// Who judges exports, over a fresh record in `folder` in which these faces have consent. It judges as ever and stops
/// nothing. Errors: Disk, Model.
Result<std::unique_ptr<Gatekeeper>> openBenchKeeper(const BenchFolder& folder, const BenchOptions& options,
                                                    const std::vector<FacePtr>& faces);

/// Its gate, which has taken the faces. Errors: Disk, Model.
Result<Gate> openBenchGate(const BenchFolder& folder, const BenchOptions& options, const std::vector<FacePtr>& faces);

}  // namespace mien
