#include "core/evaluate/training_photographs.h"

#include <algorithm>

#include "core/guard/known_sources.h"
#include "core/photo/crop.h"
#include "core/photo/photo.h"

namespace mien {

bool mayBeShown(const KnownSource& source) {
  constexpr std::array<std::string_view, 4> kFree{"CC0", "CC BY 4.0", "MIT", "public domain"};
  return std::find(kFree.begin(), kFree.end(), source.licence) != kFree.end();
}

TrainingPhotographs::TrainingPhotographs(FaceSet set) : set_(std::move(set)) {
  for (std::size_t i = 0; i < set_.rows().size(); ++i)
    if (set_.rows()[i].split == "train") train_.push_back(i);
}

Result<TrainingPhotographs> TrainingPhotographs::open(const std::filesystem::path& folder) {
  return FaceSet::open(folder).map([](FaceSet&& set) { return TrainingPhotographs(std::move(set)); });
}

Result<std::optional<Image8>> TrainingPhotographs::pictureOf(const NearestKnown& known, int side) const {
  if (!mayBeShown(known.source)) return std::optional<Image8>();
  const bool there = known.number >= 1 && known.of == std::ssize(train_) && known.number <= known.of;
  const FaceRow* row = there ? &set_.rows()[train_[static_cast<std::size_t>(known.number - 1)]] : nullptr;
  if (row == nullptr || !isNamed(row->source, known.source.name))
    return fail(ErrorKind::Input,
                "These are not the photographs that the identity network learned from: name the folder that it was "
                "trained with.");
  const auto bytes = set_.readImage(*row);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto photo = decodePhoto(*bytes, row->name);
  if (!photo) return tl::unexpected(photo.error());
  return std::optional(cropPhoto(photo->pixels, cropFromFivePoints(row->landmarks5), kCropWindow, side).pixels);
}

}  // namespace mien
