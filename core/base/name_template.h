#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace mien {

/// What the tokens of a name stand for, by their names: {"seed", "7"} for {seed}. What can't stand in a file name is
/// taken out of the values.
using NameTokens = std::map<std::string, std::string>;

/// {date} and {time} of a moment in local time: 2026-11-25 and 14-30-05.
NameTokens dateAndTime(std::chrono::system_clock::time_point moment);

/// The file name (without an ending) that a template stands for, e.g. "{a}-{b}-{n:03}". {n} is a running number, {n:03}
/// with at least three digits: the first from 1 whose name is not `taken`; a template without {n} gives its one name,
/// taken or not. Errors: Usage for a token that is not known, an open brace, a slash, a leading dot, an empty name or
/// one of more than 200 bytes.
Result<std::string> nameFromTemplate(std::string_view text, const NameTokens& tokens,
                                     const std::function<bool(const std::string& name)>& taken);

}  // namespace mien
