#include "app/cli/output.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "core/base/output_tokens.h"
#include "core/studio/write_frame.h"

namespace mien {
namespace {

bool isControl(unsigned char c) {
  return c < ' ' || c == 127;
}

/// What is wrong with a name that is shown in a line; nothing: empty.
std::string notOneLine(const std::string& name) {
  const bool fine = std::none_of(name.begin(), name.end(), isControl);
  return fine ? "" : "A name is one line: give one without line breaks and other control characters.";
}

}  // namespace

WriteOptions OutputArguments::writing() const {
  WriteOptions own = options;
  own.existing = existingWhen(overwrite);
  return own;
}

void addOutputOptions(CLI::App& command, std::string& file, OutputArguments& output) {
  command
      .add_option("-o,--output", file,
                  "Picture to write (.png, .jpg, .webp, .tif); it says how it was made. " + outputNameHelp())
      ->required();
  addWritingOptions(command, output);
}

void addBitsOption(CLI::App& command, OutputArguments& output) {
  command.add_option("--bits", output.options.bits, "Bits a colour: 16 in PNG and TIFF")
      ->check(CLI::IsMember({8, 16}))
      ->capture_default_str();
}

void addWritingOptions(CLI::App& command, OutputArguments& output) {
  command.add_option("--quality", output.options.quality, "JPEG and WebP, 1..100")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command.add_flag("--lossless", output.options.lossless, "WebP without loss; PNG and TIFF always are");
  command.add_flag("--overwrite", output.overwrite, "Replace a file that is there already");
  addProjectOption(command, output.project);
}

void addProjectOption(CLI::App& command, std::string& project) {
  command.add_option("--project", project, "What it belongs to: costs and the history can be told apart by it")
      ->check(CLI::Validator(notOneLine, "", "one line"));
}

Result<std::string> filledIn(const std::string& output, NameTokens tokens) {
  const std::filesystem::path file(output);
  const std::string name = file.stem().string();
  if (name.find('{') == std::string::npos) return output;
  tokens.merge(dateAndTime(std::chrono::system_clock::now()));
  const auto fileOf = [&](const std::string& filled) {
    return file.parent_path() / (filled + file.extension().string());
  };
  return nameFromTemplate(name, tokens, [&](const std::string& filled) { return !keepExisting(fileOf(filled)); })
      .map([&](const std::string& filled) { return fileOf(filled).string(); });
}

Result<void> checkOutput(const std::filesystem::path& file, const OutputArguments& output, Placement placement) {
  if (auto format = formatFor(file, output.options, placement); !format) return tl::unexpected(format.error());
  std::error_code none;
  if (std::filesystem::is_directory(file, none))
    return fail(ErrorKind::Usage, file.string() + " is a folder: give the picture another name.");
  return keepExisting(file, output.overwrite);
}

Result<void> keepExisting(const std::filesystem::path& file, bool overwrite) {
  if (overwrite || keepExisting(file)) return {};
  return fail(ErrorKind::Usage, file.string() + " is there already: give another name, or --overwrite to replace it.");
}

Result<void> keepExisting(const std::filesystem::path& file) {
  std::error_code none;
  if (!std::filesystem::exists(std::filesystem::symlink_status(file, none))) return {};
  return fail(ErrorKind::Usage, file.string() + " is there already: give another name.");
}

std::string onOneLine(std::string text) {
  std::replace_if(text.begin(), text.end(), isControl, '?');
  return text;
}

Result<void> keepInput(const std::filesystem::path& output, const std::string& input) {
  std::error_code none;
  if (!std::filesystem::equivalent(output, input, none)) return {};
  return fail(ErrorKind::Usage, output.string() + " is the photograph itself: give the output another name.");
}

Result<void> makeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) return {};
  return fail(ErrorKind::Disk,
              "The folder " + folder.string() + " can't be made (" + error.message() + "): choose another.");
}

Result<OutputFolder> OutputFolder::make(const std::filesystem::path& folder) {
  std::error_code none;
  const bool isThere = std::filesystem::exists(folder, none);
  return makeFolder(folder).map([&] { return OutputFolder(isThere ? std::filesystem::path() : folder); });
}

OutputFolder::~OutputFolder() {
  std::error_code holdsSomething;
  if (!made_.empty()) std::filesystem::remove(made_, holdsSomething);
}

}  // namespace mien
