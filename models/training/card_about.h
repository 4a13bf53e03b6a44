#pragma once
#include <string>
#include <vector>

namespace mien::training {

/// One line of a table of figures.
struct Line {
  const char* words;
  const char* figure;  ///< JSON pointer below "all" or a group
  enum Unit { Plain, Share } unit = Plain;
};

/// What a reader should know of each pack before the figures.
struct About {
  const char* words;
  const char* limits;
  std::vector<Line> lines;
};

/// What the card of the pack `name` says in words, and which figures. Throws std::runtime_error for a name without one.
About aboutOf(const std::string& name);

/// A section of the card: the commands that make the pack anew.
std::string howToRetrain(const std::string& name);

/// Of a portrait pack, where the report was made with the witness.
std::vector<Line> witnessLines();

}  // namespace mien::training
