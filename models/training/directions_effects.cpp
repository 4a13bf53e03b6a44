#include "models/training/directions_effects.h"

#include <cstdio>

namespace mien::training {
namespace {

constexpr int64_t kBatch = 32;

/// 1 on the face, a twentieth around it; 64², roots, since they are multiplied with a difference.
torch::Tensor faceWeight(int64_t side) {
  const torch::Tensor axis = (torch::arange(side) + 0.5) / static_cast<double>(side);
  const torch::Tensor y = (axis - 0.56).view({-1, 1}) / 0.42;
  const torch::Tensor x = (axis - 0.5).view({1, -1}) / 0.36;
  return (0.05 + 0.95 * torch::sigmoid((1 - (x * x + y * y).sqrt()) * 14)).sqrt();
}

}  // namespace

Effects::Effects(DrawnFaces& faces, FaceReader& reader, const torch::Tensor& base, Covariates covariates)
    : faces_(faces), reader_(reader), covariates_(std::move(covariates)) {
  std::vector<torch::Tensor> measures;
  std::vector<torch::Tensor> identity;
  for (const torch::Tensor& part : base.split(kBatch)) {
    const auto readings = reader_.read(faces_.draw(part));
    measures.push_back(readings.measures);
    identity.push_back(readings.identity);
  }
  const torch::Tensor all = torch::cat(measures);
  const torch::Tensor alike = torch::ones({all.size(0)});
  spread_ = spreadOf(all, alike);
  const torch::Tensor named = spread_.standardised(all).narrow(1, 0, 2);
  covariateSpread_ = spreadOf(covariates_.scores(torch::cat(identity), named), alike);
}

torch::Tensor Effects::standardised(const FaceReader::Readings& r) const {
  const torch::Tensor own = spread_.standardised(r.measures);
  return torch::cat({own, covariateSpread_.standardised(covariates_.scores(r.identity, own.narrow(1, 0, 2)))}, 1);
}

torch::Tensor Effects::of(const torch::Tensor& axes, const torch::Tensor& codes) {
  std::vector<torch::Tensor> rows;
  for (const torch::Tensor& axis : axes.unbind(0)) {
    torch::Tensor sum = torch::zeros({});
    for (const torch::Tensor& part : codes.split(kBatch)) {
      const torch::Tensor up = standardised(reader_.read(faces_.draw(part + axis)));
      const torch::Tensor down = standardised(reader_.read(faces_.draw(part - axis)));
      sum = sum + (up - down).sum(0) / 2;
    }
    rows.push_back(sum / static_cast<double>(codes.size(0)));
  }
  return torch::stack(rows);
}

torch::Tensor pixelMetric(DrawnFaces& faces, const torch::Tensor& codes) {
  constexpr int64_t kSide = 64;
  constexpr double kStep = 0.5;
  const int64_t size = codes.size(1);
  const torch::Tensor weight = faceWeight(kSide);
  const auto look = [&](const torch::Tensor& z) {
    return (faces.crops(faces.draw(z), 0.32, 0.40, kSide) * weight).flatten(1);
  };
  torch::Tensor metric = torch::zeros({size, size});
  for (const torch::Tensor& code : codes.split(1)) {
    const torch::Tensor here = look(code);
    std::vector<torch::Tensor> rows;
    for (const torch::Tensor& steps : (kStep * torch::eye(size)).split(kBatch))
      rows.push_back((look(code + steps) - here) / kStep);
    const torch::Tensor jacobian = torch::cat(rows);
    metric += jacobian.matmul(jacobian.t());
  }
  return metric / static_cast<double>(codes.size(0));
}

void printMatrix(const torch::Tensor& m) {
  for (const torch::Tensor& row : m.unbind(0)) {
    for (const torch::Tensor& value : row.unbind(0)) std::printf(" %6.2f", value.item<double>());
    std::printf("\n");
  }
  std::fflush(stdout);
}

}  // namespace mien::training
