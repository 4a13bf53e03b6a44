#include "models/training/build_cache.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <tuple>

#include "core/blend/warp.h"
#include "core/evaluate/dataset.h"
#include "core/photo/crop.h"
#include "core/photo/photo.h"

namespace mien::training {
namespace {

constexpr int kSchema = 3;  ///< as FaceCache reads it
constexpr int kTexture = 256;
constexpr int kWindow = 224;
constexpr int kGrid = 26;
/// The mean face in this crop is canonical space. It is tighter than the crop in which faces are mixed: a texture has
/// no use for the hair and background around them.
constexpr CropTemplate kCanonicalCrop{0.36F, 0.38F};
/// The identity judge's crop (see the teachers' README).
constexpr CropTemplate kIdentityCrop{0.343F, 0.324F};

class Writer {
 public:
  explicit Writer(const std::filesystem::path& file) : file_(file), out_(file, std::ios::binary) {}
  template <class T>
  void add(const T* data, std::size_t count) {
    out_.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(count * sizeof(T)));
    if (!out_) throw std::runtime_error("Writing " + file_.string() + " failed: is the disk full?");
  }

 private:
  std::filesystem::path file_;
  std::ofstream out_;
};

Landmarks canonicalFace(const std::vector<FaceRow>& rows) {
  Landmarks sum{};
  float count = 0;
  for (const FaceRow& row : rows) {
    if (row.split != "train") continue;
    const Similarity toCanonical = cropFromFivePoints(fivePoints(row.landmarks68), kCanonicalCrop);
    const Landmarks face = transformed(row.landmarks68, toCanonical);
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] = sum[k] + face[k];
    ++count;
  }
  for (Point& p : sum) p = p * (1 / count);
  return sum;
}

/// Rare race × gender × age groups are drawn more often, within a factor of three either way.
std::vector<float> balanceOf(const std::vector<FaceRow>& rows) {
  std::map<std::tuple<std::string, std::string, std::string>, float> groups;
  for (const FaceRow& row : rows) {
    if (row.split == "train") ++groups[{row.race, row.gender, row.age}];
  }
  const float typical = static_cast<float>(rows.size()) / static_cast<float>(groups.size());
  std::vector<float> weights;
  for (const FaceRow& row : rows) {
    const float n = groups[{row.race, row.gender, row.age}];
    // Studio and synthetic portraits have no labels; they are few and sharp, so they count a little more.
    weights.push_back(row.race.empty() ? 1.5F : std::clamp(typical / std::max(n, 1.0F), 0.33F, 3.0F));
  }
  return weights;
}

/// A cache of an older schema is made anew.
bool isComplete(const std::filesystem::path& folder) {
  std::ifstream in(folder / "cache.json");
  const nlohmann::json about = nlohmann::json::parse(in, nullptr, false);
  return about.is_object() && about.value("schema", 0) == kSchema;
}

}  // namespace

