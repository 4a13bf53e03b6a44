#include "tests/training/small_cache.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <vector>

#include "models/training/cache.h"

namespace mien::training {
namespace {

/// 68 points whose eyes, nose and mouth lie as a face's do, in the unit square.
std::vector<float> face() {
  std::vector<float> points;
  const auto add = [&](float x, float y) { points.insert(points.end(), {x, y}); };
  for (int i = 0; i < 17; ++i) add(0.15F + 0.7F * static_cast<float>(i) / 16, 0.8F);
  for (int i = 0; i < 10; ++i) add(0.25F + 0.5F * static_cast<float>(i) / 9, 0.3F);
  for (int i = 0; i < 9; ++i) add(0.5F, 0.4F + 0.02F * static_cast<float>(i));
  for (int i = 0; i < 6; ++i) add(0.32F + 0.01F * static_cast<float>(i), 0.38F);
  for (int i = 0; i < 6; ++i) add(0.63F + 0.01F * static_cast<float>(i), 0.38F);
  for (int i = 0; i < 20; ++i) add(0.36F + 0.28F * static_cast<float>(i % 7) / 6, 0.7F);
  return points;
}

template <class T>
void write(const std::filesystem::path& file, const std::vector<T>& values) {
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}

}  // namespace

void writeSmallCache(const std::filesystem::path& folder, int train, int val) {
  std::filesystem::create_directories(folder);
  const auto n = static_cast<std::size_t>(train + val);
  std::mt19937 random(3);
  const auto noise = [&](std::size_t count) {
    std::vector<std::uint8_t> bytes(count);
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<std::uint8_t>(random()); });
    return bytes;
  };
  const auto repeated = [&](const std::vector<float>& one, float scale) {
    std::vector<float> all;
    for (std::size_t i = 0; i < n; ++i)
      for (const float v : one) all.push_back(v * scale);
    return all;
  };
  constexpr std::size_t kTexels = FaceCache::kTexture * FaceCache::kTexture;
  write(folder / "textures.u8", noise(n * kTexels * 3));
  write(folder / "known.u8", std::vector<std::uint8_t>(n * kTexels, 255));
  write(folder / "windows.u8", noise(n * FaceCache::kWindow * FaceCache::kWindow * 3));
  write(folder / "crop_landmarks.f32", repeated(face(), 1));
  write(folder / "window_landmarks.f32", repeated(face(), FaceCache::kWindow));
  write(folder / "canonical.f32", face());
  write(folder / "identity.f32", std::vector<float>(n * 128, 0.1F));
  write(folder / "identity_grid.f32", std::vector<float>(n * FaceCache::kGrid * FaceCache::kGrid * 2, 0.5F));
  write(folder / "ages.f32", std::vector<float>(n, 30));
  write(folder / "balance.f32", std::vector<float>(n, 1));
  std::ofstream groups(folder / "groups.csv");
  for (std::size_t i = 0; i < n; ++i) groups << (i % 2 == 0 ? "White,Female\n" : ",\n");
  std::vector<std::uint8_t> isVal(n, 0);
  std::fill(isVal.begin() + train, isVal.end(), std::uint8_t{1});
  write(folder / "val.u8", isVal);
  std::ofstream(folder / "cache.json") << R"({"schema":3,"count":)" << n << '}';
}

}  // namespace mien::training
