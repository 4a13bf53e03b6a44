#include "core/base/output_tokens.h"

#include <cmath>

namespace mien {
namespace {

struct OutputToken {
  const char* name;
  std::string (*value)(const NameFacts& facts);
};

/// The one list: what is added here is offered and filled in wherever an output is named.
constexpr OutputToken kOutputTokens[] = {
    {"mix", [](const NameFacts& facts) { return std::to_string(std::lround(facts.mix * 100)); }},
    {"size", [](const NameFacts& facts) { return std::to_string(facts.size); }},
    {"date", [](const NameFacts& facts) { return dateAndTime(facts.moment).at("date"); }},
    {"time", [](const NameFacts& facts) { return dateAndTime(facts.moment).at("time"); }}};

}  // namespace

NameTokens outputTokens(const NameFacts& facts) {
  NameTokens tokens;
  for (const OutputToken& token : kOutputTokens) tokens[token.name] = token.value(facts);
  return tokens;
}

std::string outputTokenNames() {
  std::string names;
  for (const OutputToken& token : kOutputTokens) names += (names.empty() ? "{" : ", {") + std::string(token.name) + "}";
  return names;
}

std::string outputNameHelp() {
  return "Its name may have {a}, {b}, … for the faces, " + outputTokenNames() + " and {n}, a free number";
}

}  // namespace mien
