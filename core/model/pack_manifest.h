#pragma once
// model.json as text; private to core/model.
#include "core/model/pack.h"

namespace mien {

/// Throws JsonRefused.
PackManifest manifestFromJson(std::string_view text);

/// Sorted keys, indented for people.
std::string manifestToJson(const PackManifest& manifest);

/// See Pack::hash().
std::string packHash(const PackManifest& manifest);

}  // namespace mien
