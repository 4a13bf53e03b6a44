#include "models/training/alike_batches.h"

#include <algorithm>
#include <map>

namespace mien::training {

AlikeBatches::AlikeBatches(const FaceCache& cache, const std::vector<std::string>& sources, const torch::Tensor& rows) {
  std::map<std::string, std::vector<int64_t>> members;
  for (int64_t i = 0; i < rows.size(0); ++i) {
    const auto row = rows[i].item<int64_t>();
    const auto at = static_cast<std::size_t>(row);
    members[sources.at(at) + "," + cache.groups().at(at)].push_back(row);
  }
  std::vector<float> odds;
  for (const auto& [kind, of] : members) {
    const torch::Tensor own = torch::tensor(of, torch::kInt64);
    kinds_.push_back({own, cache.balance().index_select(0, own)});
    odds.push_back(kinds_.back().odds.sum().item<float>());
  }
  odds_ = torch::tensor(odds);
}

torch::Tensor AlikeBatches::draw(int64_t count) const {
  const Kind& kind = kinds_.at(static_cast<std::size_t>(torch::multinomial(odds_, 1).item<int64_t>()));
  return kind.rows.index_select(0, torch::multinomial(kind.odds, std::min(count, kind.rows.size(0)), false));
}

}  // namespace mien::training
