#include "core/base/name_template.h"

#include <algorithm>
#include <ctime>
#include <optional>
#include <vector>

namespace mien {
namespace {

constexpr std::size_t kLongest = 200;  ///< bytes: leaves room for an ending within the 255 of file systems
constexpr int kMostDigits = 9;
constexpr int kMostNumber = 1'000'000;
constexpr std::string_view kNumber = "n";

bool isControl(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool isSlash(char c) {
  return c == '/' || c == '\\';
}

/// A value comes from elsewhere: what other systems forbid goes too, so that the file can travel.
std::string cleaned(std::string value) {
  std::replace_if(
      value.begin(), value.end(),
      [](char c) {
        return isControl(c) || isSlash(c) || std::string_view(":*?\"<>|").find(c) != std::string_view::npos;
      },
      '-');
  return value;
}

std::string padded(int number, int digits) {
  std::string text = std::to_string(number);
  const std::size_t missing =
      static_cast<std::size_t>(digits) - std::min(static_cast<std::size_t>(digits), text.size());
  return std::string(missing, '0') + text;
}

/// The digits that "n" or "n:04" asks for; none for any other token.
std::optional<int> digitsOf(std::string_view token) {
  if (token == kNumber) return 1;
  if (token.size() != 4 || !token.starts_with("n:0") || token[3] < '1' || token[3] > '0' + kMostDigits) {
    return std::nullopt;
  }
  return token[3] - '0';
}

tl::unexpected<Error> unknown(std::string_view token, const NameTokens& tokens) {
  std::string known;
  for (const auto& [name, unused] : tokens) known += "{" + name + "}, ";
  return fail(ErrorKind::Usage,
              "The name's {" + std::string(token) + "} is not known: use " + known + "{n} or {n:03}.");
}

/// One piece of a template: text as it is, or the place of the number.
struct Piece {
  std::string text;
  int digits = 0;  ///< of the number; 0: text
};

Result<std::vector<Piece>> piecesOf(std::string_view text, const NameTokens& tokens) {
  std::vector<Piece> pieces;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    pieces.push_back({std::string(text.substr(0, open))});
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) {
      return fail(ErrorKind::Usage, "The name has a { without its }: close it, e.g. {n}.");
    }
    const std::string token(text.substr(1, close - 1));
    text.remove_prefix(close + 1);
    if (const auto digits = digitsOf(token)) {
      pieces.push_back({{}, *digits});
    } else if (const auto value = tokens.find(token); value != tokens.end()) {
      pieces.push_back({cleaned(value->second)});
    } else {
      return unknown(token, tokens);
    }
  }
  return pieces;
}

Result<std::string> checked(std::string name) {
  name.erase(0, std::min(name.find_first_not_of(' '), name.size()));
  name.erase(name.find_last_not_of(' ') + 1);
  if (name.empty()) return fail(ErrorKind::Usage, "The name is empty: give one.");
  if (name.front() == '.') {
    return fail(ErrorKind::Usage, "A name that starts with a dot would be hidden: choose another.");
  }
  if (name.size() > kLongest) return fail(ErrorKind::Usage, "The name is too long: give a shorter one.");
  return name;
}

}  // namespace

NameTokens dateAndTime(std::chrono::system_clock::time_point moment) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
  std::tm local{};
  localtime_r(&seconds, &local);
  char date[16];
  char time[16];
  std::strftime(date, sizeof date, "%Y-%m-%d", &local);
  std::strftime(time, sizeof time, "%H-%M-%S", &local);
  return {{"date", date}, {"time", time}};
}

Result<std::string> nameFromTemplate(std::string_view text, const NameTokens& tokens,
                                     const std::function<bool(const std::string& name)>& taken) {
  if (std::any_of(text.begin(), text.end(), isSlash)) {
    return fail(ErrorKind::Usage, "A name can't contain a slash: choose the folder instead.");
  }
  if (std::any_of(text.begin(), text.end(), isControl)) {
    return fail(ErrorKind::Usage, "The name holds a character that can't be seen: type it again.");
  }
  const auto pieces = piecesOf(text, tokens);
  if (!pieces) return tl::unexpected(pieces.error());
  const bool numbered = std::any_of(pieces->begin(), pieces->end(), [](const Piece& p) { return p.digits > 0; });
  for (int number = 1; number <= kMostNumber; ++number) {
    std::string name;
    for (const Piece& piece : *pieces) name += piece.digits > 0 ? padded(number, piece.digits) : piece.text;
    auto good = checked(std::move(name));
    if (!good || !numbered || !taken(*good)) return good;
  }
  return fail(ErrorKind::Usage, "Every number of that name is taken: choose another name.");
}

}  // namespace mien
