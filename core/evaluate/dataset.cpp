#include "core/evaluate/dataset.h"

#include <algorithm>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/model/safetensors.h"

namespace mien {
namespace {

constexpr std::int64_t kMaxManifestBytes = 256LL << 20;

/// Fills points and identity of all rows.
Result<void> readLabels(const std::filesystem::path& file, std::vector<FaceRow>& rows) {
  const auto tensors = SafeTensors::open(file);
  if (!tensors) {
    const bool disk = tensors.error().kind == ErrorKind::Disk;
    return fail(disk ? ErrorKind::Disk : ErrorKind::Input, tensors.error().message);
  }
  const auto count = static_cast<std::int64_t>(rows.size());
  using Shape = std::vector<std::int64_t>;
  const std::array<std::pair<const char*, Shape>, 3> wanted{
      {{"landmarks5", {count, 5, 2}}, {"landmarks68", {count, 68, 2}}, {"identity", {count, 128}}}};
  std::array<std::vector<float>, 3> values;
  std::array<const float*, 3> labels{};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const TensorView* tensor = tensors->find(wanted[i].first);
    if (tensor == nullptr || tensor->shape != wanted[i].second || tensor->dtype != DType::F32 || !isFinite(*tensor)) {
      return fail(ErrorKind::Input,
                  "In " + file.string() + " the tensor " + wanted[i].first +
                      " is missing, not finite or has not one row a face; give an unaltered face set.");
    }
    values[i] = toFloats(*tensor);
    labels[i] = values[i].data();
  }
  const auto next = [](const float*& from) {
    const Point point{from[0], from[1]};
    from += 2;
    return point;
  };
  for (FaceRow& row : rows) {
    FivePoints& five = row.landmarks5;
    for (Point* p : {&five.rightEye, &five.leftEye, &five.nose, &five.rightMouth, &five.leftMouth})
      *p = next(labels[0]);
    for (Point& p : row.landmarks68) p = next(labels[1]);
    std::copy_n(labels[2], row.identity.size(), row.identity.begin());
    labels[2] += row.identity.size();
  }
  return {};
}

}  // namespace

Result<FaceSet> FaceSet::open(const std::filesystem::path& folder) {
  const std::filesystem::path manifest = folder / "manifest.csv";
  const auto bytes = readFile(manifest, kMaxManifestBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  auto rows = parseManifest({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, manifest.string());
  if (!rows) return tl::unexpected(rows.error());

  FaceSet set;
  set.folder_ = folder;
  for (const FaceRow& row : *rows) {
    auto shard = set.shards_.find(row.shard);
    if (shard == set.shards_.end()) {
      auto index = TarIndex::open(folder / row.shard);
      if (!index) return tl::unexpected(index.error());
      shard = set.shards_.emplace(row.shard, std::move(*index)).first;
    }
    if (!shard->second.contains(row.name)) {
      return fail(ErrorKind::Input, "The archive " + (folder / row.shard).string() + " has no member " + row.name +
                                        ", which the manifest lists; give an unaltered face set.");
    }
  }
  if (auto ok = readLabels(folder / "labels.safetensors", *rows); !ok) return tl::unexpected(ok.error());
  set.rows_ = std::move(*rows);
  return set;
}

Result<std::vector<std::uint8_t>> FaceSet::readImage(const FaceRow& row) const {
  const auto shard = shards_.find(row.shard);
  if (shard == shards_.end()) {
    return fail(ErrorKind::Input, "The face set " + folder_.string() + " has no archive " + row.shard +
                                      "; ask for a row of the same set.");
  }
  return shard->second.read(row.name);
}

}  // namespace mien
