#pragma once

namespace mien {

/// The command line: parses, runs one subcommand, and returns the exit code (see core/base/result.h).
int runCli(int argc, char** argv);

}  // namespace mien
