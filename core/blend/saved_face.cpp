#include "core/blend/saved_face.h"

#include <bit>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "core/base/digest.h"
#include "core/blend/recipe_json.h"

namespace mien {
namespace {

/// Bytes that stand for a face in one way only, alike on every machine: numbers are four bytes, lists and texts come
/// after their length.
class Bytes {
 public:
  void add(std::uint32_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) bytes_.push_back(static_cast<std::uint8_t>(number >> shift));
  }
  void add(std::span<const float> numbers) {
    add(static_cast<std::uint32_t>(numbers.size()));
    for (const float number : numbers) add(std::bit_cast<std::uint32_t>(number + 0.0F));  // −0 is 0
  }
  void add(std::initializer_list<float> numbers) { add(std::span(numbers.begin(), numbers.size())); }
  void add(std::string_view text) {
    add(static_cast<std::uint32_t>(text.size()));
    bytes_.insert(bytes_.end(), text.begin(), text.end());
  }
  void add(const Image8& picture) {
    for (const int side : {picture.width(), picture.height(), picture.channels()})
      add(static_cast<std::uint32_t>(side));
    bytes_.insert(bytes_.end(), picture.data(), picture.data() + picture.size());
  }
  const std::vector<std::uint8_t>& all() const { return bytes_; }

 private:
  std::vector<std::uint8_t> bytes_;
};

}  // namespace

std::string digestOf(const SavedFace& face) {
  Bytes bytes;
  bytes.add(std::string_view("mien-saved-face-1"));
  bytes.add(std::string_view(faceToField(face.ref).dump()));
  for (const Point& point : face.landmarks) bytes.add({point.x, point.y});
  face.toCrop ? bytes.add({face.toCrop->a, face.toCrop->b, face.toCrop->tx, face.toCrop->ty}) : bytes.add({});
  const PhotoSize size = face.photo.value_or(PhotoSize{});
  bytes.add(static_cast<std::uint32_t>(size.width));
  bytes.add(static_cast<std::uint32_t>(size.height));
  // Without the photographs' detail a mix is made of the code alone.
  bytes.add(std::string_view(face.latent.packHash));
  for (const auto* group : {&face.latent.structure, &face.latent.colour, &face.latent.features})
    bytes.add(std::span<const float>(*group));
  bytes.add(face.picture);
  if (face.otherFaces) bytes.add(static_cast<std::uint32_t>(*face.otherFaces));  // older ones keep their seals
  return sha256Hex(bytes.all());
}

}  // namespace mien
