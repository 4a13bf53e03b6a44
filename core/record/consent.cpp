#include "core/record/consent.h"

#include "core/record/names.h"

namespace mien {
namespace {

// In the order of the enumerations.
constexpr Names<4> kKinds{"own", "licensed", "synthetic", "public-domain"};
constexpr Names<2> kSubjects{"face", "photo"};
constexpr Names<4> kStandings{"none", "valid", "expired", "withdrawn"};

}  // namespace

std::string_view nameOf(ConsentKind kind) {
  return nameIn(kKinds, kind);
}

std::string_view nameOf(ConsentSubject subject) {
  return nameIn(kSubjects, subject);
}

std::string_view nameOf(ConsentStanding standing) {
  return nameIn(kStandings, standing);
}

std::optional<ConsentKind> consentKindFrom(std::string_view name) {
  return valueIn<ConsentKind>(kKinds, name);
}

std::optional<ConsentSubject> consentSubjectFrom(std::string_view name) {
  return valueIn<ConsentSubject>(kSubjects, name);
}

}  // namespace mien
