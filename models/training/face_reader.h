#pragma once
#include "core/model/judging_modules.h"
#include "models/training/drawn_faces.h"
#include "models/training/face_measures.h"
#include "models/training/teachers.h"

namespace mien::training {

/// Gender as the identity teacher's embedding shows it: a linear reading, +1 where the labels say female and −1 male.
struct GenderReading {
  torch::Tensor weights;  ///< 128
  torch::Tensor offset;   ///< a number
  torch::Tensor operator()(const torch::Tensor& identity) const { return identity.matmul(weights) + offset; }
};

/// Fitted on the train split's labelled faces.
GenderReading fitGenderReading(const FaceCache& cache);

/// What the face set labels: +1 female, −1 male, 0 where it does not say. N.
torch::Tensor genderLabels(const FaceCache& cache);

/// The train or val photographs' own measures, N×10 (see kMeasures): age from the age teacher, gender from the labels
/// (where there are none, from the reading's sign), shape from the landmarks, skin from the pixels.
torch::Tensor photographMeasures(const FaceCache& cache, const torch::Tensor& index, const GenderReading& gender,
                                 const SkinMeasures& skin);

/// Measures drawn faces by looking at the picture alone: landmarks by the landmark network, age and whether it is a
/// face by the judge network, gender and identity by the identity teacher.
class FaceReader {
 public:
  /// Throws std::runtime_error with one sentence.
  FaceReader(const std::filesystem::path& models, const std::filesystem::path& teachers, DrawnFaces& faces,
             GenderReading gender);
  struct Readings {
    torch::Tensor measures;   ///< N×10
    torch::Tensor identity;   ///< N×128
    torch::Tensor face;       ///< N, 0..1
    torch::Tensor landmarks;  ///< N×68×2 as found in the picture, unit square of the crop of the faces' own landmarks
  };
  Readings read(const DrawnFaces::Faces& faces);
  /// N, 0..1: the judge alone.
  torch::Tensor faceOf(const DrawnFaces::Faces& faces);

 private:
  torch::Tensor judged(const DrawnFaces::Faces& faces);
  DrawnFaces& faces_;
  SkinMeasures skin_;
  GenderReading gender_;
  nets::Landmarker landmarker_;
  nets::Judge judge_;
  IdentityTeacher identity_;
};

}  // namespace mien::training
