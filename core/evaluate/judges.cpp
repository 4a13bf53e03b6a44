#include "core/evaluate/judges.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect/face.hpp>
#include <stdexcept>

#include "core/base/digest.h"
#include "core/evaluate/squeezenet.h"
#include "core/model/safetensors.h"

namespace mien {
namespace {

constexpr const char* kFinderFile = "yunet-2022mar.onnx";
constexpr const char* kIdentityFile = "identity-dlib-resnet.onnx";
constexpr const char* kPerceptualFile = "squeezenet11.safetensors";

constexpr CropTemplate kIdentityCrop{0.343F, 0.324F};
constexpr int kIdentitySide = 150;
constexpr int kFinderSide = 320;
constexpr float kFinderScore = 0.6F;
constexpr int kPerceptualSide = 224;

cv::Mat view(const Image8& picture) {
  assert(picture.channels() == 3);
  return {picture.height(), picture.width(), CV_8UC3, const_cast<std::uint8_t*>(picture.data())};
}

/// 1×3×H×W of an interleaved float picture.
cv::Mat planes(const cv::Mat& picture) {
  return cv::dnn::blobFromImage(picture);
}

/// A weight as OpenCV's layers take it. Throws when the file has none of this name.
cv::Mat matrix(const SafeTensors& file, const std::string& name) {
  const TensorView* tensor = file.find(name);
  if (tensor == nullptr) throw std::runtime_error("it has no tensor " + name);
  std::vector<int> shape(tensor->shape.begin(), tensor->shape.end());
  if (shape.size() == 1) shape.insert(shape.begin(), 1);
  std::vector<float> values = toFloats(*tensor);
  if (values.empty()) throw std::runtime_error(name + " holds no floats");
  return cv::Mat(shape, CV_32F, values.data()).clone();
}

PerceptualFeatures::Tap unitTap(const cv::Mat& blob) {
  const int channels = blob.size[1];
  const int positions = blob.size[2] * blob.size[3];
  const cv::Mat in(channels, positions, CV_32F, const_cast<float*>(blob.ptr<float>()));
  cv::Mat squares;
  cv::reduce(in.mul(in), squares, 0, cv::REDUCE_SUM);
  cv::sqrt(squares, squares);
  squares += 1e-10F;
  PerceptualFeatures::Tap tap{channels, positions, std::vector<float>(static_cast<std::size_t>(channels * positions))};
  cv::Mat out(channels, positions, CV_32F, tap.values.data());
  for (int c = 0; c < channels; ++c) out.row(c) = in.row(c) / squares;
  return tap;
}

double squaredDistance(std::span<const float> a, std::span<const float> b) {
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double d = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    squares += d * d;
  }
  return squares;
}

class TeacherJudges final : public Judges {
 public:
  std::optional<FivePoints> find(const Image8& picture) override {
    const double scale = std::min(1.0, static_cast<double>(kFinderSide) / std::max(picture.width(), picture.height()));
    cv::Mat small;
    cv::resize(view(picture), small, {}, scale, scale, cv::INTER_AREA);
    cv::cvtColor(small, small, cv::COLOR_RGB2BGR);
    finder_->setInputSize(small.size());
    cv::Mat faces;
    finder_->detect(small, faces);
    if (faces.rows == 0) return std::nullopt;
    int best = 0;
    for (int i = 1; i < faces.rows; ++i) best = faces.at<float>(i, 14) > faces.at<float>(best, 14) ? i : best;
    const auto back = static_cast<float>(1 / scale);
    const auto point = [&](int i) {
      return Point{faces.at<float>(best, 4 + 2 * i) * back, faces.at<float>(best, 5 + 2 * i) * back};
    };
    return FivePoints{point(0), point(1), point(2), point(3), point(4)};
  }

