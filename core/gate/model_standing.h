#pragma once
#include <string>

#include "core/record/record.h"

namespace mien {

/// What the record says of a model's packs, the one answer for opening it and for letting its outputs leave: Blocked
/// where one was recalled; else a sentence of warning where one is retired, or nothing. `modelHash`: of an engine, or
/// of the judging networks. Errors: also as the record. Thread: the record's.
Result<std::string> checkStanding(const Record& record, const std::string& modelHash);

/// The same for whoever has no connection, and a warning alone: what is recalled says so elsewhere. Empty where the
/// record can't be read: nothing leaves then.
std::string warningOf(const std::filesystem::path& recordFile, const std::string& modelHash);

}  // namespace mien
