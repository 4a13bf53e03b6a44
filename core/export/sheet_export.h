#pragma once
#include <filesystem>
#include <functional>

#include "core/export/sheet_plan.h"
#include "core/gate/gatekeeper.h"
#include "core/photo/write.h"
#include "core/studio/engine.h"

namespace mien {

/// The mix that stands for the sheet in the history.
const Recipe& typicalOf(const SheetPlan& plan);

/// Renders frame by frame onto the sheet; only one frame is in memory besides it. `progress` is told after each how
/// many there are. Thread: the renderer's. Errors: as Sheet::make() and `render`.
Result<Sheet> renderSheet(const SheetPlan& plan, const std::function<Result<Frame>(const Recipe&)>& render,
                          const std::function<void(int done)>& progress = {});

/// Writes the sheet, and beside a sprite sheet its JSON, in place of what lies there, but never of a photograph that
/// went in. The picture says what it is and which model drew it, but carries no recipe: one recipe would describe one
/// frame of many. Any thread. Errors: Usage, and as writePicture().
Result<void> writeSheet(const SheetPlan& plan, const Sheet& sheet, const std::filesystem::path& file,
                        WriteOptions options);

/// Renders a sheet of `faces`, judges every frame of it, records it (as of `project`, which may be empty), and writes
/// it if it may leave. No frame is rendered when one of them, or the film whose frames they are, was recalled. The one
/// path of window and command line. Thread: the renderer's. Errors: as renderSheet, writeSheet, Gatekeeper::open and
/// Gate::admit; Usage for values that are no numbers.
Result<Admission> exportSheet(Gatekeeper& keeper, const SheetPlan& plan, const std::vector<FacePtr>& faces,
                              const std::function<Result<Frame>(const Recipe&)>& render,
                              const std::filesystem::path& file, const WriteOptions& options,
                              const std::string& project, const std::function<void(int done)>& progress = {});

/// The file beside a sprite sheet that says where its frames are.
std::filesystem::path spriteFileOf(const std::filesystem::path& picture);

}  // namespace mien
