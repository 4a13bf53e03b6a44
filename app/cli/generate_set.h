#pragma once
#include "app/cli/session.h"
#include "core/blend/new_face.h"

namespace mien {

struct GenerateArguments {
  EngineArguments engine;
  OutputArguments writing;
  std::uint64_t seed = 1;
  double truncation = kNewTruncation;  ///< see DrawnFaceRef
  int count = 1, size = 256;
  std::string folder, name = "face-{seed}", format = "png";
  bool json = false;
  std::string labels, balance;  ///< a labelled set, see generateSet()
  bool goOn = false;
  std::uint64_t giveUp = 2000;
};

/// `mien generate --labels`: draws faces by their seeds, in order, and labels those that may leave. A set that was
/// broken off goes on where it was. Returns the exit code: that of the first face that was refused, or of Ctrl-C.
/// Errors: Usage (also of a group that can't be filled), and as Session and SetJournal.
Result<int> generateSet(const GenerateArguments& arguments);

}  // namespace mien
