#include "models/training/sources.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <stdexcept>

namespace mien::training {
namespace {

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

std::vector<std::string> sourcesOf(const std::filesystem::path& faces) {
  std::ifstream in(faces / "manifest.csv");
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> header = cellsOf(line);
  const auto column = static_cast<std::size_t>(std::find(header.begin(), header.end(), "source") - header.begin());
  if (column == header.size())
    throw std::runtime_error((faces / "manifest.csv").string() +
                             " names no sources: give the folder that the training cache was made from.");
  std::vector<std::string> sources;
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = cellsOf(line);
    sources.push_back(column < cells.size() ? cells[column] : std::string());
  }
  return sources;
}

}  // namespace mien::training
