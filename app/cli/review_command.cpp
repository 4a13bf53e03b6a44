#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/gate/approve.h"
#include "core/record/review_store.h"

namespace mien {
namespace {

struct Arguments {
  std::int64_t output = 0;
  std::string reviewer, passphraseFile, text;
  SignerArguments signer;  ///< for a change of who the reviewers are
  int rating = 0;
  std::string label;
};

using Step = std::function<Result<void>(const Record&, const Arguments&)>;

/// A step that a reviewer signs.
using SignedStep = std::function<Result<void>(const Record&, const UnlockedReviewer&, const Arguments&)>;

Step asReviewer(SignedStep step) {
  return [step = std::move(step)](const Record& record, const Arguments& a) -> Result<void> {
    const auto passphrase = readPassphrase(a.passphraseFile, a.reviewer);
    if (!passphrase) return tl::unexpected(passphrase.error());
    const auto reviewer = ReviewerStore(record).unlock(a.reviewer, *passphrase);
    if (!reviewer) return tl::unexpected(reviewer.error());
    return step(record, *reviewer, a);
  };
}

Result<void> addReviewer(const Record& record, const Arguments& a) {
  const auto signer = signerFrom(record, a.signer);
  if (!signer) return tl::unexpected(signer.error());
  if (auto may = mayChangeRules(record, pointerTo(*signer)); !may) return may;  // before somebody types in vain
  const auto passphrase = readPassphrase(a.passphraseFile, a.reviewer, Passphrase::New);
  if (!passphrase) return tl::unexpected(passphrase.error());
  const auto added = ReviewerStore(record).add(a.reviewer, *passphrase, pointerTo(*signer));
  if (!added) return tl::unexpected(added.error());
  std::printf("%s signs with %s\n", onOneLine(added->name).c_str(), added->publicKey.c_str());
  return {};
}

Result<void> retireReviewer(const Record& record, const Arguments& a) {
  const auto signer = signerFrom(record, a.signer);
  if (!signer) return tl::unexpected(signer.error());
  return ReviewerStore(record).retire(a.reviewer, pointerTo(*signer));
}

Result<void> listReviewers(const Record& record, bool json) {
  const auto reviewers = ReviewerStore(record).list();
  if (!reviewers) return tl::unexpected(reviewers.error());
  nlohmann::json all = nlohmann::json::array();
  for (const Reviewer& reviewer : *reviewers) {
    all.push_back({{"name", reviewer.name}, {"public_key", reviewer.publicKey}, {"made_ms", reviewer.made}});
    if (reviewer.retired) all.back()["retired_ms"] = *reviewer.retired;
    if (!json)
      std::printf("%-20s  %s%s\n", onOneLine(reviewer.name).c_str(), reviewer.publicKey.c_str(),
                  reviewer.retired ? "  retired" : "");
  }
  if (json) printReport({{"schema", 1}, {"reviewers", all}});
  return {};
}

Result<void> approve(const Record& record, const UnlockedReviewer& reviewer, const Arguments& a) {
  const auto state = approveOutput(record, a.output, reviewer, a.text);
  if (!state) return tl::unexpected(state.error());
  if (*state != OutputState::Approved) std::printf("Another reviewer must approve it too.\n");
  return {};
}

CLI::App* addStep(CLI::App& review, CommandRun& chosen, const std::shared_ptr<Arguments>& a, const char* name,
                  const char* about, const Step& step) {
  CLI::App* command = review.add_subcommand(name, about);
  command->callback([a, step, &chosen] {
    chosen = [a, step] {
      const auto record = openRecord();
      return record ? finish(step(*record, *a)) : tl::unexpected(record.error());
    };
  });
  return command;
}

void addOutputOption(CLI::App& command, Arguments& a) {
  command.add_option("id", a.output, "Number of the output, as found by mien history search")->required();
}

void addReviewerOptions(CLI::App& command, Arguments& a) {
  addOutputOption(command, a);
  command.add_option("--as", a.reviewer, "Name of the reviewer")->required();
  addPassphraseOption(command, a.passphraseFile);
}

}  // namespace

void addReviewCommand(CLI::App& app, CommandRun& chosen) {
  CLI::App* review = app.add_subcommand("review", "Flag, approve and reject outputs");
  review->require_subcommand(1);
  const auto a = std::make_shared<Arguments>();

  CLI::App* adding =
      addStep(*review, chosen, a, "add-reviewer", "Add a reviewer, with a key under a passphrase", addReviewer);
  adding->add_option("name", a->reviewer, "Name")->required();
  addPassphraseOption(*adding, a->passphraseFile);
  addSignerOptions(*adding, a->signer, "--as-passphrase-file");

  const auto json = std::make_shared<bool>(false);
  CLI::App* listing = addStep(*review, chosen, a, "reviewers", "List the reviewers",
                              [json](const Record& record, const Arguments&) { return listReviewers(record, *json); });
  listing->add_flag("--json", *json, "Print a report");

  CLI::App* retiring =
      addStep(*review, chosen, a, "retire", "Let a reviewer decide no more; what was decided stays", retireReviewer);
  retiring->add_option("name", a->reviewer, "Name")->required();
  addSignerOptions(*retiring, a->signer);

  CLI::App* flagging = addStep(
      *review, chosen, a, "flag", "Ask for a review; anybody may",
      [](const Record& record, const Arguments& given) { return ReviewStore(record).flag(given.output, given.text); });
  addOutputOption(*flagging, *a);
  flagging->add_option("--note", a->text, "Why");

  CLI::App* approving =
      addStep(*review, chosen, a, "approve", "Approve a flagged or recalled output", asReviewer(approve));
  addReviewerOptions(*approving, *a);
  approving->add_option("--reason", a->text, "Why; needed where the policy blocks and after a recall");

  CLI::App* rejecting =
      addStep(*review, chosen, a, "reject", "Reject a flagged output",
              asReviewer([](const Record& record, const UnlockedReviewer& reviewer, const Arguments& given) {
                return ReviewStore(record).reject(given.output, reviewer, given.text);
              }));
  addReviewerOptions(*rejecting, *a);
  rejecting->add_option("--reason", a->text, "Why");

  CLI::App* commenting =
      addStep(*review, chosen, a, "comment", "Say something about an output",
              asReviewer([](const Record& record, const UnlockedReviewer& reviewer, const Arguments& given) {
                return ReviewStore(record).comment(given.output, reviewer, given.text);
              }));
  addReviewerOptions(*commenting, *a);
  commenting->add_option("--text", a->text, "The comment")->required();

  CLI::App* rating =
      addStep(*review, chosen, a, "rate", "Give an output stars", [](const Record& record, const Arguments& given) {
        return OutputStore(record).setRating(given.output, given.rating);
      });
  addOutputOption(*rating, *a);
  rating->add_option("rating", a->rating, "0 (none) to 5")->required()->check(CLI::Range(0, 5));

  CLI::App* labelling =
      addStep(*review, chosen, a, "label", "Give an output a colour", [](const Record& record, const Arguments& given) {
        return OutputStore(record).setLabel(given.output, given.label == "none" ? "" : given.label);
      });
  addOutputOption(*labelling, *a);
  labelling->add_option("colour", a->label, "none, red, orange, yellow, green, blue, purple")->required();
}

}  // namespace mien
