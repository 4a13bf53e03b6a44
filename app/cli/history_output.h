#pragma once
#include "app/cli/commands.h"

namespace mien {

/// Parts of `mien history`: outputs found, and one of them in full.
void addHistorySearch(CLI::App& history, CommandRun& chosen);
void addHistoryShow(CLI::App& history, CommandRun& chosen);

}  // namespace mien
