// The stages around the networks, one by one, on pictures made here: what a change to one of them gains or costs.
#include <benchmark/benchmark.h>

#include "core/blend/matte.h"
#include "core/blend/paste.h"
#include "core/blend/warp.h"
#include "core/photo/photo.h"
#include "core/photo/write.h"
#include "tests/support/drawn_face.h"

using namespace mien;

namespace {

template <class T>
Image<T> ramps(int width, int height, T step) {
  Image<T> out(width, height, 3);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < 3; ++c) out.at(x, y, c) = static_cast<T>(step * static_cast<T>((x + 2 * y + 31 * c) % 200));
  return out;
}

void warpMapsOfThreeFaces(benchmark::State& state) {
  const Mesh mean = meshFor(drawnLandmarks());
  const Mesh wide = meshFor(wideLandmarks());
  const std::vector<Mesh> sources{mean, mean, wide};
  const auto triangles = triangulate(mean);
  for (auto _ : state)
    benchmark::DoNotOptimize(warpMaps(wide, sources, triangles, kCropWindow, static_cast<int>(state.range(0))));
}
BENCHMARK(warpMapsOfThreeFaces)->Arg(256)->Arg(512)->Unit(benchmark::kMillisecond);

void sampleTexture(benchmark::State& state) {
  const auto size = static_cast<int>(state.range(0));
  const Mesh mean = meshFor(drawnLandmarks());
  const std::vector<Mesh> sources{mean};
  const ImageF map = warpMaps(meshFor(wideLandmarks()), sources, triangulate(mean), kCropWindow, size)[0];
  const ImageF texture = ramps(256, 256, 0.005F);
  for (auto _ : state) benchmark::DoNotOptimize(sample(texture, kCropWindow, map, size > 256));
}
BENCHMARK(sampleTexture)->Arg(256)->Arg(512)->Unit(benchmark::kMillisecond);

void matteAndColour(benchmark::State& state) {
  const Mesh mesh = meshFor(drawnLandmarks());
  const auto size = static_cast<int>(state.range(0));
  const ImageF ground = ramps(size, size, 0.004F);
  for (auto _ : state) {
    ImageF face = ramps(size, size, 0.005F);
    matchColour(face, ground, faceMatte(mesh, size));
    benchmark::DoNotOptimize(face);
  }
}
BENCHMARK(matteAndColour)->Arg(256)->Arg(512)->Unit(benchmark::kMillisecond);

void pasteIntoTwelveMegapixels(benchmark::State& state) {
  const Image8 photo = ramps(4000, 3000, std::uint8_t{1});
  const ImageF crop = ramps(1024, 1024, 0.005F);
  const Similarity toCrop{1 / 1400.0F, 0, -1, -0.6F};
  for (auto _ : state) benchmark::DoNotOptimize(pasteBack(photo, crop, drawnLandmarks(), toCrop));
}
BENCHMARK(pasteIntoTwelveMegapixels)->Unit(benchmark::kMillisecond);

void encode(benchmark::State& state, PictureFormat format) {
  const Image8 pixels = ramps(512, 512, std::uint8_t{1});
  for (auto _ : state) benchmark::DoNotOptimize(encodePicture(pixels, format));
}
BENCHMARK_CAPTURE(encode, png, PictureFormat::Png)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, jpeg, PictureFormat::Jpeg)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, webp, PictureFormat::Webp)->Unit(benchmark::kMillisecond);

void decodeTwelveMegapixelJpeg(benchmark::State& state) {
  const auto bytes = encodePicture(ramps(4000, 3000, std::uint8_t{1}), PictureFormat::Jpeg);
  for (auto _ : state) benchmark::DoNotOptimize(decodePhoto(*bytes, "ramps.jpg"));
}
BENCHMARK(decodeTwelveMegapixelJpeg)->Unit(benchmark::kMillisecond);

}  // namespace
