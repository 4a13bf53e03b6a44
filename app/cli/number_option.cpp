#include "app/cli/number_option.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <sstream>

namespace mien {
namespace {

CLI::Validator numberIf(const std::string& wanted, const std::function<bool(double)>& good) {
  const auto check = [wanted, good](const std::string& text) {
    const auto number = numberIn(text);
    return number && good(*number) ? std::string() : text + " is not " + wanted;
  };
  return {check, wanted};
}

std::string inWords(const char* before, double least, const char* between, double most) {
  std::ostringstream words;
  words.precision(12);  // a billion in full
  words << before << least << between << most;
  return words.str();
}

}  // namespace

std::optional<double> numberIn(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

CLI::Validator numberFrom(double least, double most) {
  return numberIf(inWords("a number from ", least, " to ", most),
                  [=](double number) { return number >= least && number <= most; });
}

CLI::Validator numberAbove(double least, double most) {
  return numberIf(inWords("a number above ", least, ", at most ", most),
                  [=](double number) { return number > least && number <= most; });
}

}  // namespace mien
