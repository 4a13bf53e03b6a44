#pragma once
#include <string_view>

namespace mien {

/// Whether a photograph (SHA-256 of its file) is one of the sample faces that Mien ships with: they were drawn from the
/// model and are nobody's, so they need no consent.
bool isSampleFace(std::string_view digest);

}  // namespace mien
