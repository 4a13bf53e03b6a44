#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace mien::training {

/// Which set each photograph is of, as FOLDER/manifest.csv calls it ("fairface", "sfhq", …), in the order of its rows,
/// which is the training cache's. Throws std::runtime_error with one sentence.
std::vector<std::string> sourcesOf(const std::filesystem::path& faces);

}  // namespace mien::training
