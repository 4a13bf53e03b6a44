#include "core/photo/sheet.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace mien {
namespace {

constexpr std::int64_t kMostSide = 16'383;  ///< what every format of ours can hold

std::uint8_t over(int value, int alpha, int ground) {
  return static_cast<std::uint8_t>((value * alpha + ground * (255 - alpha) + 127) / 255);
}

/// One pixel onto the sheet: laid over its background, or with its alpha where there is none.
void lay(const std::uint8_t* from, int channels, std::uint8_t* to, int sheetChannels) {
  const int alpha = channels == 4 ? from[3] : 255;
  for (int c = 0; c < 3; ++c) to[c] = sheetChannels == 4 ? from[c] : over(from[c], alpha, to[c]);
  if (sheetChannels == 4) to[3] = static_cast<std::uint8_t>(alpha);
}

}  // namespace

Result<Sheet> Sheet::make(const SheetLayout& asked) {
  SheetLayout layout = asked;
  if (layout.frameWidth < 1 || layout.frameHeight < 1 || layout.count < 1 || layout.columns < 0 || layout.gap < 0) {
    return fail(ErrorKind::Usage, "A sheet needs at least one frame, and no negative columns or gaps.");
  }
  if (layout.columns == 0) layout.columns = static_cast<int>(std::ceil(std::sqrt(layout.count)));
  layout.columns = std::min(layout.columns, layout.count);
  const std::int64_t rows = (std::int64_t{layout.count} + layout.columns - 1) / layout.columns;
  const auto side = [&](std::int64_t frames, std::int64_t size) { return frames * (size + layout.gap) + layout.gap; };
  const std::int64_t width = side(layout.columns, layout.frameWidth);
  const std::int64_t height = side(rows, layout.frameHeight);
  if (width > kMostSide || height > kMostSide) {
    return fail(ErrorKind::Usage, "The sheet would have " + std::to_string(width) + " x " + std::to_string(height) +
                                      " pixels, more than 16383 a side: choose fewer or smaller frames.");
  }
  Image8 pixels(static_cast<int>(width), static_cast<int>(height), layout.background ? 3 : 4);
  if (layout.background) {
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels.data()[i] = (*layout.background)[i % 3];
  }
  return Sheet(layout, std::move(pixels));
}

Result<void> Sheet::put(int index, const Image8& frame) {
  if (index < 0 || index >= layout_.count || frame.width() != layout_.frameWidth ||
      frame.height() != layout_.frameHeight || frame.channels() < 3) {
    return fail(ErrorKind::Internal, "A frame does not fit its sheet: please report the command you gave.");
  }
  const int left = layout_.gap + index % layout_.columns * (layout_.frameWidth + layout_.gap);
  const int top = layout_.gap + index / layout_.columns * (layout_.frameHeight + layout_.gap);
  for (int y = 0; y < frame.height(); ++y) {
    for (int x = 0; x < frame.width(); ++x) {
      lay(frame.row(y) + x * frame.channels(), frame.channels(), pixels_.row(top + y) + (left + x) * pixels_.channels(),
          pixels_.channels());
    }
  }
  return {};
}

std::string spriteJson(const Sheet& sheet, double fps) {
  const SheetLayout& l = sheet.layout();
  const nlohmann::json json{{"schema", 1},          {"frame", {{"width", l.frameWidth}, {"height", l.frameHeight}}},
                            {"columns", l.columns}, {"rows", sheet.rows()},
                            {"count", l.count},     {"fps", fps}};
  return json.dump(2) + "\n";
}

}  // namespace mien
