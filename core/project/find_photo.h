#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mien {

/// A photograph that is known by its content alone.
struct WantedPhoto {
  std::string digest;       ///< SHA-256, hex
  std::uint64_t bytes = 0;  ///< length of the file; 0: not known
};

/// Where to look, in this order.
struct PhotoPlaces {
  std::vector<std::filesystem::path> files;
  std::vector<std::filesystem::path> folders;  ///< these, without the folders in them
  std::optional<std::filesystem::path> tree;   ///< this one with all that lies in it, but no links
};

/// The first file with that content. A file is hashed only when its length is right and it starts as a picture does;
/// what can't be read is passed over. Stops after 20,000 files, or when `cancel` is set. Any thread.
std::optional<std::filesystem::path> findPhoto(const WantedPhoto& wanted, const PhotoPlaces& places,
                                               const std::shared_ptr<std::atomic<bool>>& cancel = nullptr);

/// Whether this file has that content.
bool isPhoto(const std::filesystem::path& file, const WantedPhoto& wanted);

}  // namespace mien
