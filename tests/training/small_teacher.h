#pragma once
#include <filesystem>

namespace mien::training {

/// Writes an identity teacher of random weights into `folder`, in the real one's format.
void writeSmallTeacher(const std::filesystem::path& folder);

/// A perceptual teacher likewise.
void writeSmallPerceptualTeacher(const std::filesystem::path& folder);

}  // namespace mien::training
