#include "app/cli/consent_option.h"

#include <CLI/CLI.hpp>

#include "core/record/consent_store.h"
#include "core/record/face_key.h"
#include "core/record/history.h"

namespace mien {

void ConsentOption::addTo(CLI::App& command) {
  command.add_option("--consent", text_,
                     "Where the photographs come from, once and for all: own, licensed, synthetic or public-domain, "
                     "and a note, e.g. \"licensed:contract 7\"");
}

Result<void> ConsentOption::record(const std::vector<FaceRef>& faces) const {
  if (text_.empty()) return {};
  const auto colon = text_.find(':');
  const auto kind = consentKindFrom(text_.substr(0, colon));
  if (!kind) {
    return fail(ErrorKind::Usage, "\"" + text_.substr(0, colon) +
                                      "\" is no kind of consent: write own, licensed, synthetic or public-domain.");
  }
  const auto file = defaultRecordFile();
  if (!file) return tl::unexpected(file.error());
  auto record = Record::open(*file);
  if (!record) return tl::unexpected(record.error());
  const auto now = nowByHistory(*record);
  if (!now) return tl::unexpected(now.error());
  ConsentStore consents(*std::move(record));
  for (const FaceRef& face : faces) {
    const auto* photo = std::get_if<PhotoFaceRef>(&face);
    if (photo == nullptr) continue;
    const auto answer = consents.find(faceKey(face), photo->digest, *now);
    if (!answer) return tl::unexpected(answer.error());
    if (answer->standing == ConsentStanding::Valid) continue;
    NewConsent consent;
    consent.key = photo->digest;
    consent.kind = *kind;
    if (colon != std::string::npos) consent.note = text_.substr(colon + 1);
    if (auto added = consents.add(consent); !added) return tl::unexpected(added.error());
  }
  return {};
}

}  // namespace mien
