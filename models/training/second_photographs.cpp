#include "models/training/second_photographs.h"

#include <string>
#include <vector>

#include "models/training/sources.h"

namespace mien::training {
namespace {

constexpr double kOnePerson = 0.4;

}  // namespace

torch::Tensor studioRows(const std::filesystem::path& faces) {
  const std::vector<std::string> sources = sourcesOf(faces);
  std::vector<int64_t> rows;
  for (std::size_t row = 0; row < sources.size(); ++row)
    if (sources[row] == "webmorph") rows.push_back(static_cast<int64_t>(row));
  return torch::tensor(rows, torch::kInt64);
}

torch::Tensor secondPhotographs(const FaceCache& cache, const torch::Tensor& rows) {
  const torch::Tensor e = cache.identity().index_select(0, rows);
  const torch::Tensor near = torch::cdist(e, e) < kOnePerson;
  return torch::nonzero(near.triu(1));
}

}  // namespace mien::training
