#pragma once
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace mien {

struct JsonLimits {
  std::size_t maxBytes = 64 << 10;
  int maxDepth = 8;  ///< of nested objects and arrays
};

/// JSON from strangers: one document, no duplicate keys, no bytes after it, no comments, no NaN or infinity, and no
/// more than the limits allow. The error is a phrase without a full stop, e.g. "it has the key \"id\" twice".
tl::expected<nlohmann::json, std::string> parseStrictJson(std::string_view text, const JsonLimits& limits = {});

}  // namespace mien
