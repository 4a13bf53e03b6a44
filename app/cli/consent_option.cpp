#include "app/cli/consent_option.h"

#include <CLI/CLI.hpp>

#include "core/record/consent_store.h"

namespace mien {

void ConsentOption::addTo(CLI::App& command) {
  command.add_option("--consent", text_,
                     "Where the photographs come from, once and for all: own, licensed, synthetic or public-domain, "
                     "and a note, e.g. \"licensed:contract 7\"");
}

Result<void> ConsentOption::record(const Parents& parents) const {
  std::vector<NamedFace> faces;
  for (const Parent& parent : parents) faces.push_back(nameOf(*parent.face));
  return record(faces);
}

Result<void> ConsentOption::record(const std::vector<NamedFace>& faces) const {
  if (text_.empty()) return {};
  const auto colon = text_.find(':');
  const auto kind = consentKindFrom(text_.substr(0, colon));
  if (!kind) {
    return fail(ErrorKind::Usage, "\"" + text_.substr(0, colon) +
                                      "\" is no kind of consent: write own, licensed, synthetic or public-domain.");
  }
  const auto file = defaultRecordFile();
  if (!file) return tl::unexpected(file.error());
  const auto record = Record::open(*file);
  if (!record) return tl::unexpected(record.error());
  ConsentStore consents(*record);
  for (const NamedFace& face : faces) {
    if (face.ownKey.empty() && std::holds_alternative<DrawnFaceRef>(face.ref)) continue;
    const auto answer = consentOf(*record, face);
    if (!answer) return tl::unexpected(answer.error());
    if (answer->standing == ConsentStanding::Valid) continue;
    NewConsent consent = consentFor(face);
    consent.kind = *kind;
    if (colon != std::string::npos) consent.note = text_.substr(colon + 1);
    if (auto added = consents.add(consent); !added) return tl::unexpected(added.error());
  }
  return {};
}

}  // namespace mien
