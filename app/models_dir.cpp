#include "app/models_dir.h"

#include <cstdlib>

namespace mien {

std::filesystem::path modelsDir() {
  if (const char* named = std::getenv("MIEN_MODELS"); named != nullptr && *named != '\0') return named;
  std::error_code error;
  const auto executable = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    auto installed = executable.parent_path().parent_path() / "share/mien/models";
    if (std::filesystem::is_directory(installed, error)) return installed;
  }
  return MIEN_SOURCE_MODELS;
}

}  // namespace mien
