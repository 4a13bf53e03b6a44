#pragma once
#include <map>
#include <string>

#include "core/blend/parameters.h"
#include "core/blend/timeline.h"

namespace CLI {
class App;
class Validator;
}  // namespace CLI

namespace mien {

/// That a text is a number which the parameter can have.
CLI::Validator withinRange(const Parameter& parameter);
/// A text that passed withinRange().
double numberOf(const std::string& text);

/// One option for each of parameters(), e.g. --detail 0.5 or --surroundings none; but the balance has one of its own,
/// see balance_option.h. Must stay where it is while the command line is parsed.
class ParameterOptions {
 public:
  void addTo(CLI::App& command);
  /// What was given, into a recipe; the rest stays.
  void apply(Recipe& recipe) const;
  /// What was given, into a timeline: it stays there whatever else moves.
  void apply(Timeline& timeline) const;
  bool given(const std::string& parameter) const;
  /// That what was given is of the first `faces` faces. Errors: Usage.
  Result<void> checkFaces(std::size_t faces) const;

 private:
  double value(const std::string& parameter) const;
  std::map<std::string, std::string> texts_;
};

}  // namespace mien
