#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/blend/timeline.h"
#include "core/photo/sheet.h"

namespace mien {

/// How a sheet looks, whatever it shows.
struct SheetLook {
  int columns = 0;                                        ///< 0: about as many as rows
  int gap = 16;                                           ///< px around the frames of a contact sheet
  std::optional<std::array<std::uint8_t, 3>> background;  ///< none: transparent
  bool captions = false;                                  ///< a line below every frame of a contact sheet
  bool sprite = false;  ///< no gaps and captions, and a file beside it that says where the frames are
};

/// What a sheet is made of: crops of one size.
struct SheetPlan {
  std::vector<Recipe> recipes;        ///< one a frame
  std::vector<std::string> captions;  ///< as many, or none
  SheetLayout layout;
  bool sprite = false;
  double framesPerSecond = 12;   ///< said of a sprite sheet
  std::optional<Timeline> film;  ///< whose frames they are; none: mixes of their own
};

/// The way from A to B in `steps` ≥ 2 equal shares, both faces included; captions are B's share.
SheetPlan planSteps(const Recipe& base, int steps, const SheetLook& look);

/// The way from face to face of `faces` (two at least, in this order) in `steps` ≥ 2 equal parts, the first and the
/// last included; what the mix gives others goes. Captions are whose shares.
SheetPlan planThrough(const std::vector<std::size_t>& faces, const Recipe& base, int steps, const SheetLook& look);

/// How many steps are usual from face to face of so many (two at least): eight, or as few more as give every face a
/// frame of its own.
int usualSteps(std::size_t faces);

/// `count` ≥ 1 variations of one mix, numbered from 1; `base` says how far they go. Captions are their numbers.
SheetPlan planVariations(const Recipe& base, int count, const SheetLook& look);

/// `frames` of a film at equal distances, the first and the last included, at most all; captions are their numbers and
/// times. A sprite sheet of them takes as long as the film.
SheetPlan planFilm(const Timeline& timeline, const Pace& pace, std::int64_t frames, const SheetLook& look);

}  // namespace mien
