#include "app/cli/parameter_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>
#include <vector>

#include "app/cli/number_option.h"
#include "core/blend/parameters.h"
#include "core/blend/timeline_edit.h"

namespace mien {
namespace {

bool hasOptionOfItsOwn(const Parameter& p) {
  return std::string_view(p.id) == "balance";
}

}  // namespace

CLI::Validator withinRange(const Parameter& p) {
  std::ostringstream range;
  const bool whole = p.interpolation == Interpolation::Stepped;
  range << "a " << (whole ? "whole " : "") << "number from " << p.minimum << " to " << p.maximum;
  const auto check = [&p, wanted = range.str()](const std::string& text) {
    const auto number = numberIn(text);
    return number && clamped(p, *number) == *number ? std::string() : text + " is not " + wanted;
  };
  return {check, range.str()};
}

double numberOf(const std::string& text) {
  return numberIn(text).value_or(0);
}

bool ParameterOptions::given(const std::string& parameter) const {
  const auto found = texts_.find(parameter);
  return found != texts_.end() && !found->second.empty();
}

Result<void> ParameterOptions::checkFaces(std::size_t faces) const {
  for (const Parameter& p : parameters())
    if (p.face >= faces && given(p.id)) {
      return fail(ErrorKind::Usage, "--" + std::string(p.id) + " is of face " + capitalOf(p.face) + ", and there are " +
                                        std::to_string(faces) + " faces: name more, or leave it out.");
    }
  for (const Parameter& p : parameters()) {
    if (!namesFaces(p) || !given(p.id)) continue;
    const std::string& text = texts_.at(p.id);
    if (text.size() == 1 && text >= letterOf(faces))
      return fail(ErrorKind::Usage, "--" + std::string(p.id) + " names face " + text + ", and there are " +
                                        std::to_string(faces) + " faces: name one of them.");
  }
  return {};
}

void ParameterOptions::addTo(CLI::App& command) {
  for (const Parameter& p : parameters()) {
    if (hasOptionOfItsOwn(p)) continue;
    // --at is what --mix was called first, and reads better: mix A B --at 0.3.
    const std::string names = "--" + std::string(p.id) + (std::string_view(p.id) == "mix" ? ",--at" : "");
    CLI::Option* option = command.add_option(names, texts_[p.id], p.help);
    // Of six further faces the help would have a hundred lines; mien parameters lists them.
    if (p.face > 0) option->group(p.follows[0] == '\0' ? "Further faces (more: mien parameters)" : "");
    if (p.choices.empty()) {
      option->check(withinRange(p));
    } else {
      option->check(CLI::IsMember(std::vector<std::string>(p.choices.begin(), p.choices.end())));
    }
  }
}

double ParameterOptions::value(const std::string& parameter) const {
  const Parameter& p = *findParameter(parameter);
  const std::string& text = texts_.at(parameter);
  if (p.choices.empty()) return clamped(p, numberIn(text).value_or(p.standard));
  return static_cast<double>(std::find(p.choices.begin(), p.choices.end(), text) - p.choices.begin());
}

void ParameterOptions::apply(Recipe& recipe) const {
  for (const Parameter& p : parameters())
    if (given(p.id)) p.set(recipe, value(p.id));
}

void ParameterOptions::apply(Timeline& timeline) const {
  apply(timeline.base);
  for (const Parameter& p : parameters()) {
    const bool followsSomebodyWhoMoves = findTrack(timeline, p.follows) != nullptr;
    if (given(p.id) && !p.isOwn && followsSomebodyWhoMoves) setKey(timeline, p.id, 0, value(p.id));
  }
}

}  // namespace mien
