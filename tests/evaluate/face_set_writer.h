#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/geometry.h"

/// A drawn face: an ellipse with eyes and mouth on plain ground, told apart by its colour. No photograph.
struct DrawnPhoto {
  std::string name, split, gender, race;
  int red = 0, green = 0, blue = 0;
  std::string source = "drawn";
};

/// Landmarks of every drawn face, px.
mien::Landmarks drawnLandmarks();

/// Writes a face set in the supplied sets' format: manifest.csv, labels.safetensors and faces-00.tar.
/// The identity label is (red, green, blue) ÷ 255 and zeros.
void writeFaceSet(const std::filesystem::path& folder, const std::vector<DrawnPhoto>& photos);
