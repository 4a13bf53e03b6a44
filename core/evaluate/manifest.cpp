#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_set>

#include "core/evaluate/dataset.h"

namespace mien {
namespace {

constexpr std::array<std::string_view, 9> kColumns{"shard",  "name", "source", "split", "age",
                                                   "gender", "race", "width",  "height"};
constexpr std::string_view kAgeEstimate = "age_estimate";
constexpr int kMaxSide = 16'384;

std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto comma = line.find(',');
    out.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return out;
    line.remove_prefix(comma + 1);
  }
}

std::optional<int> side(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > kMaxSide) return std::nullopt;
  return value;
}

std::optional<float> years(std::string_view text) {
  constexpr float kMost = 150;
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0 && value <= kMost)) return std::nullopt;
  return value;
}

/// A file beside the manifest: no folder, not hidden.
bool isPlainFileName(std::string_view name) {
  return !name.empty() && name.front() != '.' && name.find_first_of("/\\") == std::string_view::npos;
}

}  // namespace

Result<std::vector<FaceRow>> parseManifest(std::string_view csv, const std::string& file) {
  std::size_t number = 0;
  const auto wrong = [&](const std::string& what) {
    return fail(ErrorKind::Input,
                file + " line " + std::to_string(number) + " " + what + "; give an unaltered face set.");
  };
  std::array<std::size_t, kColumns.size()> column{};
  std::optional<std::size_t> estimateColumn;
  std::size_t width = 0;
  std::unordered_set<std::string> names;
  std::vector<FaceRow> rows;
  while (!csv.empty()) {
    ++number;
    const auto newline = csv.find('\n');
    std::string_view line = csv.substr(0, newline);
    csv.remove_prefix(newline == std::string_view::npos ? csv.size() : newline + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_of(std::string_view("\"\0", 2)) != std::string_view::npos)
      return wrong("holds a quote or a zero byte");
    const std::vector<std::string_view> cell = cells(line);
    if (number == 1) {
      width = cell.size();
      for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const auto at = std::find(cell.begin(), cell.end(), kColumns[i]);
        if (at == cell.end()) return wrong("has no column \"" + std::string(kColumns[i]) + "\"");
        column[i] = static_cast<std::size_t>(at - cell.begin());
      }
      const auto estimate = std::find(cell.begin(), cell.end(), kAgeEstimate);
      if (estimate != cell.end()) estimateColumn = static_cast<std::size_t>(estimate - cell.begin());
      continue;
    }
    if (cell.size() != width) {
      return wrong("has " + std::to_string(cell.size()) + " cells instead of " + std::to_string(width));
    }
    const auto text = [&](std::size_t i) { return std::string(cell[column[i]]); };
    FaceRow row{text(0), text(1), text(2), text(3), text(4), text(5), text(6)};
    const auto w = side(cell[column[7]]);
    const auto h = side(cell[column[8]]);
    if (!w || !h) return wrong("has a width or height that is no number from 1 to " + std::to_string(kMaxSide));
    if (!isPlainFileName(row.shard)) return wrong("names an archive outside the face set's folder");
    if (row.name.empty() || !names.insert(row.name).second) return wrong("has an empty name, or one that came before");
    if (estimateColumn && !cell[*estimateColumn].empty()) {
      const auto estimate = years(cell[*estimateColumn]);
      if (!estimate) return wrong("has an estimated age that is no number from 0 to 150");
      row.ageEstimate = *estimate;
    }
    row.width = *w;
    row.height = *h;
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return fail(ErrorKind::Input, file + " lists no faces; give an unaltered face set.");
  return rows;
}

}  // namespace mien
