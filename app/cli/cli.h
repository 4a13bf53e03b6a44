#pragma once
#include <string>
#include <vector>

namespace mien {

/// The command line: parses, runs one subcommand, and returns the exit code (see core/base/result.h).
int runCli(int argc, char** argv);

/// One more command within the same process, e.g. {"mix", "a.jpg", "b.jpg", "-o", "out.png"}: the engine stays open
/// from one to the next.
int runLine(const std::vector<std::string>& words);

/// What such a line names as its output, however it is spelled (-o FILE, --output=FILE, …); empty for none, and for a
/// line that can't be parsed.
std::string outputNamedBy(std::vector<std::string> words);

}  // namespace mien
