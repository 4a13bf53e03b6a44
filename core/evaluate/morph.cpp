#include "core/evaluate/morph.h"

#include <array>
#include <opencv2/imgproc.hpp>

#include "core/blend/warp.h"

namespace mien {

Image8 LandmarkMorph::operator()(const Face& a, const Face& b, int size) const {
  const Mesh target = meshFor(mixedLandmarks(a.cropLandmarks(), b.cropLandmarks(), 0.5F));
  const std::array<Mesh, 2> sources{meshFor(a.cropLandmarks()), meshFor(b.cropLandmarks())};
  const std::vector<ImageF> maps = warpMaps(target, sources, triangles_, kCropWindow, size);
  Image8 mixed = sample(a.crop(), kCropWindow, maps[0]);
  const Image8 other = sample(b.crop(), kCropWindow, maps[1]);
  for (std::size_t i = 0; i < mixed.size(); ++i) {
    mixed.data()[i] = static_cast<std::uint8_t>((mixed.data()[i] + other.data()[i] + 1) / 2);
  }
  return mixed;
}

Image8 resized(const Image8& picture, int size) {
  if (picture.width() == size && picture.height() == size) return picture;
  const cv::Mat in(picture.height(), picture.width(), CV_8UC3, const_cast<std::uint8_t*>(picture.data()));
  Image8 out(size, size, 3);
  cv::Mat to(size, size, CV_8UC3, out.data());
  cv::resize(in, to, to.size(), 0, 0, picture.width() > size ? cv::INTER_AREA : cv::INTER_LINEAR);
  return out;
}

}  // namespace mien
