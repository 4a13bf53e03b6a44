#include "core/model/directions_pack.h"

#include <algorithm>
#include <set>

#include "core/base/json_field.h"
#include "core/model/pack.h"

namespace mien {
namespace {

constexpr double kFurthest = 10;  ///< standard deviations

/// Row `index` of a tensor N×K.
std::vector<float> row(const std::vector<float>& all, std::size_t index, std::size_t length) {
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(index * length);
  return {begin, begin + static_cast<std::ptrdiff_t>(length)};
}

std::vector<float> group(const SafeTensors& file, const char* name, std::size_t count, std::int64_t length) {
  const TensorView* tensor = file.find(name);
  if (tensor == nullptr) throw JsonRefused(std::string("it lacks the tensor ") + name);
  if (tensor->dtype != DType::F32 || tensor->shape != std::vector{static_cast<std::int64_t>(count), length})
    throw JsonRefused(std::string("its tensor ") + name + " has another type or shape");
  return toFloats(*tensor);
}

/// What settings say of each axis; throws JsonRefused.
std::vector<DirectionAxis> axesFrom(const JsonField& list) {
  std::vector<DirectionAxis> axes;
  std::set<std::string> ids;
  const std::size_t count = list.expectArray();
  for (std::size_t i = 0; i < count; ++i) {
    const JsonField one = list.at(i);
    one.expectObject({"id", "low", "high", "purity"});
    DirectionAxis axis;
    axis.id = one["id"].identifier();
    axis.low = one["low"].number(-kFurthest, 0);
    axis.high = one["high"].number(0, kFurthest);
    axis.purity = one["purity"].number(0, 1);
    if (!ids.insert(axis.id).second) one["id"].refuse("is there twice");
    axes.push_back(std::move(axis));
  }
  return axes;
}

/// Throws JsonRefused.
Directions directionsFrom(const Pack& pack) {
  const PackManifest& about = pack.manifest();
  const SafeTensors* file = pack.weights("directions.safetensors");
  if (about.kind != PackKind::Directions || !about.latent || file == nullptr)
    throw JsonRefused("it is of another kind");
  const auto json = nlohmann::json::parse(about.settings);
  const JsonField settings(json);
  settings.expectObject({"portrait", "directions"});
  Directions directions{settings["portrait"].digest(), axesFrom(settings["directions"])};
  const std::size_t count = directions.axes.size();
  const LatentGroups& lengths = *about.latent;
  const auto structure = group(*file, "structure", count, lengths.structure);
  const auto colour = group(*file, "colour", count, lengths.colour);
  const auto features = group(*file, "features", count, lengths.features);
  for (std::size_t i = 0; i < count; ++i) {
    DirectionAxis& axis = directions.axes[i];
    axis.structure = row(structure, i, static_cast<std::size_t>(lengths.structure));
    axis.colour = row(colour, i, static_cast<std::size_t>(lengths.colour));
    axis.features = row(features, i, static_cast<std::size_t>(lengths.features));
  }
  return directions;
}

}  // namespace

const DirectionAxis* Directions::find(std::string_view id) const {
  const auto found = std::find_if(axes.begin(), axes.end(), [&](const DirectionAxis& axis) { return axis.id == id; });
  return found == axes.end() ? nullptr : &*found;
}

Result<Directions> loadDirections(const std::filesystem::path& folder, const std::string& portraitHash,
                                  std::span<const char* const> ids) try {
  const auto pack = Pack::load(folder);
  if (!pack) return tl::unexpected(pack.error());
  Directions directions = directionsFrom(*pack);
  if (directions.portraitHash != portraitHash)
    return fail(ErrorKind::Model, "The directions in " + folder.string() +
                                      " belong to another portrait pack than the one in use: install the two that came "
                                      "together.");
  for (const char* id : ids) {
    if (directions.find(id) == nullptr) throw JsonRefused(std::string("it lacks the direction ") + id);
  }
  return directions;
} catch (const JsonRefused& refused) {
  return fail(ErrorKind::Model, "The model pack \"directions\" in " + folder.string() + " does not fit this program (" +
                                    refused.what() + "): install the pack that came with it.");
}

}  // namespace mien
