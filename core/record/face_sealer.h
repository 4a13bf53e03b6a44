#pragma once
#include <filesystem>
#include <functional>
#include <string>

namespace mien {

/// A Sealer (core/project/sealer.h) by the key of this record, which is made where it is missing: what it seals,
/// another record does not know. Seals nothing while the key can't be used. Any thread.
std::function<std::string(const std::string& digest)> faceSealer(std::filesystem::path recordFile);

}  // namespace mien
