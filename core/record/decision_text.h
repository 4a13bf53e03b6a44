#pragma once
#include <cstdint>
#include <string>

#include "core/record/canonical.h"

namespace mien {

/// What a reviewer signs. The reason stands in it by its salted digest, so that it can be erased.
struct DecisionText {
  std::string outputUid;
  std::string action;
  std::string from;
  std::string to;
  std::string reasonDigest;
  std::int64_t time = 0;
};

inline std::string signedText(const DecisionText& decision) {
  return canonical({"mien-decision-1", decision.outputUid, decision.action, decision.from, decision.to,
                    decision.reasonDigest, std::to_string(decision.time)});
}

}  // namespace mien
