#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/photo/photo.h"
#include "core/record/consent_store.h"

namespace mien {
namespace {

struct AddArguments {
  std::string photo, kind, note, expires;
  bool face = false;
  bool json = false;
};

nlohmann::json toJson(const Consent& consent) {
  nlohmann::json json{{"id", consent.id},     {"subject", nameOf(consent.subject)},
                      {"key", consent.key},   {"kind", nameOf(consent.kind)},
                      {"note", consent.note}, {"recorded_ms", consent.recorded}};
  if (consent.expires) json["expires_ms"] = *consent.expires;
  if (consent.withdrawn) json["withdrawn_ms"] = *consent.withdrawn;
  return json;
}

std::string standing(const Consent& consent) {
  if (consent.withdrawn) return "withdrawn";
  return consent.expires && *consent.expires <= recordNow() ? "expired" : "valid";
}

Result<void> add(const AddArguments& a) {
  NewConsent consent;
  const auto key = keyFrom(a.photo);
  if (!key) return tl::unexpected(key.error());
  if (*key != a.photo && !a.photo.starts_with("seed:"))  // of a file that is no picture it would never count
    if (const auto photo = readPhoto(a.photo); !photo) return tl::unexpected(photo.error());
  // The digest of a file is a photograph's, and no face has it for its key: such a consent would never count.
  if (a.face && *key != a.photo && !a.photo.starts_with("seed:"))
    return fail(ErrorKind::Usage, a.photo +
                                      " is a photograph's file: with --face write the face's key, as mien history "
                                      "show --json prints it, or leave --face out to speak of all in it.");
  consent.key = *key;
  consent.subject = a.face ? ConsentSubject::Face : ConsentSubject::Photo;
  consent.kind = consentKindFrom(a.kind).value();
  consent.note = a.note;
  if (!a.expires.empty()) {
    const auto day = dayFrom(a.expires);
    if (!day) return tl::unexpected(day.error());
    if (day->end <= recordNow())
      return fail(ErrorKind::Usage, a.expires + " is over: give the day on which the consent will end.");
    consent.expires = day->end;
  }
  auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto id = ConsentStore(*record).add(consent);
  if (!id) return tl::unexpected(id.error());
  if (a.json) {
    printReport({{"schema", 1}, {"consent", *id}});
  } else {
    std::printf("Consent %lld is recorded.\n", static_cast<long long>(*id));
  }
  return {};
}

Result<void> list(const std::string& photo, bool json) {
  std::string key;
  if (!photo.empty()) {
    auto read = keyFrom(photo);
    if (!read) return tl::unexpected(read.error());
    key = *std::move(read);
  }
  auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto consents = ConsentStore(*record).list(key);
  if (!consents) return tl::unexpected(consents.error());
  if (json) {
    nlohmann::json all = nlohmann::json::array();
    for (const Consent& consent : *consents) all.push_back(toJson(consent));
    printReport({{"schema", 1}, {"consents", all}});
    return {};
  }
  constexpr const char* kLine = "%6s  %-5s  %-12s  %-13s  %-9s  %-16s  %s\n";
  std::printf(kLine, "id", "of", "key", "kind", "now", "until", "note");
  for (const Consent& consent : *consents)
    std::printf(kLine, std::to_string(consent.id).c_str(), std::string(nameOf(consent.subject)).c_str(),
                consent.key.substr(0, 12).c_str(), std::string(nameOf(consent.kind)).c_str(), standing(consent).c_str(),
                (consent.expires ? localDay(*consent.expires - 1) : "-").c_str(), onOneLine(consent.note).c_str());
  return {};
}

/// Every one gets its turn; the exit code is that of the first refusal.
int withdraw(const std::vector<std::int64_t>& ids) {
  auto record = openRecord();
  if (!record) return complain(record.error());
  ConsentStore store(*record);
  int code = 0;
  for (const std::int64_t id : ids) {
    const auto done = store.withdraw(id);
    if (const int refused = done ? 0 : complain(done.error()); code == 0) code = refused;
  }
  return code;
}

}  // namespace

void addConsentCommand(CLI::App& app, CommandRun& chosen) {
  CLI::App* consent = app.add_subcommand("consent", "Say who agreed to the use of a face");
  consent->require_subcommand(1);

  const auto a = std::make_shared<AddArguments>();
  CLI::App* adding = consent->add_subcommand("add", "Record a consent");
  adding->add_option("photo", a->photo, "Photograph (file or digest); with --face a face's key")->required();
  adding->add_option("--kind", a->kind, "Why the face may be used")
      ->required()
      ->check(CLI::IsMember({"own", "licensed", "synthetic", "public-domain"}));
  adding->add_option("--note", a->note, "Licence, or where the signed paper lies");
  adding->add_option("--expires", a->expires, "Last day that it counts, e.g. 2027-12-31 (default: for good)");
  adding->add_flag("--face", a->face, "It speaks of one face (its key), not of all in the photograph");
  adding->add_flag("--json", a->json, "Print a report");
  adding->callback([a, &chosen] { chosen = [a] { return finish(add(*a)); }; });

  const auto photo = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  CLI::App* listing = consent->add_subcommand("list", "List the consents, newest first");
  listing->add_option("photo", *photo, "Only of this photograph (file or digest) or face key");
  listing->add_flag("--json", *json, "Print a report");
  listing->callback([photo, json, &chosen] { chosen = [photo, json] { return finish(list(*photo, *json)); }; });

  const auto ids = std::make_shared<std::vector<std::int64_t>>();
  CLI::App* withdrawing = consent->add_subcommand("withdraw", "Let consents no longer count, from now on");
  withdrawing->add_option("id", *ids, "Number of the consent, as listed; several go too")->required();
  withdrawing->callback([ids, &chosen] { chosen = [ids] { return withdraw(*ids); }; });
}

}  // namespace mien
