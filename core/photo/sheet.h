#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "core/base/image.h"
#include "core/base/result.h"

namespace mien {

/// How frames of one size lie on one picture: in rows, left to right and top to bottom.
struct SheetLayout {
  int frameWidth = 0, frameHeight = 0;                    ///< px
  int count = 0;                                          ///< of frames
  int columns = 0;                                        ///< 0: about as many as rows
  int gap = 0;                                            ///< px around every frame; a sprite sheet has none
  int captionHeight = 0;                                  ///< px below every frame for a line of text
  std::optional<std::array<std::uint8_t, 3>> background;  ///< none: transparent
};

struct SheetSize {
  int columns = 0, rows = 0;
  int width = 0, height = 0;  ///< px
};

/// Errors: Usage for a layout without frames, with a negative gap, or beyond 16,383 px a side.
Result<SheetSize> sizeOf(const SheetLayout& layout);

/// A contact sheet or a sprite sheet that is filled one frame at a time, so that only one frame need be in memory.
class Sheet {
 public:
  /// Errors: as sizeOf().
  static Result<Sheet> make(const SheetLayout& layout);

  /// Lays frame `index` (RGB or RGBA) in its place. Errors: Internal when it has another size or there is no such
  /// place.
  Result<void> put(int index, const Image8& frame);
  /// Writes a line of ASCII below frame `index`, in the middle, as large as the layout's captionHeight bears.
  void caption(int index, const std::string& text);

  const SheetLayout& layout() const { return layout_; }  ///< its columns are never 0
  int rows() const { return (layout_.count + layout_.columns - 1) / layout_.columns; }
  const Image8& pixels() const { return pixels_; }  ///< RGB, or RGBA without a background

 private:
  std::pair<int, int> cornerOf(int index) const;  ///< x, y of a frame, px
  Sheet(const SheetLayout& layout, Image8 pixels) : layout_(layout), pixels_(std::move(pixels)) {}
  SheetLayout layout_;
  Image8 pixels_;
};

/// What a game engine needs to cut a sheet without gaps and play it: {"schema", "frame": {"width", "height"},
/// "columns", "rows", "count", "fps"}.
std::string spriteJson(const Sheet& sheet, double fps);

}  // namespace mien
