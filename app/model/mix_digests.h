#pragma once
#include <QString>
#include <string>
#include <vector>

#include "app/document/mix_document.h"

namespace mien {

/// By which an output of the mix that is shown goes in the record, whatever size, place and ground it was exported
/// with: SHA-256 of its recipes, and of its timeline's films. Only when the document is complete. Thread: the window's.
std::vector<std::string> digestsOfMix(const MixDocument& document, const EngineInfo& engine);

/// The same of a recipe or timeline (JSON), in one line with spaces between.
QString digestsOf(const std::string& recipe);

}  // namespace mien
