#pragma once
// Of core/evaluate alone: this header pulls OpenCV in.
#include <array>
#include <functional>
#include <opencv2/dnn.hpp>
#include <string>

namespace mien {

/// SqueezeNet 1.1 (Iandola et al. 2016) up to fire9, built layer by layer because OpenCV reads no safetensors.
/// Input: 1×3×H×W RGB with ImageNet's mean and spread. `weight` gives a tensor by its torchvision-like name
/// ("conv1.weight", "fire2.squeeze1x1.bias", …).
cv::dnn::Net squeezeNet(const std::function<cv::Mat(const std::string&)>& weight);

/// The layers whose outputs the perceptual distance compares, and the one that is pooled for Fréchet distances.
inline const std::array<std::string, 4> kPerceptualTaps{"conv1.relu", "fire3", "fire5", "fire7"};
inline const std::string kPooledLayer = "fire9";

}  // namespace mien
