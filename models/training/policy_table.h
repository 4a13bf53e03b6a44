#pragma once
#include <filesystem>
#include <string>

namespace mien::training {

/// What the policy says of photographs that should pass: a paragraph and a table by rule, in Markdown, from the report
/// of `mien check --json` over them. Consent, which only a person can give, is left aside. Throws std::runtime_error
/// with one sentence.
std::string policyTable(const std::filesystem::path& check);

}  // namespace mien::training
