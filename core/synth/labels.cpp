#include "core/synth/labels.h"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/csv.h"
#include "core/guard/attributes.h"

namespace mien {
namespace {

using nlohmann::json;

std::string headings() {
  std::vector<std::string> names{"file", "seed", "sha256", "model", "model_hash", "outcome", "rules"};
  for (const AttributeInfo& info : attributeList()) names.emplace_back(info.id);
  names.insert(names.end(), {"age_band", "skin_class", "group"});
  return csvLine(names);
}

/// The name as it is: one that a table might take for a formula is written from the folder on.
std::string fileField(const std::string& file) {
  const std::string first = file.substr(0, 1);
  return csvField(csvField(first) == first ? file : "./" + file);
}

std::string rowOf(const json& model, const json& face) {
  const auto text = [&](const char* key) { return csvField(face.value(key, "")); };
  std::string rules;
  for (const json& rule : face.at("rules")) rules += (rules.empty() ? "" : " ") + rule.get<std::string>();
  std::vector<std::string> fields{fileField(face.value("file", "")),
                                  std::to_string(face.at("seed").get<std::uint64_t>()),
                                  text("sha256"),
                                  csvField(model.at("id")),
                                  csvField(model.at("hash")),
                                  text("outcome"),
                                  csvField(rules)};
  for (const AttributeInfo& info : attributeList())
    fields.push_back(csvNumber(face.at("attributes").at(info.id).get<double>()));
  fields.insert(fields.end(), {text("age_band"), text("skin_class"), text("group")});
  return csvLine(fields);
}

struct Counts {
  std::uint64_t first = 0, next = 0;
  std::int64_t faces = 0, refused = 0;
  std::map<std::string, std::int64_t> outcomes, groups;

  json toJson() const {
    const auto seeds = static_cast<std::int64_t>(next - first);
    return {{"counts",
             {{"faces", faces},
              {"refused", refused},
              {"passed_over", seeds - faces - refused},
              {"seeds", seeds},
              {"outcomes", outcomes},
              {"groups", groups}}}};
  }
};

void copyLines(std::istream& journal, std::ostream& labels, std::ostream& manifest) {
  Counts counts;
  json model;
  labels << headings();
  for (std::string line; std::getline(journal, line);) {
    const json one = json::parse(line);
    if (one.contains("model")) {
      model = one.at("model");
      counts.first = counts.next = one.at("arguments").at("seed").get<std::uint64_t>();
      manifest << line << '\n';
    }
    if (!one.contains("verdict")) continue;
    manifest << line << '\n';
    counts.next = one.at("seed").get<std::uint64_t>() + 1;
    ++counts.outcomes[one.at("outcome").get<std::string>()];
    const bool refused = one.at("file").is_null();
    ++(refused ? counts.refused : counts.faces);
    if (refused) continue;
    if (one.contains("group")) ++counts.groups[one.at("group").get<std::string>()];
    labels << rowOf(model, one);
  }
  manifest << counts.toJson().dump() << '\n';
}

}  // namespace

Result<void> finishSet(const SetFiles& files) {
  const auto labelsPart = makePartBeside(behindLinks(files.labels));
  if (!labelsPart) return tl::unexpected(labelsPart.error());
  const auto manifestPart = makePartBeside(behindLinks(files.manifest()));
  if (!manifestPart) return tl::unexpected(manifestPart.error());
  const auto dropParts = [&] {
    std::error_code none;
    std::filesystem::remove(*labelsPart, none);
    std::filesystem::remove(*manifestPart, none);
  };
  std::ifstream journal(files.journal(), std::ios::binary);
  std::ofstream labels(*labelsPart, std::ios::binary);
  std::ofstream manifest(*manifestPart, std::ios::binary);
  try {
    copyLines(journal, labels, manifest);
  } catch (const json::exception&) {
    dropParts();
    return fail(ErrorKind::Input, files.journal().string() + " is damaged: --overwrite begins anew.");
  }
  labels.close();
  manifest.close();
  if (!labels || !manifest || journal.bad()) {
    dropParts();
    return fail(ErrorKind::Disk, files.labels.string() + " can't be written: free some space or choose another disk.");
  }
  for (const auto& [part, file] : {std::pair(*labelsPart, files.labels), std::pair(*manifestPart, files.manifest())}) {
    if (auto moved = moveOutputIntoPlace(part, file, Existing::Replace); !moved) {
      dropParts();
      return moved;
    }
  }
  std::error_code none;
  std::filesystem::remove(files.journal(), none);
  return {};
}

}  // namespace mien
