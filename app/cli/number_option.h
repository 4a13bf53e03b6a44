#pragma once
#include <optional>
#include <string>

namespace CLI {
class Validator;
}

namespace mien {

/// The number that a text is as a whole, e.g. "0.5" or "5e-1"; nothing for any other text, nor for NaN and infinity.
std::optional<double> numberIn(const std::string& text);

/// That a text is a number from `least` to `most`. For every option that takes more than whole numbers, in place of
/// CLI::Range and its like: they compare by < and >, which NaN passes.
CLI::Validator numberFrom(double least, double most);
/// The same without `least` itself.
CLI::Validator numberAbove(double least, double most);

}  // namespace mien
