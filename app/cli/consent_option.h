#pragma once
#include <array>
#include <string>

#include "app/cli/session.h"
#include "core/base/result.h"
#include "core/gate/consent_of.h"

namespace CLI {
class App;
}

namespace mien {

/// --consent KIND[:NOTE]: why the faces of a command may be used. Must stay where it is while the line is parsed.
class ConsentOption {
 public:
  void addTo(CLI::App& command);
  /// Records it for each photograph, or picture that is not proven, that has none that holds; does nothing when the
  /// option was not given. Errors: Usage for an unknown kind; Disk and Input as the record.
  Result<void> record(const std::vector<NamedFace>& faces) const;
  Result<void> record(const Parents& parents) const;

 private:
  std::string text_;
};

}  // namespace mien
