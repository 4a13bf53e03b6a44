#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace mien {

/// What went wrong, as far as a caller must tell cases apart. Each maps to one exit code of the command line.
enum class ErrorKind {
  Internal,     ///< our bug (exit 1)
  Usage,        ///< a wrong argument (2)
  Input,        ///< a file, photo or recipe that can't be taken (3)
  Blocked,      ///< the policy refuses (4)
  NeedsReview,  ///< a reviewer must approve first (5)
  Model,        ///< a model pack that is missing, altered or does not fit (6)
  Disk,         ///< reading or writing failed (7)
  Cancelled     ///< the user or a newer job ended it: an outcome, not a fault
};

/// One failure. `message` is one sentence for the user: what, where, what to do.
struct Error {
  ErrorKind kind = ErrorKind::Internal;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorKind::Input, "…")` from a function that returns Result<T>.
inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

/// The exit code of the command line for an error of this kind.
constexpr int exitCode(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Usage:
      return 2;
    case ErrorKind::Input:
      return 3;
    case ErrorKind::Blocked:
      return 4;
    case ErrorKind::NeedsReview:
      return 5;
    case ErrorKind::Model:
      return 6;
    case ErrorKind::Disk:
      return 7;
    case ErrorKind::Internal:
    case ErrorKind::Cancelled:
      break;
  }
  return 1;
}

}  // namespace mien
