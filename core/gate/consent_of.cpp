#include "core/gate/consent_of.h"

#include "core/gate/sample_faces.h"
#include "core/record/consent_store.h"
#include "core/record/face_key.h"
#include "core/record/history.h"

namespace mien {
namespace {

/// Of its photograph; empty where it was drawn, or the photograph is only said to be its own.
std::string provenPhoto(const NamedFace& face) {
  const auto* photo = std::get_if<PhotoFaceRef>(&face.ref);
  return photo != nullptr && face.ownKey.empty() ? photo->digest : std::string();
}

}  // namespace

NamedFace nameOf(const Face& face) {
  return {face.ref(), face.ownKey()};
}

std::string recordKey(const NamedFace& face) {
  return face.ownKey.empty() ? faceKey(face.ref) : face.ownKey;
}

bool needsConsent(const NamedFace& face) {
  if (!face.ownKey.empty()) return true;
  return std::holds_alternative<PhotoFaceRef>(face.ref) && !isSampleFace(provenPhoto(face));
}

Result<ConsentAnswer> consentOf(const Record& record, const NamedFace& face) {
  const auto now = latestByHistory(record);
  if (!now) return tl::unexpected(now.error());
  return ConsentStore(record).find(recordKey(face), provenPhoto(face), *now);
}

NewConsent consentFor(const NamedFace& face) {
  NewConsent consent;
  consent.subject = face.ownKey.empty() ? ConsentSubject::Photo : ConsentSubject::Face;
  consent.key = face.ownKey.empty() ? provenPhoto(face) : face.ownKey;
  return consent;
}

}  // namespace mien
