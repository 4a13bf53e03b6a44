#pragma once
#include <span>
#include <string_view>

#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

/// What is measured of a face in a finished picture, for the labels of data sets. Each is rounded, so that a label and
/// the group that it falls into always agree.
struct FaceAttributes {
  double age = 0;        ///< apparent, years
  double skinTone = 0;   ///< individual typology angle, degrees: light skin has a large one
  double luma = 0;       ///< mean brightness of the face, 0..1
  double yaw = 0;        ///< how far the head is turned, in eye distances; 0 from the front, + to the picture's right
  double smile = 0;      ///< how far the mouth's corners lie above the middle of the lips, in mouth widths
  double mouthOpen = 0;  ///< gap of the inner lips, in eye distances
  double eyesOpen = 0;   ///< opening of the eyes by their width
  friend bool operator==(const FaceAttributes&, const FaceAttributes&) = default;
};

/// One of them, for tables and help. What is added to the list appears in labels and manifests.
struct AttributeInfo {
  const char* id;      ///< its column
  const char* unit;    ///< may be empty
  const char* source;  ///< by what it is measured
  double FaceAttributes::*value;
  int decimals;  ///< that it is rounded to
};
std::span<const AttributeInfo> attributeList();

/// A part of an attribute's range, from `from` up to the next one's.
struct Band {
  std::string_view name;
  double from;
};
/// Years, lowest first.
std::span<const Band> ageBands();
/// Degrees, lowest first: the six classes of Chardon, Cretois and Hourseau (1991).
std::span<const Band> skinToneClasses();
/// The band that holds `value`; below all of them the lowest.
std::string_view bandOf(std::span<const Band> bands, double value);

/// Measures what colour and geometry say. `landmarks` in px of `picture`, which is RGB or RGBA; `age` is the judge
/// network's, see Judge. Any thread.
FaceAttributes attributesOf(const Image8& picture, const Landmarks& landmarks, double age);

/// The individual typology angle of skin in CIELAB (D65): atan((L* − 50) / b*), degrees.
double individualTypologyAngle(double lightness, double b);

}  // namespace mien
