#pragma once
#include <string>
#include <vector>

namespace mien {

/// A field as RFC 4180 wants it: quoted where it must be. A text that a spreadsheet would take for a formula gets an
/// apostrophe before it.
std::string csvField(std::string text);

/// The shortest digits that read back as the same number.
std::string csvNumber(double number);

/// Fields with commas between them and CR LF behind the last.
std::string csvLine(const std::vector<std::string>& fields);

}  // namespace mien
