#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/record/output_store.h"
#include "core/record/record.h"
#include "core/record/reviewer.h"

namespace CLI {
class App;
}

namespace mien {

/// The user's record. Errors: as Record::open.
Result<Record> openRecord();

/// Errors: Input (no such file, or a folder).
Result<void> checkIsThere(const std::string& file);

/// What names a face or a photograph in the record: 64 hex digits or a drawn face's key as they stand, the key of what
/// is called "seed:7" or "seed:7@0.6", else the digest of the file of that name. Errors: Usage (no such seed), Input
/// (no such file), Disk.
Result<std::string> keyFrom(const std::string& text);

/// A day of local time, as UTC in ms since 1970.
struct Day {
  std::int64_t begin = 0;
  std::int64_t end = 0;  ///< of the next one's beginning
};
/// "2026-11-30". Errors: Usage.
Result<Day> dayFrom(const std::string& text);
/// "2026-11-30 14:05" in local time; "-" for none.
std::string localTime(std::int64_t ms);
/// "2026-11-30"
std::string localDay(std::int64_t ms);

/// --face, --model, --networks, --policy, --from, --until: what outputs are chosen by.
struct ChoiceArguments {
  std::string face, model, networks, policy, from, until;
};
void addChoiceOptions(CLI::App& command, ChoiceArguments& choice);
/// The same as a query, with file names and dates read. Errors: Usage, Disk.
Result<OutputQuery> queryFrom(const ChoiceArguments& choice);

/// --passphrase-file
void addPassphraseOption(CLI::App& command, std::string& file);
enum class Passphrase { Known, New };
/// The first line of `file` ("-": of stdin). Without one it is asked for at the terminal, a new one twice, or read from
/// stdin where there is none. `of`: whose, for the prompt. Errors: Input (no such file), Disk, Usage (the two differ).
Result<std::string> readPassphrase(const std::string& file, const std::string& of,
                                   Passphrase which = Passphrase::Known);

/// --as NAME and a file with the passphrase: who signs for a change of what outputs are judged by.
struct SignerArguments {
  std::string name, passphraseFile;
};
void addSignerOptions(CLI::App& command, SignerArguments& signer, const char* fileOption = "--passphrase-file");
/// Nobody without a name. Errors: as readPassphrase() and ReviewerStore::unlock(); Input where that fails because her
/// row was altered or taken out, with what leads on.
Result<std::optional<UnlockedReviewer>> signerFrom(const Record& record, const SignerArguments& signer);

inline const UnlockedReviewer* pointerTo(const std::optional<UnlockedReviewer>& reviewer) {
  return reviewer ? &*reviewer : nullptr;
}

nlohmann::json toJson(const OutputSummary& output);

}  // namespace mien
