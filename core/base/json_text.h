#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace mien {

/// Whether all numbers in a value are: the library writes NaN and infinity as null.
bool allFinite(const nlohmann::json& value);

/// Whether a text can stand in JSON as it is: names of files need not be UTF-8.
bool isUtf8(const std::string& text);

}  // namespace mien
