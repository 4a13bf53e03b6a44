#pragma once
#include "models/training/face_reader.h"
#include "models/training/fit_directions.h"

namespace mien::training {

/// What moving along axes does to drawn faces, measured on the pictures.
class Effects {
 public:
  /// `base`: codes of faces whose pictures give the measures' units.
  Effects(DrawnFaces& faces, FaceReader& reader, const torch::Tensor& base, Covariates covariates);

  /// All measures and covariates of drawn faces, in standard deviations, N×(10 + covariates).
  torch::Tensor standardised(const FaceReader::Readings& readings) const;
  /// For each axis, half the mean difference between steps of +1 and −1 from these codes: A×(10 + covariates).
  torch::Tensor of(const torch::Tensor& axes, const torch::Tensor& codes);

  DrawnFaces& faces() { return faces_; }
  FaceReader& reader() { return reader_; }
  /// Of the ten measures, among the base faces.
  const Spread& spread() const { return spread_; }

 private:
  DrawnFaces& faces_;
  FaceReader& reader_;
  Covariates covariates_;
  Spread spread_, covariateSpread_;
};

/// Mean over these faces of JᵀJ, J being how the pixels of the upright picture (64², the face counting more than what
/// surrounds it) change with each element of the code: D×D.
torch::Tensor pixelMetric(DrawnFaces& faces, const torch::Tensor& codes);

/// Two decimals, one row a line.
void printMatrix(const torch::Tensor& m);

}  // namespace mien::training
