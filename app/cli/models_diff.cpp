#include <algorithm>
#include <cstdio>

#include "app/cli/models_commands.h"
#include "app/cli/session.h"
#include "core/base/atomic_file.h"
#include "core/model/installed_packs.h"
#include "core/model/pack_diff.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr std::int64_t kMaxCardBytes = 1 << 20;

struct Side {
  Pack pack;
  std::string folder, card;
};

Result<Side> sideOf(const ModelsArguments& args, const std::string& which) {
  const auto found = findPack(args.models(), which);
  if (!found) return tl::unexpected(found.error());
  auto pack = Pack::load(found->folder);
  if (!pack) return tl::unexpected(pack.error());
  // A pack without a card has no figures.
  const auto card = readFile(found->folder / "card.md", kMaxCardBytes).value_or(std::vector<std::uint8_t>());
  return Side{std::move(*pack), found->folder.string(), {card.begin(), card.end()}};
}

std::string shapeText(const TensorSpec& spec) {
  std::string text(toString(spec.dtype));
  for (std::size_t i = 0; i < spec.shape.size(); ++i) text += (i == 0 ? " " : "×") + std::to_string(spec.shape[i]);
  return text;
}

json specJson(const std::optional<TensorSpec>& spec) {
  return spec ? json{{"dtype", toString(spec->dtype)}, {"shape", spec->shape}} : json();
}

json fieldsJson(const std::vector<PackField>& fields) {
  json list = json::array();
  for (const PackField& field : fields)
    list.push_back({{"name", field.name}, {"a", field.a}, {"b", field.b}, {"same", field.same()}});
  return list;
}

json toJson(const PackDifference& diff) {
  json tensors = json::array();
  for (const TensorDifference& t : diff.tensors)
    tensors.push_back({{"file", t.file},
                       {"name", t.name},
                       {"a", specJson(t.a)},
                       {"b", specJson(t.b)},
                       {"share_changed", t.share},
                       {"largest_difference", t.largest}});
  return {{"schema", 1},
          {"same", diff.same()},
          {"same_pixels", diff.sameHash},
          {"about", fieldsJson(diff.about)},
          {"layout", fieldsJson(diff.layout)},
          {"tensors", tensors},
          {"same_tensors", diff.sameTensors},
          {"data", fieldsJson(diff.data)},
          {"figures", fieldsJson(diff.figures)}};
}

std::string orDash(const std::string& text) {
  return text.empty() ? "–" : text;
}

std::size_t widthOf(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, widthOf(text)), ' ');
}

/// Side by side, or, what is long, one below the other. A star marks what differs.
void printFields(const char* title, const std::vector<PackField>& fields) {
  if (fields.empty()) return;
  constexpr std::size_t kColumn = 24;
  std::size_t names = 0;
  for (const PackField& field : fields) names = std::max(names, widthOf(field.name));
  std::printf("%s\n", title);
  for (const PackField& field : fields) {
    const char* mark = field.same() ? " " : "*";
    const std::string a = orDash(field.a);
    const std::string b = orDash(field.b);
    if (std::max(widthOf(a), widthOf(b)) <= kColumn) {
      std::printf("  %s %s  %s  %s\n", mark, padded(field.name, names).c_str(), padded(a, kColumn).c_str(), b.c_str());
    } else if (field.same()) {
      std::printf("  %s %s  %s\n", mark, padded(field.name, names).c_str(), a.c_str());
    } else {
      std::printf("  %s %s\n      A  %s\n      B  %s\n", mark, field.name.c_str(), a.c_str(), b.c_str());
    }
  }
}

void printTensors(const PackDifference& diff) {
  std::printf("Tensors\n    %zu the same, %zu differ\n", diff.sameTensors, diff.tensors.size());
  for (const TensorDifference& t : diff.tensors) {
    const std::string name = t.file + " " + t.name;
    if (!t.a || !t.b) {
      std::printf("  * %s (%s): only in %s\n", name.c_str(), shapeText(t.a ? *t.a : *t.b).c_str(), t.a ? "A" : "B");
    } else if (*t.a != *t.b) {
      std::printf("  * %s: %s in A, %s in B\n", name.c_str(), shapeText(*t.a).c_str(), shapeText(*t.b).c_str());
    } else {
      std::printf("  * %s (%s): %.1f %% of the values differ, by %.3g at most\n", name.c_str(), shapeText(*t.a).c_str(),
                  100 * t.share, t.largest);
    }
  }
}

void print(const Side& a, const Side& b, const PackDifference& diff) {
  std::printf("A  %s\nB  %s\n", a.folder.c_str(), b.folder.c_str());
  std::printf("%s\n", diff.same()     ? "They are the same."
                      : diff.sameHash ? "They draw the same pixels; what they say of themselves differs."
                                      : "They differ, and so do the pixels that they draw.");
  printFields("About", diff.about);
  printFields("Layout and networks", diff.layout);
  printTensors(diff);
  printFields("Training data", diff.data);
  printFields("Figures of the cards", diff.figures);
}

}  // namespace

Result<int> diffModels(const ModelsArguments& args, const std::string& a, const std::string& b) {
  const auto sideA = sideOf(args, a);
  if (!sideA) return tl::unexpected(sideA.error());
  const auto sideB = sideOf(args, b);
  if (!sideB) return tl::unexpected(sideB.error());
  const PackDifference diff = diffPacks(sideA->pack, sideA->card, sideB->pack, sideB->card);
  if (args.json) {
    json report = toJson(diff);
    report["a"] = sideA->folder;
    report["b"] = sideB->folder;
    printReport(report);
  } else {
    print(*sideA, *sideB, diff);
  }
  return diff.same() ? 0 : 1;
}

}  // namespace mien
