#pragma once
#include <QtTest>

#include "core/base/digest.h"
#include "core/blend/saved_face.h"
#include "core/photo/write.h"
#include "core/project/face_files.h"
#include "core/project/project_file.h"

/// Projects of drawn pictures, small enough to be kept.
namespace samples {

using Bytes = std::vector<std::uint8_t>;

inline mien::Image8 picture(int side, int shade) {
  mien::Image8 out(side, side, 3);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x)
      for (int c = 0; c < 3; ++c) out.at(x, y, c) = static_cast<std::uint8_t>((x * 7 + y * 5 + c * 40 + shade) % 256);
  return out;
}

/// Floats that have no short decimal.
inline mien::SavedFace savedFace(const mien::FaceRef& ref, int shade) {
  mien::SavedFace face;
  face.ref = ref;
  for (std::size_t i = 0; i < 68; ++i)
    face.landmarks[i] = {1.0F / static_cast<float>(i + 3), std::sqrt(static_cast<float>(i)) / 9};
  if (std::holds_alternative<mien::PhotoFaceRef>(ref)) face.toCrop = {1e-3F / 3, -2e-5F / 7, 0.1F, -0.7F};
  face.picture = picture(24, shade);
  face.latent = {std::string(64, 'c'), {0.1F, -1.0F / 3}, {std::nextafter(1.0F, 2.0F)}, {1e-30F, -12345.678F}};
  return face;
}

/// Face A from a photograph, face B drawn; a timeline with a track, two presets.
inline mien::Project project() {
  mien::Project p;
  p.modelId = "portrait";
  p.modelHash = std::string(64, 'a');
  p.holds = mien::Holds::Photographs;
  const Bytes photo{0xFF, 0xD8, 0xFF, 'n', 'o', ' ', 'r', 'e', 'a', 'l', ' ', 'o', 'n', 'e'};
  const mien::PhotoFaceRef a{mien::sha256Hex(photo), 1, mien::FivePoints{{1, 2}, {3, 4}, {5, 6}, {7, 8.25F}, {9, 10}}};
  const mien::DrawnFaceRef b{8};
  p.faces[0] = {a, "Ada ♥.png", photo.size(), std::make_shared<mien::FaceFiles>(*mien::packFace(savedFace(a, 1))),
                std::make_shared<Bytes>(photo)};
  p.faces[1] = {b, "Drawn face 8", 0, std::make_shared<mien::FaceFiles>(*mien::packFace(savedFace(b, 2))), nullptr};
  p.values = {{"mix", 0.25}, {"colour", 0.1}, {"detail", 0.5}, {"surroundings", 3}};
  p.timeline = mien::Timeline{};
  p.timeline->base = mien::baseRecipe(p);
  p.timeline->tracks = {{"mix", {{0, 0, mien::Easing::Linear, {}}, {600, 1, mien::Easing::Hold, {}}}}};
  p.presets = {{"Half way", {{"mix", 0.5}}}, {"Her colours", {{"mix", 0.75}, {"colour", 0}}}};
  p.view = R"({"playhead":300,"zoom":"fit"})";
  return p;
}

}  // namespace samples
