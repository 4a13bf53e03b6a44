#pragma once
#include <QString>
#include <string>
#include <vector>

#include "app/document/mix_document.h"
#include "core/record/output.h"
#include "core/record/record.h"

namespace mien {

/// By which an output of the mix that is shown goes in the record, whatever size, place and ground it was exported
/// with: SHA-256 of its recipes, and of its timeline's films. Only when the document is complete. Thread: the window's.
std::vector<std::string> digestsOfMix(const MixDocument& document, const EngineInfo& engine);

/// The same of a recipe or timeline (JSON), in one line with spaces between.
QString digestsOf(const std::string& recipe);
/// Those in such a line.
std::vector<std::string> digestsIn(const QString& line);

/// The newest output of any of these; none: its id is 0. Errors: Disk and Input as the record. Thread: the record's.
Result<OutputSummary> newestMade(const Record& record, const std::vector<std::string>& digests);

}  // namespace mien
