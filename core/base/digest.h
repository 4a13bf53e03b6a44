#pragma once
#include <filesystem>
#include <span>
#include <string>

#include "core/base/result.h"

namespace mien {

/// SHA-256 as 64 lower-case hex digits (FIPS 180-4; OpenSSL's libcrypto).
std::string sha256Hex(std::span<const std::uint8_t> bytes);

/// The same over a file, read in pieces. Errors: Disk.
Result<std::string> sha256HexOfFile(const std::filesystem::path& file);

}  // namespace mien
