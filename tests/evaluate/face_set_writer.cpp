#include "tests/evaluate/face_set_writer.h"

#include <array>
#include <cmath>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "tests/evaluate/tar_writer.h"

using mien::Landmarks;
using mien::Point;

namespace {

constexpr int kSide = 200;
constexpr Point kRightEye{72, 80};
constexpr Point kLeftEye{128, 80};

std::string jpegOf(const DrawnPhoto& photo) {
  cv::Mat picture(kSide, kSide, CV_8UC3, cv::Scalar(photo.blue, photo.green, photo.red));
  cv::ellipse(picture, {100, 105}, {70, 90}, 0, 0, 360, cv::Scalar(150, 180, 210), cv::FILLED);
  for (const Point& eye : {kRightEye, kLeftEye}) {
    cv::circle(picture, {static_cast<int>(eye.x), static_cast<int>(eye.y)}, 7, cv::Scalar(40, 40, 40), cv::FILLED);
  }
  std::vector<unsigned char> bytes;
  cv::imencode(".jpg", picture, bytes, {cv::IMWRITE_JPEG_QUALITY, 95});
  return {bytes.begin(), bytes.end()};
}

void append(std::string& bytes, const float* values, std::size_t count) {
  bytes.append(reinterpret_cast<const char*>(values), count * sizeof(float));
}

}  // namespace

Landmarks drawnLandmarks() {
  Landmarks face{};
  const auto arc = [&face](std::size_t from, std::size_t count, Point middle, float rx, float ry, float start,
                           float end) {
    for (std::size_t i = 0; i < count; ++i) {
      const float angle = start + (end - start) * static_cast<float>(i) / static_cast<float>(count - 1);
      face[from + i] = middle + Point{rx * std::cos(angle), ry * std::sin(angle)};
    }
  };
  constexpr float kPi = 3.14159265F;
  arc(0, 17, {100, 95}, 68, 88, kPi, 0);       // jaw
  arc(17, 5, {72, 72}, 20, 12, kPi, 2 * kPi);  // brows
  arc(22, 5, {128, 72}, 20, 12, kPi, 2 * kPi);
  for (std::size_t i = 0; i < 4; ++i) face[27 + i] = {100, 84 + 9 * static_cast<float>(i)};
  arc(31, 5, {100, 114}, 12, 4, kPi, 0);  // nostrils
  arc(36, 6, kRightEye, 10, 5, kPi, 2 * kPi + 2.0F);
  arc(42, 6, kLeftEye, 10, 5, kPi, 2 * kPi + 2.0F);
  arc(48, 12, {100, 145}, 24, 10, kPi, 3 * kPi - 0.5F);  // lips
  arc(60, 8, {100, 145}, 18, 4, kPi, 3 * kPi - 0.8F);
  return face;
}

void writeFaceSet(const std::filesystem::path& folder, const std::vector<DrawnPhoto>& photos) {
  std::ofstream manifest(folder / "manifest.csv", std::ios::binary);
  manifest << "shard,name,source,split,age,gender,race,width,height\n";
  TarWriter tar;
  std::array<std::string, 3> tensors;
  const Landmarks landmarks = drawnLandmarks();
  const mien::FivePoints five = fivePoints(landmarks);
  for (const DrawnPhoto& photo : photos) {
    manifest << "faces-00.tar," << photo.name << ',' << photo.source << ',' << photo.split << ",20-29," << photo.gender
             << ',' << photo.race << ',' << kSide << ',' << kSide << '\n';
    tar.member(photo.name, jpegOf(photo));
    append(tensors[0], &five.rightEye.x, 10);
    append(tensors[1], &landmarks[0].x, 136);
    std::array<float, 128> identity{static_cast<float>(photo.red) / 255, static_cast<float>(photo.green) / 255,
                                    static_cast<float>(photo.blue) / 255};
    append(tensors[2], identity.data(), identity.size());
  }
  std::ofstream(folder / "faces-00.tar", std::ios::binary) << tar.end().bytes;

  const std::string n = std::to_string(photos.size());
  std::size_t at = 0;
  std::string header = "{";
  const std::array<std::pair<const char*, const char*>, 3> entries{
      {{"landmarks5", ",5,2]"}, {"landmarks68", ",68,2]"}, {"identity", ",128]"}}};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    header += std::string(i == 0 ? "" : ",") + '"' + entries[i].first + R"(":{"dtype":"F32","shape":[)" + n +
              entries[i].second + R"(,"data_offsets":[)" + std::to_string(at) + "," +
              std::to_string(at + tensors[i].size()) + "]}";
    at += tensors[i].size();
  }
  header += "}";
  header.resize((header.size() + 7) / 8 * 8, ' ');
  std::ofstream labels(folder / "labels.safetensors", std::ios::binary);
  const std::uint64_t length = header.size();
  labels.write(reinterpret_cast<const char*>(&length), sizeof(length));
  labels << header << tensors[0] << tensors[1] << tensors[2];
}
