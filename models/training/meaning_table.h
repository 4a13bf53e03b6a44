#pragma once
#include <filesystem>
#include <string>

namespace mien::training {

/// How far the number that says whether a blend means something tells good ones from bad ones: a paragraph and a table
/// by kind of blend, in Markdown, from the report of `mien evaluate`. Throws std::runtime_error with one sentence.
std::string meaningTable(const std::filesystem::path& evaluation);

}  // namespace mien::training
