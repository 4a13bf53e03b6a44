#include "app/model/mix_digests.h"

#include "core/base/digest.h"
#include "core/blend/same_mix.h"
#include "core/record/output_store.h"

namespace mien {
namespace {

void addDigests(const std::vector<std::string>& texts, std::vector<std::string>& digests) {
  for (const std::string& text : texts)
    digests.push_back(sha256Hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
}

}  // namespace

QString digestsOf(const std::string& recipe) {
  std::vector<std::string> digests;
  addDigests(variantsOf(recipe), digests);
  QStringList list;
  for (const std::string& digest : digests) list.append(QString::fromStdString(digest));
  return list.join(u' ');
}

std::vector<std::string> digestsIn(const QString& line) {
  std::vector<std::string> digests;
  for (const QString& digest : line.split(u' ', Qt::SkipEmptyParts)) digests.push_back(digest.toStdString());
  return digests;
}

Result<OutputSummary> newestMade(const Record& record, const std::vector<std::string>& digests) {
  const OutputStore store(record);
  OutputSummary newest;
  for (const std::string& digest : digests) {
    OutputQuery query;
    query.recipeDigest = digest;
    query.limit = 1;
    const auto page = store.search(query);
    if (!page) return tl::unexpected(page.error());
    if (!page->outputs.empty() && page->outputs[0].id > newest.id) newest = page->outputs[0];
  }
  return newest;
}

std::vector<std::string> digestsOfMix(const MixDocument& document, const EngineInfo& engine) {
  constexpr int kAnySize = 256;
  std::vector<std::string> digests;
  addDigests(variantsOf(document.job(engine, kAnySize, Placement::Crop).recipe), digests);
  if (!document.state().timeline.tracks.empty())
    addDigests(variantsOf(document.timeline(engine, kAnySize, Placement::Crop)), digests);
  return digests;
}

}  // namespace mien
