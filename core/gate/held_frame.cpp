#include "core/gate/held_frame.h"

#include <limits>

#include "core/blend/film_shows.h"
#include "core/record/output_store.h"

namespace mien {

Result<std::optional<HeldMix>> heldFrame(const Record& record, const Recipe& mix, const std::string& face) {
  const OutputStore outputs(record);
  for (const OutputState state : {OutputState::Flagged, OutputState::Rejected}) {
    OutputQuery query;
    query.face = face;
    query.state = state;
    query.limit = std::numeric_limits<std::int32_t>::max();
    const auto page = outputs.search(query);
    if (!page) return tl::unexpected(page.error());
    for (const OutputSummary& summary : page->outputs) {
      if (summary.kind != OutputKind::Film && summary.kind != OutputKind::Frames) continue;
      const auto output = outputs.get(summary.id);
      if (!output) return tl::unexpected(output.error());
      const auto film = timelineFromJson(output->recipe);
      if (!film || !shows(*film, mix)) continue;
      auto held = heldMix(record, output->recipe);  // what the policy alone has flagged holds nothing
      if (!held || *held) return held;
    }
  }
  return std::nullopt;
}

}  // namespace mien
