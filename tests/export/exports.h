#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/export/film_export.h"
#include "core/gate/gatekeeper.h"

/// Exports with the engine that needs no weights.
namespace exports {

/// Counts what it renders, and takes its time when asked to.
class Renderer final : public mien::ExportRenderer {
 public:
  explicit Renderer(std::chrono::milliseconds pause = {}, mien::Sealer sealer = {});
  mien::Result<mien::EngineInfo> info() override { return inner_->info(); }
  mien::Result<mien::ExportParent> open(const mien::FaceRef& ref, const std::filesystem::path& file) override;
  mien::Result<mien::Frame> render(const mien::Recipe& recipe, const mien::ExportParents& parents) override;

  int rendered = 0;

 private:
  std::unique_ptr<mien::Engine> engine_;
  std::unique_ptr<mien::ExportRenderer> inner_;
  std::chrono::milliseconds pause_;
};

/// From one drawn face to another in `frames` frames of 256².
mien::FilmSpec filmOf(mien::FilmFormat format, int frames);

/// The film goes on to one more drawn face, two frames from each to the next.
void addDrawnFace(mien::FilmSpec& spec);

/// From the face of a photograph, which is written to `file`, to a drawn one, in four PNG frames.
mien::FilmSpec filmOfAPhotograph(const std::filesystem::path& file);

/// A face, the first one unless said otherwise, is that of a photograph.
void usePhotograph(mien::FilmSpec& spec, const std::filesystem::path& file, std::size_t face = 0);

/// From `begin` on the film shows the face alone; before that with its surroundings.
void cutOutFrom(mien::FilmSpec& spec, mien::Ticks begin);

/// Opens and exports with segments of 3 frames, into and out of `work`, which is removed once the film is made and
/// `done` has been called.
mien::Result<mien::FilmWritten> run(
    const mien::FilmSpec& spec, const std::filesystem::path& work, const std::filesystem::path& output,
    Renderer& renderer, const std::stop_token& stop = {},
    const std::function<void(const mien::FilmProgress&)>& progress = [](const auto&) {},
    const std::function<void()>& done = [] {});

/// Where run() records: of this process, or in the file that this variable names.
inline constexpr const char* kRecordOfRuns = "MIEN_TEST_RECORD_OF_RUNS";
std::filesystem::path recordOfRuns();

/// Judges by the fake judge, with the shipped policy.
std::shared_ptr<mien::Gatekeeper> gatekeeperAt(const std::filesystem::path& record);

/// The film's photographs may be used.
void consentTo(const mien::FilmSpec& spec, const std::filesystem::path& record);

/// Names of all that lies in a folder.
std::set<std::string> namesIn(const std::filesystem::path& folder);

/// An output's files with their bytes: the film and its sidecar, or all that is in the folder.
std::vector<std::pair<std::string, std::string>> bytesOfOutput(const std::filesystem::path& output);

}  // namespace exports
