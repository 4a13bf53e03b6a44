#include "models/training/second_photographs.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace mien::training {
namespace {

constexpr double kOnePerson = 0.4;

std::vector<std::string> cellsOf(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t from = 0; from <= line.size();) {
    const std::size_t comma = std::min(line.find(',', from), line.size());
    cells.push_back(line.substr(from, comma - from));
    from = comma + 1;
  }
  return cells;
}

}  // namespace

torch::Tensor studioRows(const std::filesystem::path& faces) {
  std::ifstream in(faces / "manifest.csv");
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> header = cellsOf(line);
  const auto column = static_cast<std::size_t>(std::find(header.begin(), header.end(), "source") - header.begin());
  if (column == header.size())
    throw std::runtime_error((faces / "manifest.csv").string() +
                             " names no sources: give the folder that the training cache was made from.");
  std::vector<int64_t> rows;
  for (int64_t row = 0; std::getline(in, line); ++row) {
    const std::vector<std::string> cells = cellsOf(line);
    if (column < cells.size() && cells[column] == "webmorph") rows.push_back(row);
  }
  return torch::tensor(rows, torch::kInt64);
}

torch::Tensor secondPhotographs(const FaceCache& cache, const torch::Tensor& rows) {
  const torch::Tensor e = cache.identity().index_select(0, rows);
  const torch::Tensor near = torch::cdist(e, e) < kOnePerson;
  return torch::nonzero(near.triu(1));
}

}  // namespace mien::training
