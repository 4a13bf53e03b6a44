#include "core/photo/sheet.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

namespace mien {
namespace {

constexpr std::int64_t kMostSide = 16'383;  ///< what every format of ours can hold
constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;

std::uint8_t over(int value, int alpha, int ground) {
  return static_cast<std::uint8_t>((value * alpha + ground * (255 - alpha) + 127) / 255);
}

/// One pixel onto the sheet: laid over its background, or with its alpha where there is none.
void lay(const std::uint8_t* from, int channels, std::uint8_t* to, int sheetChannels) {
  const int alpha = channels == 4 ? from[3] : 255;
  for (int c = 0; c < 3; ++c) to[c] = sheetChannels == 4 ? from[c] : over(from[c], alpha, to[c]);
  if (sheetChannels == 4) to[3] = static_cast<std::uint8_t>(alpha);
}

/// Readable, but not louder than the pictures; on unknown ground a grey that is seen on black and on white.
std::uint8_t inkOn(const std::optional<std::array<std::uint8_t, 3>>& ground) {
  if (!ground) return 128;
  return (*ground)[0] + (*ground)[1] + (*ground)[2] > 384 ? 70 : 185;
}

}  // namespace

Result<SheetSize> sizeOf(const SheetLayout& layout) {
  if (layout.frameWidth < 1 || layout.frameHeight < 1 || layout.count < 1 || layout.columns < 0 || layout.gap < 0 ||
      layout.captionHeight < 0) {
    return fail(ErrorKind::Usage, "A sheet needs at least one frame, and no negative columns or gaps.");
  }
  const int asked = layout.columns == 0 ? static_cast<int>(std::ceil(std::sqrt(layout.count))) : layout.columns;
  const int columns = std::min(asked, layout.count);
  const std::int64_t rows = (std::int64_t{layout.count} + columns - 1) / columns;
  const auto side = [&](std::int64_t frames, std::int64_t size) { return frames * (size + layout.gap) + layout.gap; };
  const std::int64_t width = side(columns, layout.frameWidth);
  const std::int64_t height = side(rows, std::int64_t{layout.frameHeight} + layout.captionHeight);
  if (width > kMostSide || height > kMostSide) {
    return fail(ErrorKind::Usage, "The sheet would have " + std::to_string(width) + " x " + std::to_string(height) +
                                      " pixels, more than 16383 a side: choose fewer or smaller frames.");
  }
  return SheetSize{columns, static_cast<int>(rows), static_cast<int>(width), static_cast<int>(height)};
}

Result<Sheet> Sheet::make(const SheetLayout& asked) {
  const auto size = sizeOf(asked);
  if (!size) return tl::unexpected(size.error());
  SheetLayout layout = asked;
  layout.columns = size->columns;
  Image8 pixels(size->width, size->height, layout.background ? 3 : 4);
  if (layout.background) {
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels.data()[i] = (*layout.background)[i % 3];
  }
  return Sheet(layout, std::move(pixels));
}

std::pair<int, int> Sheet::cornerOf(int index) const {
  return {layout_.gap + index % layout_.columns * (layout_.frameWidth + layout_.gap),
          layout_.gap + index / layout_.columns * (layout_.frameHeight + layout_.captionHeight + layout_.gap)};
}

Result<void> Sheet::put(int index, const Image8& frame) {
  if (index < 0 || index >= layout_.count || frame.width() != layout_.frameWidth ||
      frame.height() != layout_.frameHeight || frame.channels() < 3) {
    return fail(ErrorKind::Internal, "A frame does not fit its sheet: please report the command you gave.");
  }
  const auto [left, top] = cornerOf(index);
  for (int y = 0; y < frame.height(); ++y) {
    for (int x = 0; x < frame.width(); ++x) {
      lay(frame.row(y) + x * frame.channels(), frame.channels(), pixels_.row(top + y) + (left + x) * pixels_.channels(),
          pixels_.channels());
    }
  }
  return {};
}

void Sheet::caption(int index, const std::string& text) {
  if (index < 0 || index >= layout_.count || layout_.captionHeight < 1) return;
  // The letters' coverage, which is laid on as any transparent frame is.
  cv::Mat letters = cv::Mat::zeros(layout_.captionHeight, layout_.frameWidth, CV_8UC1);
  double scale = cv::getFontScaleFromHeight(kFont, std::max(6, layout_.captionHeight * 2 / 5));
  int below = 0;
  cv::Size size = cv::getTextSize(text, kFont, scale, 1, &below);
  if (size.width > layout_.frameWidth) {
    scale *= static_cast<double>(layout_.frameWidth) / size.width;
    size = cv::getTextSize(text, kFont, scale, 1, &below);
  }
  cv::putText(letters, text, {(letters.cols - size.width) / 2, (letters.rows + size.height) / 2}, kFont, scale, 255, 1,
              cv::LINE_AA);
  const std::uint8_t ink = inkOn(layout_.background);
  const auto [left, top] = cornerOf(index);
  for (int y = 0; y < letters.rows; ++y) {
    for (int x = 0; x < letters.cols; ++x) {
      const std::uint8_t pixel[4] = {ink, ink, ink, letters.at<std::uint8_t>(y, x)};
      lay(pixel, 4, pixels_.row(top + layout_.frameHeight + y) + (left + x) * pixels_.channels(), pixels_.channels());
    }
  }
}

std::string spriteJson(const Sheet& sheet, double fps) {
  const SheetLayout& l = sheet.layout();
  const nlohmann::json json{{"schema", 1},          {"frame", {{"width", l.frameWidth}, {"height", l.frameHeight}}},
                            {"columns", l.columns}, {"rows", sheet.rows()},
                            {"count", l.count},     {"fps", fps}};
  return json.dump(2) + "\n";
}

}  // namespace mien
