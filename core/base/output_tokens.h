#pragma once
#include "core/base/name_template.h"

namespace mien {

/// What the tokens of an output's name are told from; beside them stand its faces' letters, {n} and {n:03}.
struct NameFacts {
  double mix = 0;  ///< the overall one, 0 to 1
  int size = 0;    ///< px
  std::chrono::system_clock::time_point moment = std::chrono::system_clock::now();
};
NameTokens outputTokens(const NameFacts& facts);

/// All of them, to be read: "{mix}, {size}, {date}, {time}".
std::string outputTokenNames();
/// The same with all else that the name may have, as the help says it; without a full stop.
std::string outputNameHelp();

}  // namespace mien
