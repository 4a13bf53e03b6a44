#include "app/model/output_details.h"

#include "app/model/images.h"
#include "app/model/review_texts.h"
#include "core/base/digest.h"
#include "core/guard/protected_people.h"
#include "core/photo/photo.h"
#include "core/record/output_store.h"

namespace mien {
namespace {

/// Verdicts know protected people by number alone. A number is given away again once the last of the list was removed,
/// so that somebody who was added later is not meant.
QString protectedName(const Record& record, const Output& output, const Verdict& verdict) {
  const Score* likeness = verdict.scoreOf("output", "likeness");
  if (likeness == nullptr || !likeness->number) return {};
  const auto list = ProtectedPeople::open(record.file().parent_path());
  if (!list) return {};
  for (const ProtectedPerson& person : list->people())
    if (person.id == *likeness->number && person.added <= output.time) return QString::fromStdString(person.name);
  return {};
}

}  // namespace

Result<OutputDetails> readDetails(const Record& record, std::int64_t id) {
  auto output = OutputStore(record).get(id);
  if (!output) return tl::unexpected(output.error());
  auto decisions = ReviewStore(record).decisions(id);
  if (!decisions) return tl::unexpected(decisions.error());
  OutputDetails details{std::move(*output), std::move(*decisions), {}, {}, {}, {}, {}, {}};
  for (const Export& written : details.output.exports) {
    std::error_code none;
    details.fileThere.push_back(std::filesystem::exists(std::filesystem::symlink_status(written.file, none)));
  }
  if (auto verdict = verdictFromJson(details.output.verdict)) {
    details.protectedPerson = protectedName(record, details.output, *verdict);
    details.verdict = std::move(*verdict);
  }
  details.needs = approvalNeeds(record, details.output);
  details.picture = pictureOf(details.output.thumbnail);
  for (const InputFace& face : details.output.faces) details.faces.push_back(pictureOf(face.thumbnail));
  return details;
}

QImage readExported(const Output& output) {
  if (output.kind != OutputKind::Picture && output.kind != OutputKind::Sheet) return {};
  for (auto written = output.exports.rbegin(); written != output.exports.rend(); ++written) {
    // What was altered since is no longer what was judged.
    const auto digest = sha256HexOfFile(written->file);
    if (!digest || *digest != written->digest) continue;
    if (auto photo = readPhoto(written->file)) return toQImage(std::move(photo->pixels));
  }
  return {};
}

}  // namespace mien
