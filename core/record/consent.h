#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mien {

/// Why a face may be used.
enum class ConsentKind { Own, Licensed, Synthetic, PublicDomain };

/// What a consent speaks of: one face (its InputFace::key), or every face of a photograph (SHA-256 of its file).
enum class ConsentSubject { Face, Photo };

struct NewConsent {
  ConsentSubject subject = ConsentSubject::Photo;
  std::string key;  ///< face key or photo digest
  ConsentKind kind = ConsentKind::Own;
  std::string note;                     ///< e.g. the licence, or where the signed paper lies
  std::optional<std::int64_t> expires;  ///< UTC in ms since 1970; none: never
};

/// Times are UTC in ms since 1970.
struct Consent : NewConsent {
  std::int64_t id = 0;
  std::int64_t recorded = 0;
  std::optional<std::int64_t> withdrawn;
};

enum class ConsentStanding { None, Valid, Expired, Withdrawn };

/// What the record says of a face at one moment.
struct ConsentAnswer {
  ConsentStanding standing = ConsentStanding::None;
  /// The one that decides: a valid one that lasts longest, else the newest that has ended. None for a drawn face, which
  /// is valid by itself.
  std::optional<Consent> consent;
};

/// Stable lower-case names, for the record and for scripts, e.g. "public-domain".
std::string_view nameOf(ConsentKind kind);
std::string_view nameOf(ConsentSubject subject);
std::string_view nameOf(ConsentStanding standing);
std::optional<ConsentKind> consentKindFrom(std::string_view name);
std::optional<ConsentSubject> consentSubjectFrom(std::string_view name);

}  // namespace mien
