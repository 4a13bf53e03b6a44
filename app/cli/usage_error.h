#pragma once
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
class ParseError;
}  // namespace CLI

namespace mien {

/// What an option is called, hidden in the help or not: "--limit", or a positional's name.
std::string nameOf(const CLI::Option& option);

/// Why a line can't be taken, in one sentence and by the names that were typed, where CLI11 says it in its own words: a
/// value that an option doesn't take or lacks, options that exclude each other. Empty for all else. `words`: the line.
std::string usageSentence(CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& words);

}  // namespace mien
