#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "app/cli/output.h"
#include "app/cli/recent_faces.h"
#include "core/export/export_renderer.h"
#include "core/gate/export_picture.h"
#include "core/studio/engine.h"

namespace mien {

/// Where the model and the device of a command come from.
struct EngineArguments {
  std::string models;  ///< empty: the installed packs
  std::string device = "auto";
  std::string modelHash;  ///< of what was made before, whose own packs are wanted; empty: those in use
  std::string model;      ///< the portrait pack among those in use; empty: the standard one
};

/// One parent on the command line: a photo, or a face drawn from the model ("seed:7", "seed:7@0.6").
using Parent = ExportParent;
using Parents = ExportParents;

/// What the commands that render have in common: the engine, the photos, the report. One stage after another; each
/// leaves its milliseconds for the report.
class Session {
 public:
  /// The engine of the session before, when that had the same arguments. A retired pack's warning goes to stderr.
  /// Errors: as openEngine().
  static Result<Session> open(const EngineArguments& arguments);
  /// Over an engine of the caller's own.
  static Session over(std::unique_ptr<Engine> engine, const EngineArguments& arguments) {
    return {std::move(engine), std::make_shared<RecentFaces>(), arguments};
  }
  /// Before the program ends: the last session's engine is kept open until then.
  static void closeEngine();

  Engine& engine() { return *engine_; }
  EngineInfo info() const { return engine_->info(); }
  /// Of this session and those before it over the same engine.
  RecentFaces& recentFaces() { return *recent_; }
  /// `text` is a file name, or "seed:N". With a photo, `ref` says which face and, when its digest is set, which content
  /// the file must have; with a project, which of the faces that it keeps.
  Result<Parent> parent(const std::string& text, PhotoFaceRef ref = {});
  /// All of a mix's; `indices` say which of a photograph's faces, 0 where there is none.
  Result<Parents> parents(const std::vector<std::string>& texts, const std::vector<int>& indices);
  Result<Frame> render(const Recipe& recipe, const Parents& parents);
  /// Judges, records and, unless it is refused, writes a picture.
  Result<Admission> write(const Frame& frame, const Parents& parents, const std::filesystem::path& file,
                          const OutputArguments& output);

  /// Through which every output leaves: the one of the session before, when that had the same arguments. Errors: Disk
  /// (no place for the record).
  Result<std::shared_ptr<Gatekeeper>> gatekeeper();

  /// A recipe of these parents with this engine's model, to which all contribute equally.
  Recipe recipeFor(const Parents& parents) const;

  /// The report of --json: schema, output (null when it was refused), recipe, number in the history, verdict, warning,
  /// model, device, milliseconds a stage.
  nlohmann::json report(const Recipe& recipe, const std::filesystem::path& output, const Admission& admission) const;
  const nlohmann::json& milliseconds() const { return milliseconds_; }

 private:
  Session(std::shared_ptr<Engine> engine, std::shared_ptr<RecentFaces> recent, EngineArguments arguments)
      : engine_(std::move(engine)), recent_(std::move(recent)), arguments_(std::move(arguments)) {}
  /// `bytes`: the photograph\'s file.
  Result<Parent> parentIn(std::span<const std::uint8_t> bytes, const std::string& text, PhotoFaceRef ref);
  void took(const std::string& stage, std::chrono::steady_clock::time_point since);

  std::shared_ptr<Engine> engine_;
  std::shared_ptr<RecentFaces> recent_;
  EngineArguments arguments_;
  CostMeter meter_;  ///< of the next output: from the end of the one before
  nlohmann::json milliseconds_ = nlohmann::json::object();
};

/// "seed:7", with another truncation than kNewTruncation "seed:7@0.6": what Session::parent() takes.
std::string textOf(const DrawnFaceRef& ref);
/// The way back. `text` begins with "seed:". Errors: Usage.
Result<DrawnFaceRef> drawnFrom(std::string_view text);

/// Model and device for reports: {"id", "version", "hash"}.
nlohmann::json modelJson(const EngineInfo& info);

/// Prints a report to stdout; a file name that is no UTF-8 does not stop it.
void printReport(const nlohmann::json& report);
/// One that is signed as it is.
void printReportText(const std::string& report);

/// A command begins, of which nothing is reported yet.
void beginReport();
/// Prints {"schema", "error": {"kind", "message"}} to stdout, unless the command has printed a report, which says it.
void reportFailure(const Error& error);

/// Adds the output's number in the history, the verdict and, if there is one, the warning.
void addAdmission(nlohmann::json& report, const Admission& admission);

/// {"outcome", "findings", …} as the record holds it.
nlohmann::json verdictJson(const Verdict& verdict);

/// Prints to stderr that a picture's transparent parts become white, once.
void sayWhitened(const std::string& format);

/// Prints to stderr what the guard noted, or why it refused; the exit code.
int sayVerdict(const Admission& admission);

/// Prints the error's sentence to stderr and returns its exit code.
int complain(const Error& error);

}  // namespace mien