  Embedding identity(const Image8& picture, const FivePoints& points) override {
    const Similarity s = cropFromFivePoints(points, kIdentityCrop).scaled(kIdentitySide);
    const cv::Matx23f affine(s.a, -s.b, s.tx, s.b, s.a, s.ty);
    cv::Mat crop;
    cv::warpAffine(view(picture), crop, affine, {kIdentitySide, kIdentitySide}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    crop.convertTo(crop, CV_32F);
    identity_.setInput(planes(crop));
    const cv::Mat out = identity_.forward();
    Embedding identity{};
    assert(out.total() == identity.size());
    std::copy_n(out.ptr<float>(), identity.size(), identity.begin());
    return identity;
  }

  PerceptualFeatures features(const Image8& picture) override {
    cv::Mat small;
    const bool shrinks = picture.width() > kPerceptualSide;
    cv::resize(view(picture), small, {kPerceptualSide, kPerceptualSide}, 0, 0,
               shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    small.convertTo(small, CV_32F, 1 / 255.0);
    cv::subtract(small, cv::Scalar(0.485, 0.456, 0.406), small);
    cv::divide(small, cv::Scalar(0.229, 0.224, 0.225), small);
    perceptual_.setInput(planes(small));
    std::vector<std::string> layers(kPerceptualTaps.begin(), kPerceptualTaps.end());
    layers.push_back(kPooledLayer);
    std::vector<cv::Mat> out;
    perceptual_.forward(out, layers);

    PerceptualFeatures features;
    for (std::size_t i = 0; i < kPerceptualTaps.size(); ++i) features.taps.push_back(unitTap(out[i]));
    const cv::Mat& last = out.back();
    const cv::Mat flat(last.size[1], last.size[2] * last.size[3], CV_32F, const_cast<float*>(last.ptr<float>()));
    cv::Mat pooled;
    cv::reduce(flat, pooled, 1, cv::REDUCE_AVG);
    features.pooled.assign(pooled.ptr<float>(), pooled.ptr<float>() + pooled.rows);
    return features;
  }

  std::vector<std::array<std::string, 2>> files() const override { return files_; }

  /// Throws cv::Exception for a file that is no such network.
  Result<void> load(const std::filesystem::path& folder) {
    for (const char* name : {kFinderFile, kIdentityFile, kPerceptualFile}) {
      auto digest = sha256HexOfFile(folder / name);
      if (!digest) return tl::unexpected(digest.error());
      files_.push_back({name, *digest});
    }
    const auto weights = SafeTensors::open(folder / kPerceptualFile);
    if (!weights) return tl::unexpected(weights.error());
    finder_ = cv::FaceDetectorYN::create((folder / kFinderFile).string(), "", {kFinderSide, kFinderSide}, kFinderScore);
    identity_ = cv::dnn::readNetFromONNX((folder / kIdentityFile).string());
    perceptual_ = squeezeNet([&](const std::string& name) { return matrix(*weights, name); });
    return {};
  }

 private:
  cv::Ptr<cv::FaceDetectorYN> finder_;
  cv::dnn::Net identity_;
  cv::dnn::Net perceptual_;
  std::vector<std::array<std::string, 2>> files_;
};

}  // namespace

double perceptualDistance(const PerceptualFeatures& a, const PerceptualFeatures& b) {
  assert(a.taps.size() == b.taps.size());
  double sum = 0;
  for (std::size_t t = 0; t < a.taps.size(); ++t) {
    const PerceptualFeatures::Tap& x = a.taps[t];
    const PerceptualFeatures::Tap& y = b.taps[t];
    assert(x.values.size() == y.values.size());
    sum += squaredDistance(x.values, y.values) / x.positions;
  }
  return sum;
}

Result<std::unique_ptr<Judges>> openJudges(const std::filesystem::path& folder) {
  auto judges = std::make_unique<TeacherJudges>();
  try {
    if (auto loaded = judges->load(folder); !loaded) return tl::unexpected(loaded.error());
  } catch (const std::exception& e) {
    return fail(ErrorKind::Input, "A judge network in " + folder.string() + " can't be used (" + e.what() +
                                      "); give the unaltered teachers' folder.");
  }
  return judges;
}

}  // namespace mien
