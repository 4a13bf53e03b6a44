#include "core/model/pack_diff.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <sstream>

namespace mien {
namespace {

using Named = std::vector<std::pair<std::string, std::string>>;

/// All of A in its order, then what B alone has. Of several of one name, the first stands beside the first, and so on.
std::vector<PackField> sideBySide(const Named& a, const Named& b) {
  std::vector<PackField> fields;
  for (const auto& [name, value] : a) fields.push_back({name, value, {}});
  for (const auto& [name, value] : b) {
    const auto known = std::find_if(fields.begin(), fields.end(),
                                    [&, n = name](const PackField& f) { return f.name == n && f.b.empty(); });
    if (known != fields.end()) {
      known->b = value;
    } else {
      fields.push_back({name, {}, value});
    }
  }
  return fields;
}

std::string numberText(float value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

Named aboutOf(const Pack& pack) {
  const PackManifest& m = pack.manifest();
  return {{"schema", std::to_string(PackManifest::kSchema)},
          {"id", m.id},
          {"version", m.version},
          {"kind", std::string(toString(m.kind))},
          {"title", m.title},
          {"licence", m.licence},
          {"hash", pack.hash()}};
}

Named layoutOf(const PackManifest& m) {
  Named layout;
  if (m.crop) {
    layout.emplace_back("crop: eye distance", numberText(m.crop->eyeDistance));
    layout.emplace_back("crop: eye line", numberText(m.crop->eyeLine));
  }
  if (m.latent) {
    layout.emplace_back("latent: structure", std::to_string(m.latent->structure));
    layout.emplace_back("latent: colour", std::to_string(m.latent->colour));
    layout.emplace_back("latent: features", std::to_string(m.latent->features));
  }
  const auto settings = nlohmann::json::parse(m.settings, nullptr, false);
  for (const auto& [name, value] : settings.items()) layout.emplace_back("network: " + name, value.dump());
  return layout;
}

Named dataOf(const PackManifest& m) {
  Named all;
  for (const PackData& d : m.data)
    all.emplace_back(d.name, std::to_string(d.count) + " pictures, " + d.licence + ", " + d.use);
  return all;
}

/// Shares and sizes of what differs between two tensors of one type and shape.
void compareValues(const TensorView& a, const TensorView& b, TensorDifference& difference) {
  const std::size_t size = sizeOf(a.dtype);
  const std::size_t count = a.data.size() / size;
  const std::vector<float> floatsA = toFloats(a);
  const std::vector<float> floatsB = toFloats(b);
  std::size_t changed = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (std::memcmp(a.data.data() + i * size, b.data.data() + i * size, size) == 0) continue;
    ++changed;
    if (!floatsA.empty())
      difference.largest =
          std::max(difference.largest, std::abs(static_cast<double>(floatsA[i]) - static_cast<double>(floatsB[i])));
  }
  difference.share = count == 0 ? 0 : static_cast<double>(changed) / static_cast<double>(count);
}

const TensorView* tensorIn(const Pack& pack, const std::string& file, const std::string& name) {
  const SafeTensors* weights = pack.weights(file);
  return weights == nullptr ? nullptr : weights->find(name);
}

void addTensors(const Pack& a, const Pack& b, PackDifference& out) {
  for (const PackWeights& weights : a.manifest().weights) {
    for (const auto& [name, spec] : weights.tensors) {
      TensorDifference difference{weights.file, name, spec, {}};
      if (const TensorView* other = tensorIn(b, weights.file, name)) {
        difference.b = TensorSpec{other->dtype, other->shape};
        if (difference.a == difference.b) compareValues(*tensorIn(a, weights.file, name), *other, difference);
        if (difference.a == difference.b && difference.share == 0) {
          ++out.sameTensors;
          continue;
        }
      }
      out.tensors.push_back(std::move(difference));
    }
  }
  for (const PackWeights& weights : b.manifest().weights) {
    for (const auto& [name, spec] : weights.tensors) {
      if (tensorIn(a, weights.file, name) == nullptr) out.tensors.push_back({weights.file, name, {}, spec});
    }
  }
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The cells of "| a | b |".
std::vector<std::string> cellsOf(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line.substr(1));
  for (std::string cell; std::getline(in, cell, '|');) cells.push_back(trimmed(cell));
  return cells;
}

bool allSame(const std::vector<PackField>& fields) {
  return std::all_of(fields.begin(), fields.end(), [](const PackField& field) { return field.same(); });
}

}  // namespace

bool PackDifference::same() const {
  return sameHash && tensors.empty() && allSame(about) && allSame(layout) && allSame(data) && allSame(figures);
}

Named figuresOf(const std::string& card) {
  Named figures;
  std::istringstream in(card);
  std::string line;
  while (std::getline(in, line) && trimmed(line) != "## Figures") {
  }
  int row = 0;
  while (std::getline(in, line)) {
    const bool inTable = line.starts_with("|");
    if (line.starts_with("#") || (!inTable && row > 0)) break;
    if (!inTable || ++row <= 2) continue;  // the head and the line below it
    const auto cells = cellsOf(line);
    if (cells.size() >= 2) figures.emplace_back(cells[0], cells[1]);
  }
  return figures;
}

PackDifference diffPacks(const Pack& a, const std::string& cardA, const Pack& b, const std::string& cardB) {
  PackDifference out;
  out.sameHash = a.hash() == b.hash();
  out.about = sideBySide(aboutOf(a), aboutOf(b));
  out.layout = sideBySide(layoutOf(a.manifest()), layoutOf(b.manifest()));
  addTensors(a, b, out);
  out.data = sideBySide(dataOf(a.manifest()), dataOf(b.manifest()));
  out.figures = sideBySide(figuresOf(cardA), figuresOf(cardB));
  return out;
}

}  // namespace mien
