#include "core/blend/timecode.h"

#include <cmath>
#include <cstdio>
#include <sstream>
#include <vector>

namespace mien {
namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

/// A number of plain digits with at most one dot; nothing else, no sign and no exponent.
std::optional<double> numberOf(const std::string& text) {
  if (text.empty() || text.size() > 12 || text.find_first_not_of("0123456789.") != std::string::npos) return {};
  if (text.find('.') != text.rfind('.') || text == ".") return {};
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  double value = 0;
  stream >> value;
  return value;
}

std::optional<double> wholeOf(const std::string& text) {
  return text.find('.') == std::string::npos ? numberOf(text) : std::nullopt;
}

std::optional<Ticks> fromSeconds(double seconds) {
  if (seconds * kTicksPerSecond > static_cast<double>(kLongestTimeline)) return {};
  return std::llround(seconds * kTicksPerSecond);
}

std::optional<Ticks> fromParts(const std::string& text, int framesPerSecond) {
  std::vector<double> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ':');) {
    const auto number = wholeOf(part);
    if (!number) return {};
    parts.push_back(*number);
  }
  if (parts.size() > 3 || text.back() == ':') return {};
  const double minutes = parts.size() == 3 ? parts.front() : 0;
  return fromSeconds(minutes * 60 + parts[parts.size() - 2] + parts.back() / framesPerSecond);
}

}  // namespace

std::string timecode(Ticks time, int framesPerSecond) {
  const Ticks seconds = time / kTicksPerSecond;
  const Ticks frames = time % kTicksPerSecond / ticksPerFrame(framesPerSecond);
  char text[32];
  if (seconds < 60)
    std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(seconds), static_cast<int>(frames));
  else
    std::snprintf(text, sizeof text, "%d:%02d:%02d", static_cast<int>(seconds / 60), static_cast<int>(seconds % 60),
                  static_cast<int>(frames));
  return text;
}

std::optional<Ticks> parseTimecode(std::string_view raw, int framesPerSecond) {
  std::string text = trimmed(raw);
  if (text.empty()) return {};
  if (text.find(':') != std::string::npos) return fromParts(text, framesPerSecond);
  for (char& c : text)
    if (c == ',') c = '.';
  if (text.back() == 'f') {
    const auto frames = wholeOf(trimmed(std::string_view(text).substr(0, text.size() - 1)));
    return frames ? fromSeconds(*frames / framesPerSecond) : std::nullopt;
  }
  if (text.back() == 's') text = trimmed(std::string_view(text).substr(0, text.size() - 1));
  const auto seconds = numberOf(text);
  return seconds ? fromSeconds(*seconds) : std::nullopt;
}

}  // namespace mien
