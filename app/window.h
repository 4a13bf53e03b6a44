#pragma once
#include "core/gate/gatekeeper.h"
#include "core/studio/studio.h"

namespace mien {

/// Opens the studio window and returns when it is closed. `factory` makes the engine behind the window, `judge` the
/// networks that judge what leaves it, `others` the engines of projects of other models. Hidden options for
/// development: --fake-engine, --startup-time, and those of app/screenshot.h.
int runWindow(int argc, char** argv, Studio::EngineFactory factory, Gatekeeper::JudgeFactory judge,
              Studio::OtherEngineFactory others);

}  // namespace mien
