#pragma once
#include <string>

#include "core/record/consent.h"
#include "core/record/record.h"
#include "core/studio/engine.h"

namespace mien {

/// What consents go by.
struct NamedFace {
  FaceRef ref;
  std::string ownKey;  ///< as Face::ownKey()
};
NamedFace nameOf(const Face& face);

/// How outputs, consents and approvals name it: its own key, where it has one, else faceKey().
std::string recordKey(const NamedFace& face);

/// Not of a face that the model drew, nor of a sample face, which it drew too, as long as they are proven.
bool needsConsent(const NamedFace& face);

/// What the record says now. For a face that is not proven nothing counts but a consent for itself: the photograph that
/// it names may be anybody's. Errors: as ConsentStore::find().
Result<ConsentAnswer> consentOf(const Record& record, const NamedFace& face);

/// The one that lets this face be used: of its photograph with all faces, or of the face alone that is not proven.
NewConsent consentFor(const NamedFace& face);

/// Why a consent for the photograph is not enough, and what to do.
inline constexpr const char* kNotProven =
    "The picture kept in this project was not saved on this machine, so a consent for its photograph does not count "
    "for it: open the photograph itself, or record a consent for this picture.";

}  // namespace mien
