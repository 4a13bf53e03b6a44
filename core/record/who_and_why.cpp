#include "core/record/who_and_why.h"

#include <algorithm>

#include "core/record/decision_rows.h"
#include "core/record/genuine.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

/// A refusal is a sentence, however much a reviewer wrote. Cuts no character of UTF-8 in two.
std::string shortened(const std::string& text) {
  constexpr std::size_t kMost = 300;
  if (text.size() <= kMost) return text;
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

}  // namespace

std::string whoAndWhy(const Record& record, std::int64_t output, OutputState state) {
  const auto told = guarded(record.file(), [&]() -> Result<std::string> {
    const std::vector<Decision> all = readDecisions(record.database(), output);
    const auto last =
        std::find_if(all.rbegin(), all.rend(), [&](const Decision& d) { return d.to == state && d.from != state; });
    if (last == all.rend() || !checkGenuine(record, "decision", last->id)) return std::string();
    const std::string who = !last->reviewer.empty() ? " by " + last->reviewer
                            : !last->user.empty()   ? " by the user " + last->user
                                                    : std::string();
    return last->reason.empty() ? who : who + " (\"" + shortened(last->reason) + "\")";
  });
  return told.value_or(std::string());
}

}  // namespace mien
