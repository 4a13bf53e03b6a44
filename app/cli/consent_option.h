#pragma once
#include <array>
#include <string>

#include "core/base/result.h"
#include "core/blend/recipe.h"

namespace CLI {
class App;
}

namespace mien {

/// --consent KIND[:NOTE]: why the faces of a command may be used. Must stay where it is while the line is parsed.
class ConsentOption {
 public:
  void addTo(CLI::App& command);
  /// Records it for each photograph that has none that holds; does nothing when the option was not given. Errors:
  /// Usage for an unknown kind; Disk and Input as the record.
  Result<void> record(const std::vector<FaceRef>& faces) const;

 private:
  std::string text_;
};

}  // namespace mien
