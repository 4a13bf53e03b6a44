#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/engine_options.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/base/atomic_file.h"
#include "core/gate/policy_in_force.h"
#include "core/record/history.h"

namespace mien {
namespace {

Result<Policy> inForce() {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  return policyInForce(*record);
}

Result<int> show(bool shipped) {
  if (shipped) {
    std::fputs(std::string(shippedPolicy()).c_str(), stdout);
    return 0;
  }
  const auto policy = inForce();
  if (!policy) return tl::unexpected(policy.error());
  std::fputs(toJson(*policy).c_str(), stdout);
  return 0;
}

Result<int> verify(const std::string& file) {
  const auto policy = file.empty() ? inForce() : readPolicy(file);
  if (!policy) return tl::unexpected(policy.error());
  std::printf("\"%s\" is sound: %zu rules, hash %s.\n", onOneLine(policy->name).c_str(), policy->rules.size(),
              policy->hash.c_str());
  return 0;
}

Result<int> explain(const std::string& id, bool json) {
  if (!id.empty() && findRule(id) == nullptr)
    return fail(ErrorKind::Usage, "There is no rule \"" + id + "\": mien policy explain lists all.");
  const auto policy = inForce();
  if (!policy) return tl::unexpected(policy.error());
  nlohmann::json list = nlohmann::json::array();
  for (const Rule& rule : rules()) {
    if (!id.empty() && id != rule.id) continue;
    const RuleSetting& setting = policy->rules.at(rule.id);
    const bool two = policy->approvals > 1 || setting.override == Override::TwoReviewers;
    const std::string appeal = appealOf(rule, false, two);
    list.push_back({{"rule", rule.id},
                    {"name", rule.name},
                    {"side", rule.side == RuleSide::Input ? "input" : "output"},
                    {"words", inWords(rule, setting)},
                    {"says", rule.words},
                    {"appeal", appeal},
                    {"override", toString(setting.override)},
                    {"comment", setting.comment}});
    if (json) continue;
    std::printf("%-13s %s\n              %s\n              Says: %s %s\n              May be overridden by: %s. %s\n",
                rule.id, rule.name, inWords(rule, setting).c_str(), rule.words, appeal.c_str(),
                std::string(toString(setting.override)).c_str(), setting.comment.c_str());
  }
  if (json) printReport({{"schema", 1}, {"policy", policy->name}, {"hash", policy->hash}, {"rules", list}});
  return 0;
}

Result<int> accept(const std::string& file, const SignerArguments& who) {
  const auto bytes = readFile(file, 64 << 10);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto signer = signerFrom(*record, who);
  if (!signer) return tl::unexpected(signer.error());
  const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  const auto policy = acceptPolicyText(*record, text, pointerTo(*signer));
  if (!policy && policy.error().kind == ErrorKind::Input)
    return fail(ErrorKind::Input, file + ": " + policy.error().message);
  if (!policy) return tl::unexpected(policy.error());
  std::printf("\"%s\" is in force from now on, hash %s.\n", onOneLine(policy->name).c_str(), policy->hash.c_str());
  return 0;
}

Result<int> acceptOtherNetworks(const EngineArguments& engine, const SignerArguments& who) {
  auto session = Session::open(engine);
  if (!session) return tl::unexpected(session.error());
  const auto keeper = session->gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const auto judge = (*keeper)->judge();
  if (!judge) return tl::unexpected(judge.error());
  if ((*judge)->isShipped())
    return fail(ErrorKind::Usage, "The judging networks are those that Mien came with: nothing needs to be accepted.");
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto signer = signerFrom(*record, who);
  if (!signer) return tl::unexpected(signer.error());
  if (auto done = acceptNetworks(*record, (*judge)->hash(), pointerTo(*signer)); !done)
    return tl::unexpected(done.error());
  std::printf("These judging networks count from now on, hash %s.\n", (*judge)->hash().c_str());
  return 0;
}

}  // namespace

void addPolicyCommand(CLI::App& app, CommandRun& chosen) {
  CLI::App* policy = app.add_subcommand("policy", "See, check and replace the policy that outputs are judged by");
  policy->require_subcommand(1);

  const auto shipped = std::make_shared<bool>(false);
  CLI::App* showing = policy->add_subcommand("show", "Print the policy in force");
  showing->add_flag("--shipped", *shipped, "The one that Mien ships with, to start from");
  showing->callback([shipped, &chosen] { chosen = [shipped] { return show(*shipped); }; });

  const auto checked = std::make_shared<std::string>();
  CLI::App* verifying = policy->add_subcommand("verify", "Check the policy in force, or a file");
  verifying->add_option("file", *checked, "Policy to check before it is accepted");
  verifying->callback([checked, &chosen] { chosen = [checked] { return verify(*checked); }; });

  const auto rule = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  CLI::App* explaining = policy->add_subcommand("explain", "Say in words what each rule does");
  explaining->add_option("rule", *rule, "Only this one");
  explaining->add_flag("--json", *json, "Print a report");
  explaining->callback([rule, json, &chosen] { chosen = [rule, json] { return explain(*rule, *json); }; });

  const auto accepted = std::make_shared<std::string>();
  CLI::App* accepting = policy->add_subcommand("accept", "Put a policy in force; the history says so for good");
  accepting->add_option("file", *accepted, "Policy (JSON)")->required();
  const auto who = std::make_shared<SignerArguments>();
  addSignerOptions(*accepting, *who);
  accepting->callback([accepted, who, &chosen] { chosen = [accepted, who] { return accept(*accepted, *who); }; });

  const auto engine = std::make_shared<EngineArguments>();
  CLI::App* networks = policy->add_subcommand(
      "accept-networks", "Let judging networks count that Mien did not come with; the history says so for good");
  addEngineOptions(*networks, *engine);
  addSignerOptions(*networks, *who);
  networks->callback([engine, who, &chosen] { chosen = [engine, who] { return acceptOtherNetworks(*engine, *who); }; });
}

}  // namespace mien
