#include "models/training/cache.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <stdexcept>

namespace mien::training {
namespace {

/// A raw file as a tensor over its mapped pages; unmapped with the tensor.
torch::Tensor mapped(const std::filesystem::path& file, torch::Dtype dtype, const std::vector<int64_t>& shape) {
  const int64_t count = std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
  const auto bytes = static_cast<std::size_t>(count) * torch::elementSize(dtype);
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw std::runtime_error(file.string() + " is missing: run `./dev train cache` first.");
  struct stat info {};
  const bool fits = ::fstat(fd, &info) == 0 && static_cast<std::size_t>(info.st_size) == bytes;
  void* pages = fits ? ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
  ::close(fd);
  if (pages == MAP_FAILED)
    throw std::runtime_error(file.string() +
                             " does not fit its cache: delete the folder and run `./dev train cache` again.");
  return torch::from_blob(
      pages, shape, [bytes](void* p) { ::munmap(p, bytes); }, torch::TensorOptions().dtype(dtype));
}

}  // namespace

FaceCache::FaceCache(const std::filesystem::path& folder) {
  std::ifstream in(folder / "cache.json");
  if (!in) throw std::runtime_error("No cache in " + folder.string() + ": run `./dev train cache` first.");
  const nlohmann::json about = nlohmann::json::parse(in);
  if (about.value("schema", 0) != 3)
    throw std::runtime_error("The cache in " + folder.string() +
                             " is of another version: run `./dev train cache` again.");
  size_ = about.at("count");
  const auto map = [&](const char* name, torch::Dtype dtype, std::vector<int64_t> shape) {
    return mapped(folder / name, dtype, shape);
  };
  textures_ = map("textures.u8", torch::kUInt8, {size_, kTexture, kTexture, 3});
  known_ = map("known.u8", torch::kUInt8, {size_, kTexture, kTexture});
  windows_ = map("windows.u8", torch::kUInt8, {size_, kWindow, kWindow, 3});
  cropLandmarks_ = map("crop_landmarks.f32", torch::kFloat32, {size_, 68, 2});
  windowLandmarks_ = map("window_landmarks.f32", torch::kFloat32, {size_, 68, 2});
  identity_ = map("identity.f32", torch::kFloat32, {size_, 128});
  identityGrid_ = map("identity_grid.f32", torch::kFloat32, {size_, kGrid, kGrid, 2});
  ages_ = map("ages.f32", torch::kFloat32, {size_});
  balance_ = map("balance.f32", torch::kFloat32, {size_});
  canonical_ = map("canonical.f32", torch::kFloat32, {68, 2});
  const torch::Tensor isVal = map("val.u8", torch::kUInt8, {size_});
  std::ifstream lines(folder / "groups.csv");
  for (std::string line; std::getline(lines, line);) groups_.push_back(line);
  if (static_cast<int64_t>(groups_.size()) != size_)
    throw std::runtime_error((folder / "groups.csv").string() +
                             " does not fit its cache: delete the folder and run `./dev train cache` again.");
  train_ = torch::nonzero(isVal == 0).flatten();
  val_ = torch::nonzero(isVal).flatten();
}

void FaceCache::moveTexturesTo(torch::Device device) {
  textures_ = textures_.to(device);
  known_ = known_.to(device);
}

}  // namespace mien::training
