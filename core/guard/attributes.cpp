#include "core/guard/attributes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/guard/look_of_picture.h"

namespace mien {
namespace {

constexpr std::array kAttributes{
    AttributeInfo{"age", "years", "our judge network", &FaceAttributes::age, 1},
    AttributeInfo{"skin_tone", "degrees", "individual typology angle of cheeks and forehead in CIELAB",
                  &FaceAttributes::skinTone, 1},
    AttributeInfo{"luma", "", "mean BT.709 luma within the face's outline, 0..1", &FaceAttributes::luma, 3},
    AttributeInfo{"yaw", "eye distances", "nose tip beside the middle between the eyes, from landmarks",
                  &FaceAttributes::yaw, 3},
    AttributeInfo{"smile", "mouth widths", "corners of the mouth above the middle of the lips, from landmarks",
                  &FaceAttributes::smile, 3},
    AttributeInfo{"mouth_open", "eye distances", "gap of the inner lips, from landmarks", &FaceAttributes::mouthOpen,
                  3},
    AttributeInfo{"eyes_open", "eye widths", "height by width of both eyes, from landmarks", &FaceAttributes::eyesOpen,
                  3},
};

// The judge network was taught by adults: bands are of adults, and wide, since it is 6.8 years off on average.
constexpr std::array kAgeBands{Band{"0-17", 0}, Band{"18-29", 18}, Band{"30-44", 30}, Band{"45-59", 45},
                               Band{"60+", 60}};
constexpr std::array kSkinTones{Band{"dark", -90},        Band{"brown", -30}, Band{"tan", 10},
                                Band{"intermediate", 28}, Band{"light", 41},  Band{"very light", 55}};

double dot(Point a, Point b) {
  return static_cast<double>(a.x) * static_cast<double>(b.x) + static_cast<double>(a.y) * static_cast<double>(b.y);
}

Point middle(const Landmarks& points, std::initializer_list<std::size_t> which) {
  Point sum;
  for (const std::size_t i : which) sum = sum + points.at(i);
  return sum * (1.0F / static_cast<float>(which.size()));
}

double median(std::vector<float>& values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  return static_cast<double>(*half);
}

cv::Mat rgbOf(const Image8& picture) {
  cv::Mat all(picture.height(), picture.width(), CV_8UC(picture.channels()), const_cast<std::uint8_t*>(picture.data()));
  if (picture.channels() == 3) return all;
  cv::Mat rgb;
  cv::cvtColor(all, rgb, cv::COLOR_RGBA2RGB);
  return rgb;
}

/// Two cheeks and the forehead: where beard, brows, lips and the nose's shine are not.
cv::Mat skinPatches(const cv::Mat& picture, const Landmarks& landmarks) {
  const FivePoints five = fivePoints(landmarks);
  const Point axis = five.leftEye - five.rightEye;
  const float eyes = std::max(1.0F, distance(five.leftEye, five.rightEye));
  const Point up{axis.y, -axis.x};
  cv::Mat mask = cv::Mat::zeros(picture.size(), CV_8U);
  const auto disc = [&](Point centre, float radius) {
    // Never outside: a mask without a pixel has no median.
    const int x = std::clamp(static_cast<int>(centre.x), 0, picture.cols - 1);
    const int y = std::clamp(static_cast<int>(centre.y), 0, picture.rows - 1);
    cv::circle(mask, {x, y}, static_cast<int>(radius * eyes), 255, cv::FILLED);
  };
  disc(middle(landmarks, {2, 31, 41, 48}), 0.13F);
  disc(middle(landmarks, {14, 35, 46, 54}), 0.13F);
  disc(middle(landmarks, {21, 22}) + up * 0.33F, 0.15F);
  return mask;
}

/// Of the middle pixel by lightness and by yellowness: a lock of hair or a highlight does not move it.
double skinToneOf(const cv::Mat& rgb, const Landmarks& landmarks) {
  const cv::Mat mask = skinPatches(rgb, landmarks);
  std::vector<cv::Vec3b> skin;
  for (int y = 0; y < rgb.rows; ++y)
    for (int x = 0; x < rgb.cols; ++x)
      if (mask.at<std::uint8_t>(y, x) != 0) skin.push_back(rgb.at<cv::Vec3b>(y, x));
  cv::Mat scaled;
  cv::Mat(skin).convertTo(scaled, CV_32FC3, 1.0 / 255);
  cv::Mat lab;
  cv::cvtColor(scaled, lab, cv::COLOR_RGB2Lab);
  std::vector<float> lightness;
  std::vector<float> yellowness;
  for (int i = 0; i < lab.rows; ++i) {
    const auto& one = lab.at<cv::Vec3f>(i, 0);
    lightness.push_back(one[0]);
    yellowness.push_back(one[2]);
  }
  return individualTypologyAngle(median(lightness), median(yellowness));
}

double lumaOf(const cv::Mat& rgb, const Landmarks& landmarks) {
  std::vector<cv::Point> outline;
  for (std::size_t i = 0; i < 27; ++i)
    outline.emplace_back(static_cast<int>(landmarks.at(i).x), static_cast<int>(landmarks.at(i).y));
  std::vector<cv::Point> hull;
  cv::convexHull(outline, hull);
  cv::Mat mask = cv::Mat::zeros(rgb.size(), CV_8U);
  cv::fillConvexPoly(mask, hull, 255);
  const cv::Scalar mean = cv::mean(rgb, mask);
  return (0.2126 * mean[0] + 0.7152 * mean[1] + 0.0722 * mean[2]) / 255;
}

double smileOf(const Landmarks& landmarks) {
  const Point mouth = landmarks[54] - landmarks[48];
  const Point down{-mouth.y, mouth.x};
  const Point lips = middle(landmarks, {51, 57, 62, 66}) - middle(landmarks, {48, 54});
  return dot(lips, down) / std::max(1e-12, dot(mouth, mouth));
}

/// The eye aspect ratio of Soukupová and Čech (2016).
double eyesOpenOf(const Landmarks& landmarks) {
  const auto openness = [&](std::size_t first) {
    const auto gap = [&](std::size_t a, std::size_t b) {
      return static_cast<double>(distance(landmarks.at(first + a), landmarks.at(first + b)));
    };
    return (gap(1, 5) + gap(2, 4)) / (2 * std::max(1e-6, gap(0, 3)));
  };
  return (openness(36) + openness(42)) / 2;
}

}  // namespace

std::span<const AttributeInfo> attributeList() {
  return kAttributes;
}

std::span<const Band> ageBands() {
  return kAgeBands;
}

std::span<const Band> skinToneClasses() {
  return kSkinTones;
}

std::string_view bandOf(std::span<const Band> bands, double value) {
  const auto above = std::find_if(bands.begin(), bands.end(), [&](const Band& b) { return b.from > value; });
  return above == bands.begin() ? above->name : std::prev(above)->name;
}

double individualTypologyAngle(double lightness, double b) {
  // Bluish skin, in coloured light, has no angle of its own: it stays at the end of the scale.
  return std::atan2(lightness - 50, std::max(b, 0.0)) * 180 / std::numbers::pi;
}

FaceAttributes attributesOf(const Image8& picture, const Landmarks& landmarks, double age) {
  const cv::Mat rgb = rgbOf(picture);
  FaceAttributes a{.age = age,
                   .skinTone = skinToneOf(rgb, landmarks),
                   .luma = lumaOf(rgb, landmarks),
                   .yaw = yawOf(landmarks),
                   .smile = smileOf(landmarks),
                   .mouthOpen = mouthGapOf(landmarks),
                   .eyesOpen = eyesOpenOf(landmarks)};
  for (const AttributeInfo& info : kAttributes) {
    const double scale = std::pow(10.0, info.decimals);
    double& value = a.*info.value;
    value = std::round(value * scale) / scale + 0.0;  // −0 becomes 0
  }
  return a;
}

}  // namespace mien
