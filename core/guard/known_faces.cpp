#include "core/guard/known_faces.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/model/pack.h"

namespace mien {

Result<KnownFaces> KnownFaces::load(const Pack& pack) {
  KnownFaces faces;
  const SafeTensors* file = pack.weights("known-faces.safetensors");
  if (file == nullptr) return faces;
  const TensorView* embeddings = file->find("embeddings");
  const TensorView* scale = file->find("scale");
  if (embeddings == nullptr || scale == nullptr || embeddings->dtype != DType::I8 || embeddings->shape.size() != 2 ||
      embeddings->shape[1] != static_cast<std::int64_t>(kLength) || toFloats(*scale).size() != 1) {
    return fail(ErrorKind::Model, "The model pack \"" + pack.manifest().id +
                                      "\" holds known faces of another form: install the pack that came with Mien.");
  }
  faces.numbers_.resize(embeddings->data.size());
  std::memcpy(faces.numbers_.data(), embeddings->data.data(), embeddings->data.size());
  faces.scale_ = toFloats(*scale)[0];
  return faces;
}

std::optional<NearestKnown> KnownFaces::nearest(const Embedding& embedding) const {
  if (numbers_.empty()) return std::nullopt;
  // In the units of the small numbers, so that the inner loop is whole numbers.
  std::array<std::int16_t, kLength> wanted{};
  for (std::size_t i = 0; i < kLength; ++i)
    wanted[i] = static_cast<std::int16_t>(std::lround(std::clamp(embedding[i] / scale_, -1000.0F, 1000.0F)));
  std::int64_t least = INT64_MAX;
  std::ptrdiff_t place = 0;
  for (auto face = numbers_.begin(); face != numbers_.end(); face += kLength) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < kLength; ++i) {
      const std::int32_t d = wanted[i] - face[static_cast<std::ptrdiff_t>(i)];
      sum += d * d;
    }
    if (sum >= least) continue;
    least = sum;
    place = face - numbers_.begin();
  }
  return NearestKnown{std::sqrt(static_cast<double>(least)) * static_cast<double>(scale_),
                      place / static_cast<std::ptrdiff_t>(kLength) + 1, static_cast<std::int64_t>(size())};
}

}  // namespace mien
