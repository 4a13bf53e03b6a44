#include "core/model/finding_networks.h"

#include "core/model/fill_network.h"
#include "core/model/inference.h"
#include "core/model/networks.h"

namespace mien {

struct FinderNetwork::Impl {
  nets::Finder net;
  torch::Device device = torch::kCPU;
};
FinderNetwork::FinderNetwork() : impl_(std::make_unique<Impl>()) {}
FinderNetwork::~FinderNetwork() = default;

Result<std::unique_ptr<FinderNetwork>> FinderNetwork::load(const Pack& pack, const Device& device) {
  std::unique_ptr<FinderNetwork> network(new FinderNetwork);
  network->impl_->device = torchDevice(device);
  if (auto done = fillNetwork(network->impl_->net, pack, PackKind::Finder, network->impl_->device); !done)
    return tl::unexpected(done.error());
  return network;
}

std::vector<Proposal> FinderNetwork::run(const Image8& picture, float threshold) {
  const Inference guard(impl_->device);
  const torch::Tensor out = impl_->net(toTensor(picture).to(impl_->device)).squeeze(0).to(torch::kCPU).contiguous();
  const auto cell = out.accessor<float, 3>();
  std::vector<Proposal> proposals;
  constexpr auto stride = static_cast<float>(nets::FinderImpl::kStride);
  for (int y = 0; y < out.size(1); ++y) {
    for (int x = 0; x < out.size(2); ++x) {
      const float score = 1 / (1 + std::exp(-cell[0][y][x]));
      if (score < threshold) continue;
      Proposal p;
      p.score = score;
      p.eyeDistance = std::exp(cell[1][y][x]) * static_cast<float>(nets::FinderImpl::kTypicalEyes);
      const Point centre{(static_cast<float>(x) + 0.5F) * stride, (static_cast<float>(y) + 0.5F) * stride};
      const auto point = [&](int k) {
        return centre + Point{cell[2 + 2 * k][y][x], cell[3 + 2 * k][y][x]} * p.eyeDistance;
      };
      p.points = {point(0), point(1), point(2), point(3), point(4)};
      proposals.push_back(p);
    }
  }
  return proposals;
}

struct LandmarkNetwork::Impl {
  nets::Landmarker net;
  torch::Device device = torch::kCPU;
};
LandmarkNetwork::LandmarkNetwork() : impl_(std::make_unique<Impl>()) {}
LandmarkNetwork::~LandmarkNetwork() = default;

int LandmarkNetwork::side() {
  return nets::LandmarkerImpl::kSide;
}
CropTemplate LandmarkNetwork::crop() {
  return {static_cast<float>(nets::LandmarkerImpl::kEyeDistance), static_cast<float>(nets::LandmarkerImpl::kEyeLine)};
}

Result<std::unique_ptr<LandmarkNetwork>> LandmarkNetwork::load(const Pack& pack, const Device& device) {
  std::unique_ptr<LandmarkNetwork> network(new LandmarkNetwork);
  network->impl_->device = torchDevice(device);
  if (auto done = fillNetwork(network->impl_->net, pack, PackKind::Landmarker, network->impl_->device); !done)
    return tl::unexpected(done.error());
  return network;
}

std::vector<LandmarkNetwork::Output> LandmarkNetwork::run(const std::vector<Image8>& crops) {
  const Inference guard(impl_->device);
  if (crops.empty()) return {};
  const torch::Tensor out = impl_->net(batchOf(crops).to(impl_->device)).to(torch::kCPU).contiguous();
  const auto row = out.accessor<float, 2>();
  std::vector<Output> results(crops.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto of = row[static_cast<int64_t>(i)];
    for (std::size_t k = 0; k < results[i].points.size(); ++k) {
      const auto at = 2 * static_cast<int64_t>(k);
      results[i].points[k] = {of[at], of[at + 1]};
    }
    results[i].score = 1 / (1 + std::exp(-of[136]));
  }
  return results;
}

}  // namespace mien
