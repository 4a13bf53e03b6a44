#include "core/guard/known_faces.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <tuple>

#include "core/model/pack.h"

namespace mien {

/// A face of the list, and its squared distance in the units of the small numbers.
struct KnownFaces::At {
  std::int64_t sum = 0;
  std::size_t face = 0;
  friend bool operator<(const At& a, const At& b) { return std::tie(a.sum, a.face) < std::tie(b.sum, b.face); }
};

Result<KnownFaces> KnownFaces::load(const Pack& pack) {
  KnownFaces faces;
  const SafeTensors* file = pack.weights("known-faces.safetensors");
  if (file == nullptr) return faces;
  const auto wrong = [&] {
    return fail(ErrorKind::Model, "The model pack \"" + pack.manifest().id +
                                      "\" holds known faces of another form: install the pack that came with Mien.");
  };
  const TensorView* embeddings = file->find("embeddings");
  const TensorView* scale = file->find("scale");
  if (embeddings == nullptr || scale == nullptr || embeddings->dtype != DType::I8 || embeddings->shape.size() != 2 ||
      embeddings->shape[1] != static_cast<std::int64_t>(kLength) || toFloats(*scale).size() != 1)
    return wrong();
  faces.numbers_.resize(embeddings->data.size());
  std::memcpy(faces.numbers_.data(), embeddings->data.data(), embeddings->data.size());
  faces.scale_ = toFloats(*scale)[0];
  const TensorView* source = file->find("source");
  if (source == nullptr) return faces;  // packs until 0.2.0 don't say it
  if (source->dtype != DType::U8 || source->shape != std::vector<std::int64_t>{embeddings->shape[0]}) return wrong();
  for (const PackData& data : pack.manifest().data)
    faces.sources_.push_back({data.name, data.licence, data.attribution});
  faces.source_.resize(source->data.size());
  std::memcpy(faces.source_.data(), source->data.data(), source->data.size());
  if (std::any_of(faces.source_.begin(), faces.source_.end(), [&](auto s) { return s >= faces.sources_.size(); }))
    return wrong();
  return faces;
}

NearestKnown KnownFaces::known(const At& at) const {
  return {std::sqrt(static_cast<double>(at.sum)) * static_cast<double>(scale_), static_cast<std::int64_t>(at.face) + 1,
          static_cast<std::int64_t>(size()), source_.empty() ? KnownSource{} : sources_[source_[at.face]]};
}

std::vector<NearestKnown> KnownFaces::nearest(const Embedding& embedding, std::size_t count) const {
  // In the units of the small numbers, so that the inner loop is whole numbers.
  std::array<std::int16_t, kLength> wanted{};
  for (std::size_t i = 0; i < kLength; ++i)
    wanted[i] = static_cast<std::int16_t>(std::lround(std::clamp(embedding[i] / scale_, -1000.0F, 1000.0F)));
  std::vector<At> all(size());
  for (std::size_t face = 0; face < all.size(); ++face) {
    const std::int8_t* numbers = numbers_.data() + face * kLength;
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < kLength; ++i) {
      const std::int32_t d = wanted[i] - numbers[i];
      sum += d * d;
    }
    all[face] = {sum, face};
  }
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(count, all.size()));
  std::partial_sort(all.begin(), end, all.end());
  std::vector<NearestKnown> nearest;
  std::transform(all.begin(), end, std::back_inserter(nearest), [this](const At& at) { return known(at); });
  return nearest;
}

}  // namespace mien
