#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/record_arguments.h"
#include "core/record/authority.h"

namespace mien {
namespace {

Result<void> backup(const std::string& file, bool overwrite) {
  if (auto free = keepExisting(file, overwrite); !free) return free;
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  return record->backup(file);
}

/// With her key as the backup has it where the record has lost her row: else nobody could sign for bringing it back.
Result<std::optional<UnlockedReviewer>> signerFor(const Record& record, const std::string& backup,
                                                  const SignerArguments& as) {
  if (as.name.empty()) return std::nullopt;
  const auto passphrase = readPassphrase(as.passphraseFile, as.name);
  if (!passphrase) return tl::unexpected(passphrase.error());
  auto signer = ReviewerStore(record).unlock(as.name, *passphrase);
  if (signer) return signer;
  auto known = ReviewerStore::unlockFrom(backup, as.name, *passphrase);
  if (known) return known;
  // Where her row is the damage, what the record says of her is wrong.
  const auto lost = hasLostHerRow(record, as.name);
  return tl::unexpected(lost && *lost ? known.error() : signer.error());
}

Result<void> restore(const std::string& file, const SignerArguments& as) {
  if (auto there = checkIsThere(file); !there) return there;
  auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto signer = signerFor(*record, file, as);
  if (!signer) return tl::unexpected(signer.error());
  return record->restore(file, pointerTo(*signer));
}

}  // namespace

void addRecordCommand(CLI::App& app, CommandRun& chosen) {
  CLI::App* record = app.add_subcommand("record", "Keep a copy of the record, or put one back");
  record->require_subcommand(1);

  const auto to = std::make_shared<std::string>();
  const auto overwrite = std::make_shared<bool>(false);
  CLI::App* saving = record->add_subcommand("backup", "Write a checked copy; others may go on working");
  saving->add_option("file", *to, "Where to; the key and the anchor stay where they are")->required();
  saving->add_flag("--overwrite", *overwrite, "Replace a file that is there already");
  saving->callback([to, overwrite, &chosen] { chosen = [to, overwrite] { return finish(backup(*to, *overwrite)); }; });

  const auto from = std::make_shared<std::string>();
  CLI::App* restoring = record->add_subcommand("restore", "Replace the record by a backup; the history says so");
  restoring->add_option("file", *from, "The backup")->required();
  const auto signer = std::make_shared<SignerArguments>();
  addSignerOptions(*restoring, *signer);
  restoring->callback([from, signer, &chosen] { chosen = [from, signer] { return finish(restore(*from, *signer)); }; });
}

}  // namespace mien
