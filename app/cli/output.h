#pragma once
#include <filesystem>
#include <string>
#include <utility>

#include "core/base/name_template.h"
#include "core/photo/write.h"
#include "core/studio/engine.h"

namespace CLI {
class App;
}

namespace mien {

/// How a command writes pictures.
struct OutputArguments {
  WriteOptions options;
  bool overwrite = false;
  std::string project;  ///< for the record; may be empty

  /// The options; what comes to lie at the file stays unless --overwrite was given.
  WriteOptions writing() const;
};

/// -o, --quality, --lossless, --overwrite, --project.
void addOutputOptions(CLI::App& command, std::string& file, OutputArguments& output);
/// The same without -o.
void addWritingOptions(CLI::App& command, OutputArguments& output);
/// --project
void addProjectOption(CLI::App& command, std::string& project);
/// --bits
void addBitsOption(CLI::App& command, OutputArguments& output);

/// The file that `output` names, with the tokens of its name filled in: `tokens`, {date}, {time} and {n}, the first
/// number of which nothing is there. Errors: Usage, as nameFromTemplate().
Result<std::string> filledIn(const std::string& output, NameTokens tokens);

/// Refuses, before the time of a render is spent, a name without a format, a format that can't do what is asked, and a
/// file or folder that is there already. Errors: Usage.
Result<void> checkOutput(const std::filesystem::path& file, const OutputArguments& output, Placement placement);

/// Refuses a file that is there already unless --overwrite was given. Errors: Usage.
Result<void> keepExisting(const std::filesystem::path& file, bool overwrite);

/// The same for commands without --overwrite.
Result<void> keepExisting(const std::filesystem::path& file);

/// A name, or a sentence with one in it, on one line of a terminal: control characters become question marks.
std::string onOneLine(std::string text);

/// Refuses to write over a photograph that went in: it could never be mixed again. Errors: Usage.
Result<void> keepInput(const std::filesystem::path& output, const std::string& input);

/// Makes `folder` and those above it where they are missing. Errors: Disk.
Result<void> makeFolder(const std::filesystem::path& folder);

/// Such a folder, which goes again in the end if it was not there before and nothing has come to lie in it.
class OutputFolder {
 public:
  /// Errors: Disk.
  static Result<OutputFolder> make(const std::filesystem::path& folder);
  OutputFolder(OutputFolder&& other) noexcept : made_(std::exchange(other.made_, {})) {}
  ~OutputFolder();

 private:
  explicit OutputFolder(std::filesystem::path made) : made_(std::move(made)) {}
  std::filesystem::path made_;  ///< empty: it was there
};

}  // namespace mien
