#pragma once
#include <vector>

#include "core/guard/judge.h"
#include "core/guard/measure.h"
#include "core/studio/engine.h"

namespace mien {

/// What the networks see in a face that goes in.
Look lookOf(Judge& judge, const Face& face);

/// What is measured of a frame of faces whom the network sees as `identities`, one each; all but the likeness to
/// protected people. Thread: the judge's.
OutputFacts factsOf(Judge& judge, const Frame& frame, const std::vector<Embedding>& identities);

}  // namespace mien
