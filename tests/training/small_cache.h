#pragma once
#include <filesystem>

namespace mien::training {

/// Writes a training cache of `train` + `val` faces: noise, with one face's landmarks in every picture.
void writeSmallCache(const std::filesystem::path& folder, int train, int val);

}  // namespace mien::training
