#include "core/blend/paste.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/blend/aligned_face.h"
#include "core/blend/mat_view.h"
#include "core/blend/matte.h"
#include "core/photo/crop.h"

namespace mien {
namespace {

/// The photo seen through the crop, as Blender::align() saw it: a large photo is halved from where the window begins,
/// so that through another one its pixels would be others.
ImageF groundOf(const Image8& photo, const Similarity& toCrop, int size) {
  const int side = paddedSize(size);
  const Image8 padded = withSoftBeyond(cropPhoto(photo, toCrop, kPaddedWindow, side));
  const int margin = (side - size) / 2;
  const cv::Mat whole(side, side, CV_8UC3, const_cast<std::uint8_t*>(padded.data()));
  ImageF ground(size, size, 3);
  cv::Mat to = view(ground);
  whole(cv::Rect(margin, margin, size, size)).convertTo(to, CV_32F, 1.0 / 255);
  return ground;
}

}  // namespace

Image8 pasteBack(const Image8& photo, const ImageF& crop, const Landmarks& landmarks, const Similarity& toCrop,
                 std::optional<Covers> covers) {
  const int size = crop.width();
  const ImageF matte = faceMatte(meshFor(landmarks), size);

  // The ground that the face must meet is the photo seen through the same crop.
  const ImageF ground = groundOf(photo, toCrop, size);
  ImageF face = crop;
  matchColour(face, ground, matte);
  if (covers) layCovers(face, *std::move(covers));

  // Only what changed travels back: at an untouched face the photo stays as it is, to the bit.
  const cv::Mat change = view(face) - view(ground);
  cv::Mat weight;
  const cv::Mat m(size, size, CV_32F, const_cast<float*>(matte.data()));
  cv::merge(std::vector<cv::Mat>{m, m, m}, weight);
  cv::Mat delta = change.mul(weight);

  // A face that is smaller in the photograph is made smaller first, or every few pixels one would be taken.
  constexpr float kMuchSmaller = 1.5F;
  const float finer = toCrop.scaled(static_cast<float>(size)).scale();
  const int side = finer > kMuchSmaller ? std::max(1, cvRound(static_cast<float>(size) / finer)) : size;
  if (side < size) cv::resize(delta, delta, {side, side}, 0, 0, cv::INTER_AREA);
  const Similarity toPixels = toCrop.scaled(static_cast<float>(side));
  // From centres of the photo's pixels to centres of the crop's.
  const cv::Matx23f map(toPixels.a, -toPixels.b, toPixels.tx + 0.5F * (toPixels.a - toPixels.b) - 0.5F,  //
                        toPixels.b, toPixels.a, toPixels.ty + 0.5F * (toPixels.a + toPixels.b) - 0.5F);
  Image8 out = photo;
  const Similarity back = toCrop.inverse();
  std::vector<cv::Point2f> corners;
  for (const Point p : {Point{0, 0}, Point{1, 0}, Point{0, 1}, Point{1, 1}}) corners.emplace_back(back(p).x, back(p).y);
  const cv::Rect box = cv::boundingRect(corners) & cv::Rect(0, 0, photo.width(), photo.height());
  if (box.empty()) return out;
  const cv::Matx23f inBox(
      map(0, 0), map(0, 1), map(0, 2) + map(0, 0) * static_cast<float>(box.x) + map(0, 1) * static_cast<float>(box.y),
      map(1, 0), map(1, 1), map(1, 2) + map(1, 0) * static_cast<float>(box.x) + map(1, 1) * static_cast<float>(box.y));
  cv::Mat placed;
  cv::warpAffine(delta, placed, inBox, box.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT);
  cv::Mat whole(out.height(), out.width(), CV_8UC3, out.data());
  cv::Mat part = whole(box);
  cv::Mat sum;
  part.convertTo(sum, CV_32F, 1.0 / 255);
  sum += placed;
  sum.convertTo(part, CV_8U, 255);
  return out;
}

}  // namespace mien
