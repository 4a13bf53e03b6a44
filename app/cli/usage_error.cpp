#include "app/cli/usage_error.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <sstream>
#include <string_view>

#include "app/cli/number_option.h"

namespace mien {
namespace {

using Words = std::vector<std::string>;

/// The command that a line chose, and how it is called, e.g. "mien jobs pause".
struct Chosen {
  CLI::App* command;
  std::string name;
};

Chosen chosenIn(CLI::App& app) {
  Chosen chosen{&app, app.get_name()};
  while (!chosen.command->get_subcommands().empty()) {
    chosen.command = chosen.command->get_subcommands().front();
    chosen.name += " " + chosen.command->get_name();
  }
  return chosen;
}

/// An option may have two names, of which CLI11 tells the first (and none of a hidden option).
std::string typedName(const CLI::Option& option, const Words& words) {
  std::string name = nameOf(option);
  for (const std::string& word : words)
    for (const std::string& known : option.get_lnames())
      if (word == "--" + known || word.starts_with("--" + known + "=")) name = "--" + known;
  return name;
}

/// The first option whose values are refused; nullptr: none.
const CLI::Option* refusedIn(CLI::App& command) {
  for (CLI::Option* option : command.get_options()) {
    if (option->empty()) continue;
    try {
      option->run_callback();
    } catch (const CLI::ParseError&) {
      return option;
    }
  }
  return nullptr;
}

/// What an option takes, as CLI11 tells it in the help: "INT", and what is checked beyond.
struct Type {
  std::string kind, rule;
};

Type typeOf(const CLI::Option& option) {
  const std::string all = option.get_type_name();
  const std::size_t colon = all.find(':');
  if (colon == std::string::npos) return {all, {}};
  return {all.substr(0, colon), all.substr(colon + 1)};
}

bool isWhole(const Type& type) {
  return type.kind == "INT" || type.kind == "UINT";
}

/// Of "{a,b,c}".
std::string oneOf(const std::string& set) {
  std::string words;
  for (const char c : set.substr(1, set.size() - 2)) words += c == ',' ? std::string(", ") : std::string(1, c);
  return (words.find(',') == std::string::npos ? "" : "one of ") + words;
}

/// In words; nothing where any text is taken, or what is checked says by itself what is wrong.
std::string wantedBy(const Type& type) {
  const auto& [kind, rule] = type;
  constexpr std::string_view kOr = ") OR (";
  if (const std::size_t at = rule.find(kOr); at != std::string::npos) {
    const std::size_t second = at + kOr.size();
    return wantedBy({kind, rule.substr(1, at - 1)}) + " or " +
           wantedBy({kind, rule.substr(second, rule.size() - second - 1)});
  }
  if (rule.starts_with('{')) return oneOf(rule);
  const std::string number = kind == "FLOAT" ? "a number" : isWhole(type) ? "a whole number" : "";
  if (rule == "NONNEGATIVE" || (rule.empty() && kind == "UINT")) return number + " from 0 on";
  constexpr std::string_view kTo = " - ";
  const std::string range = kind + " in [";
  const std::size_t to = rule.find(kTo);
  if (rule.starts_with(range) && to != std::string::npos)
    return number + " from " + rule.substr(range.size(), to - range.size()) + " to " +
           rule.substr(to + kTo.size(), rule.size() - to - kTo.size() - 1);
  return rule.empty() ? number : rule;
}

/// Of several values the one that is refused.
std::string refusedValue(const CLI::Option& option, const Type& type, const std::string& told) {
  const Words& values = option.results();
  if (values.size() == 1) return values.front();
  std::int64_t none = 0;
  for (const std::string& value : values) {
    const bool isNamed =
        told.find(": " + value + " ") != std::string::npos || told.find("Value " + value + " ") != std::string::npos;
    if (isNamed || (isWhole(type) && !CLI::detail::lexical_cast(value, none))) return value;
  }
  return CLI::detail::join(values, " ");
}

bool isDigits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

/// 50 for a share is meant as percent.
std::string whatToDo(const std::string& value, const std::string& wanted, const std::string& command) {
  const auto number = numberIn(value);
  if (!wanted.ends_with("a number from 0 to 1") || !number || *number < 2 || *number > 100)
    return "see " + command + " --help";
  std::ostringstream share;
  share << *number / 100;
  return "write " + share.str() + " for " + value + " %";
}

std::string ofValue(const Chosen& chosen, const Words& words, const std::string& told, bool isConversion) {
  const CLI::Option* option = refusedIn(*chosen.command);
  if (option == nullptr) return {};
  const Type type = typeOf(*option);
  const std::string wanted = wantedBy(type);
  if (wanted.empty()) return {};
  const std::string value = refusedValue(*option, type, told);
  const std::string fault = isConversion && isDigits(value) ? "too large a number" : "not " + wanted;
  return "\"" + value + "\" (" + typedName(*option, words) + " of " + chosen.name + ") is " + fault + ": " +
         whatToDo(value, wanted, chosen.name) + ".";
}

/// An option that ends the line and has no value.
std::string ofMissingValue(const Chosen& chosen, const Words& words) {
  const std::string last = words.empty() ? std::string() : words.back().substr(0, words.back().find('='));
  const CLI::Option* option = last.empty() ? nullptr : chosen.command->get_option_no_throw(last);
  if (option == nullptr) return {};
  const std::string wanted = wantedBy(typeOf(*option));
  return last + " of " + chosen.name +
         " needs a value: " + (wanted.empty() ? "see " + chosen.name + " --help" : "give " + wanted) + ".";
}

/// "--a excludes --b"
std::string ofBoth(const Chosen& chosen, const Words& words, const std::string& told) {
  constexpr std::string_view kExcludes = " excludes ";
  const std::size_t at = told.find(kExcludes);
  if (at == std::string::npos) return {};
  const auto typed = [&](const std::string& name) {
    for (const CLI::Option* option : chosen.command->get_options())
      if (nameOf(*option) == name) return typedName(*option, words);
    return name;
  };
  return typed(told.substr(0, at)) + " and " + typed(told.substr(at + kExcludes.size())) +
         " can't go together: leave one of them out.";
}

}  // namespace

std::string nameOf(const CLI::Option& option) {
  return option.get_lnames().empty() ? option.get_name(true) : "--" + option.get_lnames().front();
}

std::string usageSentence(CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& words) {
  const Chosen chosen = chosenIn(app);
  const std::string kind = error.get_name();
  const std::string told = error.what();
  if (kind == "ConversionError" || kind == "ValidationError")
    return ofValue(chosen, words, told, kind == "ConversionError");
  if (kind == "ArgumentMismatch" && told.ends_with(" missing")) return ofMissingValue(chosen, words);
  if (kind == "ExcludesError") return ofBoth(chosen, words, told);
  return {};
}

}  // namespace mien
