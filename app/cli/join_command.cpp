#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "app/models_dir.h"
#include "core/blend/timeline.h"
#include "core/film/film_xmp.h"
#include "core/film/join.h"
#include "core/film/join_work.h"
#include "core/gate/gatekeeper.h"
#include "core/gate/joined_frames.h"
#include "core/gate/joined_likeness.h"
#include "core/gate/open_engine.h"

namespace mien {
namespace {

struct Arguments {
  std::string folder, output, codec;
  FilmSettings settings;
  std::optional<int> fps;
  bool once = false, loop = false, overwrite = false;
};

/// An animated PNG among the frames would be one of them the next time, or take one's place now.
Result<void> keepFrames(const Arguments& args, FilmFormat format) {
  std::error_code none;
  const std::filesystem::path output = std::filesystem::absolute(args.output, none);
  if (format != FilmFormat::Apng || !std::filesystem::equivalent(output.parent_path(), args.folder, none)) return {};
  return fail(ErrorKind::Usage, args.output + " would lie among its own frames: choose another folder for it.");
}

/// The frames were judged when they were made; but while nothing may be exported, this may not be either.
Result<Gate> openGate() {
  const auto record = defaultRecordFile();
  if (!record) return tl::unexpected(record.error());
  auto gate = Gatekeeper(*record, [] { return openJudge(modelsDir()); }).open();
  if (!gate) return gate;
  if (auto may = gate->mayBegin(); !may) return tl::unexpected(may.error());
  return gate;
}

/// What may have changed since the frames were judged: who agrees, and who is protected.
Result<void> judgeAgain(const Record& record, const Gate& gate, std::span<const std::filesystem::path> pictures,
                        const std::set<std::int64_t>& outputs, const std::stop_token& stop) {
  const auto consent = gate.policy().rules.find("consent");
  if (consent != gate.policy().rules.end() && consent->second.threshold(Action::Block))
    if (auto agreed = stillConsented(record, outputs); !agreed) return agreed;
  if (!gate.protectsAnybody()) return {};
  const auto opened = openEngine(modelsDir());  // to find the faces
  if (!opened) return tl::unexpected(opened.error());
  return likeNobodyProtected(record, gate, *opened->engine, pictures, outputs, stop);
}

/// What is not asked for is as in the film whose frames these are.
FilmSettings settingsFor(const Arguments& args, FilmFormat format, const JoinedFrames& frames) {
  FilmSettings settings = args.settings;
  settings.format = format;
  if (frames.provenance) {
    if (const auto timeline = timelineFromJson(frames.provenance->timelineJson)) {
      const int most = infoOf(format).maxFps;
      settings.fps = std::min(timeline->framesPerSecond, most);
      settings.loop = timeline->repeat != Repeat::Once;
      if (!args.fps && timeline->framesPerSecond > most)
        std::fprintf(stderr, "The format can't hold %d frames a second: the film has %d, and lasts longer.\n",
                     timeline->framesPerSecond, most);
    }
  }
  if (args.fps) settings.fps = *args.fps;
  if (args.once || args.loop) settings.loop = args.loop;
  return settings;
}

Result<int> run(const Arguments& args) {
  const auto format = filmFormatFor(args.output, args.codec);
  if (!format) return tl::unexpected(format.error());
  if (*format == FilmFormat::PngSequence)
    return fail(ErrorKind::Usage,
                "\"" + args.output + "\" names no film: end it in .mp4, .mov, .webm, .gif, .png or .webp.");
  if (auto free = keepExisting(args.output, args.overwrite); !free) return tl::unexpected(free.error());
  if (!infoOf(*format).holdsXmp)
    if (auto free = keepExisting(sidecarOf(args.output), args.overwrite); !free) return tl::unexpected(free.error());
  if (auto apart = keepFrames(args, *format); !apart) return tl::unexpected(apart.error());
  const auto ffmpeg = findFfmpeg();
  if (!ffmpeg) return tl::unexpected(ffmpeg.error());
  const auto pictures = picturesIn(args.folder);
  if (!pictures) return tl::unexpected(pictures.error());
  const auto gate = openGate();
  if (!gate) return tl::unexpected(gate.error());
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const CostMeter meter;
  const auto frames = lookAtFrames(*record, *pictures);
  if (!frames) return tl::unexpected(frames.error());
  const Interrupt interrupt;
  const auto allowed = judgeAgain(*record, *gate, *pictures, frames->outputs, interrupt.token());
  if (!allowed && interrupt.requested()) return kInterruptedExit;
  if (!allowed) return tl::unexpected(allowed.error());
  const auto packet = frames->provenance ? xmpPacket(*frames->provenance) : std::string();
  if (!packet) return tl::unexpected(packet.error());
  const auto work = JoinWork::make();
  if (!work) return tl::unexpected(work.error());
  const auto film = joinFrames(*ffmpeg, settingsFor(args, *format, *frames), *pictures, (*work)->folder(), args.output,
                               *packet, interrupt.token(), existingWhen(args.overwrite));
  if (!film && interrupt.requested()) return kInterruptedExit;
  if (!film) return tl::unexpected(film.error());
  if (auto noted = noteJoined(*record, *frames, film->file, meter); !noted) return tl::unexpected(noted.error());
  if (!film->sidecar.empty()) std::fprintf(stderr, "How it was made stands in %s.\n", film->sidecar.c_str());
  return 0;
}

}  // namespace

void addJoinCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("join", "Make a film of a folder of PNG frames, in the order of their names");
  command->add_option("folder", a->folder, "Folder of frames, e.g. of mien film --frames")->required();
  command->add_option("-o,--output", a->output, "Film to write (.mp4, .mov, .webm, .gif, .png, .webp)")->required();
  command->add_option("--codec", a->codec, "h264 or h265 in .mp4, vp9 or av1 in .webm");
  command
      ->add_option("--fps", a->fps,
                   "Frames a second; not given: those of the timeline that all frames carry, or 25 without one")
      ->check(CLI::IsMember({24, 25, 30, 50, 60}));
  command->add_option("--quality", a->settings.quality, "1..100")->check(CLI::Range(1, 100))->capture_default_str();
  auto* once = command->add_flag("--once", a->once,
                                 "GIF, APNG and WebP: play once; not given: as the timeline that all frames carry, or "
                                 "for ever without one");
  command->add_flag("--loop", a->loop, "The same: play for ever")->excludes(once);
  command->add_flag("--overwrite", a->overwrite, "Replace a film that is there already");
  command->callback([a, &chosen] {
    chosen = [a] {
      return filledIn(a->output, {}).and_then([&](const std::string& output) {
        Arguments args = *a;
        args.output = output;
        return run(args);
      });
    };
  });
}

}  // namespace mien
