#pragma once
#include <QString>
#include <string>
#include <vector>

#include "app/document/mix_document.h"

namespace mien {

/// By which an output of the mix that is shown goes in the record, whatever size, place and ground it was exported
/// with: SHA-256 of its recipes, and of its timeline's films. Only when the document is complete. Thread: the window's.
std::vector<std::string> digestsOfMix(const MixDocument& document, const EngineInfo& engine);

/// By which what was made of this recipe or timeline (JSON) goes in the record.
QString digestOf(const std::string& recipe);

}  // namespace mien