void buildCache(const std::filesystem::path& faces, const std::filesystem::path& folder) {
  if (isComplete(folder)) {
    spdlog::info("The cache in {} is complete.", folder.string());
    return;
  }
  const auto set = FaceSet::open(faces);
  if (!set) throw std::runtime_error(set.error().message);
  const std::vector<FaceRow>& rows = set->rows();
  std::filesystem::create_directories(folder);
  std::filesystem::remove(folder / "cache.json");  // what is there is not complete while files are replaced

  std::vector<Similarity> toCrop;
  std::vector<Landmarks> cropLandmarks;
  for (const FaceRow& row : rows) {
    toCrop.push_back(cropFromFivePoints(fivePoints(row.landmarks68)));
    cropLandmarks.push_back(transformed(row.landmarks68, toCrop.back()));
  }
  const Landmarks canonicalPoints = canonicalFace(rows);
  const Mesh canonical = meshFor(canonicalPoints);
  const std::vector<Triangle> triangles = triangulate(canonical);

  Writer textures(folder / "textures.u8");
  Writer known(folder / "known.u8");
  Writer windows(folder / "windows.u8");
  Writer windowLandmarks(folder / "window_landmarks.f32");
  Writer identity(folder / "identity.f32");
  Writer grids(folder / "identity_grid.f32");
  Writer ages(folder / "ages.f32");
  std::ofstream groups(folder / "groups.csv");
  Writer val(folder / "val.u8");
  Writer(folder / "canonical.f32").add(canonicalPoints.data(), canonicalPoints.size());
  Writer(folder / "crop_landmarks.f32").add(cropLandmarks.data(), cropLandmarks.size());
  const std::vector<float> balance = balanceOf(rows);
  Writer(folder / "balance.f32").add(balance.data(), balance.size());

  for (std::size_t i = 0; i < rows.size(); ++i) {
    const FaceRow& row = rows[i];
    const auto bytes = set->readImage(row);
    if (!bytes) throw std::runtime_error(bytes.error().message);
    const auto read = decodePhoto(*bytes, row.name);
    if (!read) throw std::runtime_error(read.error().message);
    const Image8& photo = read->pixels;

    const Crop crop = cropPhoto(photo, toCrop[i], kPaddedWindow, kTexture * 5 / 4);
    const std::vector<Mesh> own{meshFor(cropLandmarks[i])};
    const std::vector<ImageF> toOwn = warpMaps(canonical, own, triangles, kCropWindow, kTexture);
    const Image8 texture = sample(crop.pixels, kPaddedWindow, toOwn[0]);
    textures.add(texture.data(), texture.size());
    const Image8 reach = sample(crop.known, kPaddedWindow, toOwn[0]);
    known.add(reach.data(), reach.size());

    // Where the identity judge's crop lies in the canonical texture, on a coarse grid.
    const std::vector<Mesh> target{canonical};
    const std::vector<ImageF> toCanonical = warpMaps(own[0], target, triangles, kPaddedWindow, 160);
    const Similarity fromJudge = cropFromFivePoints(row.landmarks5, kIdentityCrop).inverse();
    ImageF positions(kGrid, kGrid, 2);
    for (int y = 0; y < kGrid; ++y) {
      for (int x = 0; x < kGrid; ++x) {
        const Point p =
            toCrop[i](fromJudge({static_cast<float>(x) / (kGrid - 1), static_cast<float>(y) / (kGrid - 1)}));
        positions.at(x, y, 0) = p.x;
        positions.at(x, y, 1) = p.y;
      }
    }
    const ImageF grid = sample(toCanonical[0], kPaddedWindow, positions);
    grids.add(grid.data(), grid.size());

    // A window of the photograph: all of a tight one; of a wide one the face with so much around it that the finding
    // networks see hair, neck and background where they will see them later.
    const FivePoints five = fivePoints(row.landmarks68);
    const float eyes = distance(five.rightEye, five.leftEye);
    const float side = std::min(static_cast<float>(std::max(photo.width(), photo.height())), 3.8F * eyes);
    const Point centre = (five.rightEye + five.leftEye) * 0.5F + Point{0, 0.35F * eyes};
    const Point origin{
        std::clamp(centre.x - side / 2, 0.0F, std::max(0.0F, static_cast<float>(photo.width()) - side)),
        std::clamp(centre.y - side / 2, 0.0F, std::max(0.0F, static_cast<float>(photo.height()) - side))};
    const Similarity toWindow{1 / side, 0, -origin.x / side, -origin.y / side};
    const Image8 window = cropPhoto(photo, toWindow, kCropWindow, kWindow).pixels;
    windows.add(window.data(), window.size());
    const Landmarks inWindow = transformed(row.landmarks68, toWindow.scaled(kWindow));
    windowLandmarks.add(inWindow.data(), inWindow.size());
    identity.add(row.identity.data(), row.identity.size());
    ages.add(&row.ageEstimate, 1);
    groups << row.race << ',' << row.gender << '\n';
    const std::uint8_t isVal = row.split == "val" ? 1 : 0;
    val.add(&isVal, 1);
    if ((i + 1) % 2000 == 0) spdlog::info("{} of {} faces", i + 1, rows.size());
  }
  groups.close();
  if (!groups) throw std::runtime_error("Writing " + (folder / "groups.csv").string() + " failed: is the disk full?");
  std::ofstream(folder / "cache.json") << nlohmann::json{{"schema", kSchema}, {"count", rows.size()}}.dump() << '\n';
  spdlog::info("The cache in {} is complete: {} faces.", folder.string(), rows.size());
}

}  // namespace mien::training
