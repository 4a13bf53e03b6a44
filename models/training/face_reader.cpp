#include "models/training/face_reader.h"

#include "models/training/from_pack.h"
#include "models/training/sampling.h"

namespace mien::training {

torch::Tensor genderLabels(const FaceCache& cache) {
  torch::Tensor labels = torch::zeros({cache.size()});
  for (int64_t i = 0; i < cache.size(); ++i) {
    const std::string& group = cache.groups()[static_cast<std::size_t>(i)];
    if (group.ends_with(",Female")) labels[i] = 1;
    if (group.ends_with(",Male")) labels[i] = -1;
  }
  return labels;
}

GenderReading fitGenderReading(const FaceCache& cache) {
  constexpr double kRidge = 1e-3;
  const torch::Tensor all = genderLabels(cache).index_select(0, cache.train());
  const torch::Tensor labelled = torch::nonzero(all).flatten();
  const torch::Tensor y = all.index_select(0, labelled);
  const torch::Tensor x = cache.identity().index_select(0, cache.train().index_select(0, labelled));
  const torch::Tensor mean = x.mean(0);
  const torch::Tensor centred = x - mean;
  const torch::Tensor gram =
      centred.t().matmul(centred) / static_cast<double>(x.size(0)) + kRidge * torch::eye(x.size(1));
  const torch::Tensor w =
      torch::linalg_solve(gram, centred.t().matmul((y - y.mean()).unsqueeze(1)) / static_cast<double>(x.size(0)), true)
          .squeeze(1);
  return {w, y.mean() - mean.dot(w)};
}

torch::Tensor photographMeasures(const FaceCache& cache, const torch::Tensor& index, const GenderReading& gender,
                                 const SkinMeasures& skin) {
  const torch::Tensor labels = genderLabels(cache).index_select(0, index);
  const torch::Tensor guess = gender(cache.identity().index_select(0, index)).sign();
  const torch::Tensor known = torch::where(labels == 0, guess, labels);
  const torch::Tensor shape = shapeMeasures(cache.cropLandmarks().index_select(0, index));
  std::vector<torch::Tensor> skins;
  constexpr int64_t kBatch = 128;
  for (int64_t i = 0; i < index.size(0); i += kBatch)
    skins.push_back(
        skin(DrawnFaces::photographs(cache, index.narrow(0, i, std::min(kBatch, index.size(0) - i))).textures));
  return torch::cat({cache.ages().index_select(0, index).unsqueeze(1), known.unsqueeze(1), shape, torch::cat(skins)},
                    1);
}

FaceReader::FaceReader(const std::filesystem::path& models, const std::filesystem::path& teachers, DrawnFaces& faces,
                       GenderReading gender)
    : faces_(faces), skin_(faces.canonical()), gender_(std::move(gender)), identity_(teachers, torch::kCPU) {
  startFrom(*landmarker_, models / "landmarks" / "weights.safetensors");
  startFrom(*judge_, models / "judge" / "weights.safetensors");
  landmarker_->eval();
  judge_->eval();
}

torch::Tensor FaceReader::judged(const DrawnFaces::Faces& faces) {
  return judge_(faces_.crops(faces, nets::JudgeImpl::kEyeDistance, nets::JudgeImpl::kEyeLine, nets::JudgeImpl::kSide));
}

torch::Tensor FaceReader::faceOf(const DrawnFaces::Faces& faces) {
  const torch::NoGradGuard guard;
  return torch::sigmoid(judged(faces).select(1, 0));
}

FaceReader::Readings FaceReader::read(const DrawnFaces::Faces& faces) {
  const torch::NoGradGuard guard;
  using Points = nets::LandmarkerImpl;
  const torch::Tensor judge = judged(faces);
  const torch::Tensor found =
      landmarker_(faces_.crops(faces, Points::kEyeDistance, Points::kEyeLine, Points::kSide)).narrow(1, 0, 136);
  // Into the crop that codes are made of.
  constexpr double kEyes = 0.32;
  constexpr double kEyeLine = 0.40;
  const torch::Tensor inCrop = found.reshape({-1, 68, 2});
  const torch::Tensor landmarks = fitSimilarities(fivePointsOf(inCrop), cropTemplate(kEyes, kEyeLine)).apply(inCrop);
  using Person = nets::IdentityImpl;
  const torch::Tensor identity =
      identity_.embed(faces_.crops(faces, Person::kEyeDistance, Person::kEyeLine, Person::kSide));
  return {
      torch::cat(
          {judge.narrow(1, 1, 1), gender_(identity).unsqueeze(1), shapeMeasures(landmarks), skin_(faces.textures)}, 1),
      identity, torch::sigmoid(judge.select(1, 0)), landmarks};
}

}  // namespace mien::training
