#include "core/gate/open_engine.h"

#include <vector>

#include "core/gate/model_standing.h"
#include "core/record/pack_standing.h"
#include "core/studio/make_engine.h"

namespace mien {
namespace {

Result<Record> openRecord() {
  const auto file = defaultRecordFile();
  if (!file) return tl::unexpected(file.error());
  return Record::open(*file);
}

/// What is kept of a model says which outputs a recall concerns. Where it can't be kept nothing leaves either: the gate
/// writes to the same record.
void note(const Record& record, const std::vector<const InstalledPack*>& packs) {
  std::vector<NotedPack> noted;
  for (const InstalledPack* pack : packs) noted.push_back({pack->manifest.id, pack->hash});
  static_cast<void>(noteModel(record, noted));
}

}  // namespace

Result<OpenedEngine> openEngine(const std::filesystem::path& modelsDir, const std::string& device,
                                const std::string& modelHash, const std::string& model) {
  const auto packs = modelHash.empty() ? enginePacksWith(modelsDir, model.empty() ? kStandardModel : model)
                                       : enginePacks(modelsDir, modelHash);
  if (!packs) return tl::unexpected(packs.error());
  std::string warning;
  if (const auto record = openRecord()) {
    note(*record, {&packs->portrait, &packs->landmarks, &packs->finder});
    auto standing = checkStanding(*record, packs->hash());
    if (!standing && standing.error().kind == ErrorKind::Blocked) return tl::unexpected(standing.error());
    warning = standing.value_or("");
  }
  auto engine = makeEngine(*packs, device);
  if (!engine) return tl::unexpected(engine.error());
  return OpenedEngine{std::move(*engine), std::move(warning)};
}

Result<std::unique_ptr<Judge>> openJudge(const std::filesystem::path& modelsDir, const std::string& device) {
  const auto identity = findPack(modelsDir, "identity");
  const auto judge = findPack(modelsDir, "judge");
  if (identity && judge) {
    if (const auto record = openRecord()) note(*record, {&*identity, &*judge});
  }
  return makeJudge(modelsDir, device);  // names what is missing
}

}  // namespace mien
