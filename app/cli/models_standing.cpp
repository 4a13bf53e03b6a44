#include <cstdio>

#include "app/cli/models_commands.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/model/installed_packs.h"
#include "core/record/pack_standing.h"
#include "core/record/recall.h"

namespace mien {
namespace {

/// Also a pack that lies nowhere any more, by its whole hash, if it was ever spoken of or used.
Result<PackStanding> packFrom(const ModelsArguments& args, const Record& record, const std::string& which) {
  const auto found = findPack(args.models(), which);
  if (found) return PackStanding{.id = found->manifest.id, .hash = found->hash};
  const auto known = packStandings(record);
  if (!known) return tl::unexpected(known.error());
  for (const PackStanding& pack : *known)
    if (pack.hash == which) return PackStanding{.id = pack.id, .hash = pack.hash};
  const auto used = notedPacks(record);
  if (!used) return tl::unexpected(used.error());
  for (const NotedPack& pack : *used)
    if (pack.hash == which) return PackStanding{.id = pack.id, .hash = pack.hash};
  return tl::unexpected(found.error());
}

Standing standingAfter(StandingStep step) {
  switch (step) {
    case StandingStep::Retire:
      return Standing::Retired;
    case StandingStep::Recall:
      return Standing::Recalled;
    case StandingStep::Reinstate:
      break;
  }
  return Standing::Current;
}

/// Outputs that the pack drew or judged, and that were not recalled yet.
Result<std::size_t> concernedBy(const Record& record, const std::string& hash) {
  return concernedBy(record, RecallChoice{.model = hash}).map([](const auto& outputs) { return outputs.size(); });
}

}  // namespace

Result<int> changeStanding(const ModelsArguments& args, const StandingArguments& change) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  auto pack = packFrom(args, *record, change.pack);
  if (!pack) return tl::unexpected(pack.error());
  pack->standing = standingAfter(change.step);
  pack->reason = change.reason;
  const auto signer = signerFrom(*record, change.signer);
  if (!signer) return tl::unexpected(signer.error());
  if (auto set = setPackStanding(*record, *pack, pointerTo(*signer)); !set) return tl::unexpected(set.error());
  const auto outputs = concernedBy(*record, pack->hash);
  if (!outputs) return tl::unexpected(outputs.error());
  if (args.json) {
    printReport({{"schema", 1},
                 {"id", pack->id},
                 {"hash", pack->hash},
                 {"standing", nameOf(pack->standing)},
                 {"reason", change.reason},
                 {"outputs", *outputs}});
    return 0;
  }
  std::printf("%s (%s) is %s. Outputs made or judged with it, and not recalled: %zu.\n", pack->id.c_str(),
              pack->hash.substr(0, 12).c_str(),
              pack->standing == Standing::Current ? "in use again" : std::string(nameOf(pack->standing)).c_str(),
              *outputs);
  if (change.step == StandingStep::Recall && *outputs > 0)
    std::printf("They stay as they are: mien recall --model %s takes them back.\n", pack->hash.c_str());
  return 0;
}

}  // namespace mien
