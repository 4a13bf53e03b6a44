#include "core/blend/kept.h"

#include <cmath>

namespace mien {
namespace {

float dot(const Landmarks& a, const Landmarks& b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i].x * b[i].x + a[i].y * b[i].y;
  return sum;
}

void add(Landmarks& to, const Landmarks& from, float times) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] = to[i] + from[i] * times;
}

void normalise(Landmarks& change) {
  const float length = std::sqrt(dot(change, change));
  if (length > 0)
    for (Point& p : change) p = p * (1 / length);
}

/// What of a change differs between the two halves of the face.
Landmarks asymmetric(const Landmarks& change) {
  Landmarks out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Point other = change[static_cast<std::size_t>(kMirroredLandmarks[i])];
    out[i] = (change[i] - Point{-other.x, other.y}) * 0.5F;
  }
  return out;
}

/// The direction in which the changes vary most (power iteration).
Landmarks strongest(const std::vector<Landmarks>& changes) {
  Landmarks way = changes.front();
  for (const Landmarks& change : changes)
    if (dot(change, change) > dot(way, way)) way = change;
  normalise(way);
  for (int i = 0; i < 60; ++i) {
    Landmarks next{};
    for (const Landmarks& change : changes) add(next, change, dot(change, way));
    normalise(next);
    way = next;
  }
  return way;
}

/// Points `first` to before `end`, without where their middle lies.
Landmarks part(const Landmarks& all, std::size_t first, std::size_t end) {
  Landmarks out{};
  Point middle;
  for (std::size_t i = first; i < end; ++i) middle = middle + all[i];
  middle = middle * (1 / static_cast<float>(end - first));
  for (std::size_t i = first; i < end; ++i) out[i] = all[i] - middle;
  return out;
}

struct Expression {
  std::size_t first, end;  ///< the points that show how far it goes
  Landmarks change;        ///< of all points
};

Landmarks moving(std::initializer_list<std::pair<std::size_t, Point>> points) {
  Landmarks change{};
  for (const auto& [i, by] : points) change[i] = by;
  return change;
}

const std::array<Expression, 4>& expressions() {
  static const std::array<Expression, 4> all{{
      // The mouth opens: the lower lip goes down, and half as far the chin.
      {48, 68,
       moving({{55, {0, 0.6F}},
               {56, {0, 0.9F}},
               {57, {0, 1}},
               {58, {0, 0.9F}},
               {59, {0, 0.6F}},
               {65, {0, 0.9F}},
               {66, {0, 1}},
               {67, {0, 0.9F}},
               {5, {0, 0.15F}},
               {6, {0, 0.35F}},
               {7, {0, 0.5F}},
               {8, {0, 0.55F}},
               {9, {0, 0.5F}},
               {10, {0, 0.35F}},
               {11, {0, 0.15F}}})},
      // The smile: its corners go out and up.
      {48, 68,
       moving({{48, {-1, -0.6F}},
               {60, {-0.9F, -0.5F}},
               {49, {-0.5F, -0.1F}},
               {59, {-0.5F, -0.1F}},
               {54, {1, -0.6F}},
               {64, {0.9F, -0.5F}},
               {53, {0.5F, -0.1F}},
               {55, {0.5F, -0.1F}}})},
      // Right and left eye open alike.
      {36, 42, moving({{37, {0, -1}}, {38, {0, -1}}, {40, {0, 0.4F}}, {41, {0, 0.4F}}})},
      {42, 48, moving({{43, {0, -1}}, {44, {0, -1}}, {46, {0, 0.4F}}, {47, {0, 0.4F}}})},
  }};
  return all;
}

/// Least squares of `wanted` by two changes.
std::array<float, 2> amounts(const Landmarks& a, const Landmarks& b, const Landmarks& wanted) {
  const float aa = dot(a, a);
  const float bb = dot(b, b);
  const float ab = dot(a, b);
  const float determinant = aa * bb - ab * ab;
  if (determinant < 1e-12F) return {0, 0};
  const float wa = dot(wanted, a);
  const float wb = dot(wanted, b);
  return {(wa * bb - wb * ab) / determinant, (wb * aa - wa * ab) / determinant};
}

}  // namespace

ShapeChanges::ShapeChanges(const std::function<Landmarks(const std::vector<float>&)>& decode, int size) {
  const std::vector<float> mean(static_cast<std::size_t>(size), 0.0F);
  const Landmarks middle = decode(mean);
  std::vector<Landmarks> changes;
  for (std::size_t k = 0; k < mean.size(); ++k) {
    std::vector<float> code = mean;
    code[k] = 1;
    Landmarks change = decode(code);
    add(change, middle, -1);
    changes.push_back(asymmetric(change));
  }
  Landmarks& yaw = pose_[0];
  Landmarks& pitch = pose_[1];
  yaw = strongest(changes);
  for (std::size_t i = 0; i < yaw.size(); ++i) pitch[i] = {0, yaw[i].x};
  normalise(pitch);
}

Landmarks ShapeChanges::withPose(const Landmarks& mix, const Landmarks& keeper) const {
  Landmarks difference = keeper;
  add(difference, mix, -1);
  const auto [yaw, pitch] = amounts(pose_[0], pose_[1], difference);
  Landmarks out = mix;
  add(out, pose_[0], yaw);
  add(out, pose_[1], pitch);
  return out;
}

Landmarks ShapeChanges::withExpression(const Landmarks& mix, const Landmarks& keeper) {
  Landmarks out = mix;
  const auto& [open, smile, right, left] = expressions();
  const auto difference = [&](std::size_t first, std::size_t end) {
    Landmarks d = part(keeper, first, end);
    add(d, part(mix, first, end), -1);
    return d;
  };
  const Landmarks mouth = difference(open.first, open.end);
  const auto [opened, smiled] =
      amounts(part(open.change, open.first, open.end), part(smile.change, smile.first, smile.end), mouth);
  add(out, open.change, opened);
  add(out, smile.change, smiled);
  float lids = 0;
  for (const Expression* eye : {&right, &left}) {
    const Landmarks change = part(eye->change, eye->first, eye->end);
    lids += dot(difference(eye->first, eye->end), change) / dot(change, change) / 2;
  }
  add(out, right.change, lids);
  add(out, left.change, lids);
  return out;
}

}  // namespace mien
