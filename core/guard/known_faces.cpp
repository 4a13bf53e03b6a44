#include "core/guard/known_faces.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <nlohmann/json.hpp>
#include <tuple>

#include "core/model/pack.h"

namespace mien {
namespace {

constexpr float kFarthest = 1000;  // of what is looked for, in the units of the small numbers

std::int16_t small(float number) {
  return static_cast<std::int16_t>(std::lround(std::clamp(number, -kFarthest, kFarthest)));
}

/// Whose codes a pack's list holds; "": it holds none.
std::string codesOf(const Pack& pack) {
  const auto settings = nlohmann::json::parse(pack.manifest().settings, nullptr, false);
  return settings.is_object() ? settings.value("codes_of", std::string()) : std::string();
}

}  // namespace

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
  const auto read = [&](const char* name, const char* scaleName, Rows& rows) {
    const TensorView* numbers = file->find(name);
    const TensorView* scale = file->find(scaleName);
    if (numbers == nullptr || scale == nullptr || numbers->dtype != DType::I8 || numbers->shape.size() != 2 ||
        numbers->shape[1] <= 0 || toFloats(*scale).size() != 1)
      return false;
    rows.length = static_cast<std::size_t>(numbers->shape[1]);
    rows.numbers.resize(numbers->data.size());
    std::memcpy(rows.numbers.data(), numbers->data.data(), numbers->data.size());
    rows.scale = toFloats(*scale)[0];
    return true;
  };
  if (!read("embeddings", "scale", faces.embeddings_) || faces.embeddings_.length != kLength) return wrong();
  if (file->find("codes") != nullptr) {  // packs until 0.4.0 have none
    const TensorView* weights = file->find("code_weights");
    if (weights == nullptr || !read("codes", "code_scale", faces.codes_)) return wrong();
    faces.codeWeights_ = toFloats(*weights);
    faces.latents_ = codesOf(pack);
    if (faces.codeWeights_.size() != faces.codes_.length ||
        faces.codes_.numbers.size() != faces.size() * faces.codes_.length || faces.latents_.empty())
      return wrong();
  }
  const TensorView* source = file->find("source");
  if (source == nullptr) return faces;  // packs until 0.2.0 don't say it
  if (source->dtype != DType::U8 || source->shape != std::vector<std::int64_t>{static_cast<std::int64_t>(faces.size())})
    return wrong();
  for (const PackData& data : pack.manifest().data)
    faces.sources_.push_back({data.name, data.licence, data.attribution});
  faces.source_.resize(source->data.size());
  std::memcpy(faces.source_.data(), source->data.data(), source->data.size());
  if (std::any_of(faces.source_.begin(), faces.source_.end(), [&](auto s) { return s >= faces.sources_.size(); }))
    return wrong();
  return faces;
}

NearestKnown KnownFaces::known(const At& at, const Rows& rows) const {
  return {std::sqrt(static_cast<double>(at.sum)) * static_cast<double>(rows.scale),
          static_cast<std::int64_t>(at.face) + 1, static_cast<std::int64_t>(size()),
          source_.empty() ? KnownSource{} : sources_[source_[at.face]]};
}

std::vector<NearestKnown> KnownFaces::nearestOf(const Rows& rows, std::span<const std::int16_t> wanted,
                                                std::size_t count) const {
  std::vector<At> all(size());
  for (std::size_t face = 0; face < all.size(); ++face) {
    const std::int8_t* numbers = rows.numbers.data() + face * rows.length;
    std::int32_t sum = 0;  // whole numbers, so that the inner loop is one instruction for many
    for (std::size_t i = 0; i < rows.length; ++i) {
      const std::int32_t d = wanted[i] - numbers[i];
      sum += d * d;
    }
    all[face] = {sum, face};
  }
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(count, all.size()));
  std::partial_sort(all.begin(), end, all.end());
  std::vector<NearestKnown> nearest;
  std::transform(all.begin(), end, std::back_inserter(nearest), [&](const At& at) { return known(at, rows); });
  return nearest;
}

std::vector<NearestKnown> KnownFaces::nearest(const Embedding& embedding, std::size_t count) const {
  std::vector<std::int16_t> wanted;
  for (const float number : embedding) wanted.push_back(small(number / embeddings_.scale));
  return nearestOf(embeddings_, wanted, count);
}

std::vector<NearestKnown> KnownFaces::nearestByCode(std::span<const float> code, std::string_view latents,
                                                    std::size_t count) const {
  if (latents_.empty() || latents != latents_ || code.size() != codeWeights_.size()) return {};
  std::vector<std::int16_t> wanted;
  for (std::size_t i = 0; i < code.size(); ++i) wanted.push_back(small(code[i] * codeWeights_[i]));
  return nearestOf(codes_, wanted, count);
}

}  // namespace mien
