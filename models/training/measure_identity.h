#pragma once
#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "core/model/judging_modules.h"
#include "models/training/cache.h"
#include "models/training/teachers.h"

namespace mien::training {

/// How well the network agrees with its teacher on faces of `val`.
struct IdentityAgreement {
  double error = 0;        ///< mean Euclidean distance between both embeddings of the same clean crop
  double correlation = 0;  ///< Pearson's, of both networks' distances: pairs of different faces and spoiled copies
};
IdentityAgreement identityAgreement(nets::Identity& net, const IdentityTeacher& teacher, const FaceCache& cache,
                                    int64_t faces);

/// By what the network's embeddings are to be multiplied so that as many different people (3 % of the pairs, which is
/// where the customary threshold lies) are as near to one another as the teacher sees them. Regression shrinks: what
/// the network is unsure of it moves to the middle. Measured on faces of `train`.
double missingScale(nets::Identity& net, const IdentityTeacher& teacher, const FaceCache& cache);

/// Measures the pack `identity` of `models` on all faces of `val` against its teacher, and on the second
/// photographs among the studio portraits of `faces`, and writes the report that writeCard reads. Throws
/// std::runtime_error with one sentence.
void measureIdentity(const std::filesystem::path& models, const std::filesystem::path& cache,
                     const std::filesystem::path& faces, const std::filesystem::path& teachers,
                     const std::filesystem::path& report);

}  // namespace mien::training
