#include "core/gate/what_if.h"

#include "core/record/output_store.h"

namespace mien {

Result<WhatIf> whatIf(const Record& record, const Policy& policy, int last) {
  const OutputStore outputs(record);
  OutputQuery query;
  query.limit = last;
  const auto page = outputs.search(query);
  if (!page) return tl::unexpected(page.error());
  WhatIf result;
  for (const OutputSummary& summary : page->outputs) {
    if (summary.erased) continue;
    const auto output = outputs.get(summary.id);
    if (!output) return tl::unexpected(output.error());
    const auto before = verdictFromJson(output->verdict);
    if (!before) continue;
    const auto after = decide(policy, before->measured, before->networksHash);
    if (!after) continue;
    ++result.outputs;
    ++result.before.at(static_cast<std::size_t>(before->outcome));
    ++result.after.at(static_cast<std::size_t>(after->outcome));
    std::map<std::string, Action> hardest;
    for (const RuleFinding& finding : after->findings) {
      const auto [it, isNew] = hardest.try_emplace(finding.rule, finding.action);
      if (!isNew) it->second = std::max(it->second, finding.action);
    }
    for (const auto& [rule, action] : hardest) ++result.byRule[rule].at(static_cast<std::size_t>(action));
  }
  return result;
}

}  // namespace mien
