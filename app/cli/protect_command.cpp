#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/engine_options.h"
#include "app/cli/output.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/gate/facts.h"
#include "core/gate/protection.h"

namespace mien {
namespace {

struct AddArguments {
  EngineArguments engine;
  std::string name, note;
  std::vector<std::string> photos;
};

Result<ProtectedPeople> peopleOf(const Result<Record>& record) {
  if (!record) return tl::unexpected(record.error());
  return ProtectedPeople::open(record->file().parent_path());
}

Result<int> add(const AddArguments& args) {
  const auto record = openRecord();
  // First, for looking at faces takes its time.
  if (const auto people = peopleOf(record); !people) return tl::unexpected(people.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  const auto keeper = session->gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const auto judge = (*keeper)->judge();
  if (!judge) return tl::unexpected(judge.error());
  std::vector<Embedding> embeddings;
  for (const std::string& photo : args.photos) {
    const auto parent = session->parent(photo);
    if (!parent) return tl::unexpected(parent.error());
    embeddings.push_back(lookOf(**judge, *parent->face).identity);
  }
  const auto id = protect(*record, {args.name, args.note, (*judge)->identityHash(), std::move(embeddings)});
  if (!id) return tl::unexpected(id.error());
  std::printf("%s is protected as number %lld.\n", onOneLine(args.name).c_str(), static_cast<long long>(*id));
  return 0;
}

Result<int> list(bool json) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto protection = protectionOf(*record);
  if (!protection) return tl::unexpected(protection.error());
  nlohmann::json all = nlohmann::json::array();
  for (const ProtectedPerson& person : protection->people.people()) {
    all.push_back({{"id", person.id},
                   {"name", person.name},
                   {"note", person.note},
                   {"added_ms", person.added},
                   {"photographs", person.embeddings.size()},
                   {"network", person.networkHash}});
    if (!json) {
      const std::size_t count = person.embeddings.size();
      std::printf("%6lld  %-30s  %zu %s  %s\n", static_cast<long long>(person.id), onOneLine(person.name).c_str(),
                  count, count == 1 ? "photograph" : "photographs", onOneLine(person.note).c_str());
    }
  }
  if (json) printReport({{"schema", 1}, {"people", all}, {"missing", protection->missing}});
  if (protection->missing.empty()) return 0;
  std::string numbers;
  for (const std::int64_t id : protection->missing) numbers += (numbers.empty() ? "" : ", ") + std::to_string(id);
  return fail(ErrorKind::Blocked, "Missing from the list: number " + numbers +
                                      ". Nothing is exported until the list is back, or until they are protected no "
                                      "longer (mien protect remove).");
}

Result<int> removeAll(const std::vector<std::int64_t>& ids, const SignerArguments& who) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto signer = signerFrom(*record, who);
  if (!signer) return tl::unexpected(signer.error());
  return endProtection(*record, ids, pointerTo(*signer)).map([] { return 0; });
}

}  // namespace

void addProtectCommand(CLI::App& app, CommandRun& chosen) {
  CLI::App* protect = app.add_subcommand("protect", "People whose likeness no output may have");
  protect->require_subcommand(1);

  const auto a = std::make_shared<AddArguments>();
  CLI::App* adding = protect->add_subcommand("add", "Protect a person; of the photographs nothing but numbers is kept");
  adding->add_option("name", a->name, "The person's name")->required();
  adding->add_option("photos", a->photos, "Photographs of this person alone; several views protect better")->required();
  adding->add_option("--note", a->note, "Why, since when, who may lift it");
  addEngineOptions(*adding, a->engine);
  adding->callback([a, &chosen] { chosen = [a] { return add(*a); }; });

  const auto json = std::make_shared<bool>(false);
  CLI::App* listing = protect->add_subcommand("list", "Who is protected");
  listing->add_flag("--json", *json, "Print a report");
  listing->callback([json, &chosen] { chosen = [json] { return list(*json); }; });

  const auto ids = std::make_shared<std::vector<std::int64_t>>();
  CLI::App* removing = protect->add_subcommand("remove", "Protect people no longer, and forget them");
  removing->add_option("id", *ids, "Number, as listed; several go too")->required();
  const auto who = std::make_shared<SignerArguments>();
  addSignerOptions(*removing, *who);
  removing->callback([ids, who, &chosen] { chosen = [ids, who] { return removeAll(*ids, *who); }; });
}

}  // namespace mien
