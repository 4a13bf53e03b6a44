#pragma once
#include <exception>
#include <string>

namespace mien {

/// The sentence for what a library threw and nobody expected: that the memory is full, else what to report. `doing`
/// begins the latter, e.g. "Mien failed inside"; `with` ends it, e.g. "the command you gave".
std::string sentenceFor(const std::exception& caught, const std::string& doing, const std::string& with);

}  // namespace mien
