#pragma once
// model.json as text; private to core/model.
#include "core/model/pack.h"

namespace mien {

/// Throws JsonRefused.
PackManifest manifestFromJson(std::string_view text);

/// Sorted keys, indented for people.
std::string manifestToJson(const PackManifest& manifest);

/// FOLDER/model.json alone, without a look at the weights. Errors: as Pack::load.
Result<PackManifest> readManifest(const std::filesystem::path& folder);

/// See Pack::hash().
std::string packHash(const PackManifest& manifest);

/// See Pack::latentsHash().
std::string hashOfLatents(const PackManifest& manifest);

}  // namespace mien
