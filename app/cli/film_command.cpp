#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/cli/balance_option.h"
#include "app/cli/commands.h"
#include "app/cli/consent_option.h"
#include "app/cli/engine_options.h"
#include "app/cli/face_arguments.h"
#include "app/cli/face_files.h"
#include "app/cli/film_job.h"
#include "app/cli/film_timeline.h"
#include "app/cli/number_option.h"
#include "app/cli/output.h"
#include "app/cli/own_model.h"
#include "app/cli/parameter_options.h"
#include "app/cli/record_arguments.h"
#include "app/cli/saved_face.h"
#include "app/cli/usage_error.h"
#include "core/base/output_tokens.h"
#include "core/blend/parameters.h"
#include "core/blend/settle.h"
#include "core/blend/timeline_start.h"
#include "core/export/kept_files.h"
#include "core/project/face_files.h"
#include "core/project/project_file.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  FaceArguments mixed;
  std::string timeline, output, codec, project, frames, ease = "ease-in-out", inPhoto, balance;
  std::vector<std::string> faces;
  ParameterOptions parameters;
  ConsentOption consent;
  StartOptions start;
  int size = 512, quality = 80;
  bool loop = false, pingPong = false, overwrite = false, projectLatents = false, json = false;
};

/// "24:48" → frames 24 to 47.
Result<std::pair<std::int64_t, std::int64_t>> rangeOf(const std::string& text) {
  const auto colon = text.find(':');
  const auto number = [](const std::string& digits) {
    const bool good =
        !digits.empty() && digits.size() < 10 && digits.find_first_not_of("0123456789") == std::string::npos;
    return good ? std::stoll(digits) : -1;
  };
  const std::int64_t first = number(text.substr(0, colon));
  const std::int64_t last = colon == std::string::npos ? -1 : number(text.substr(colon + 1));
  if (first >= 0 && last > first) return std::pair{first, last};
  return fail(ErrorKind::Usage, "\"" + text + "\" names no frames: write FIRST:LAST, e.g. 0:25 for the first 25.");
}

/// Where a job finds the face again: a project may change until it runs, so what that keeps is kept beside the record.
Result<std::filesystem::path> placeOfFace(Session& session, const FaceRef& face, const std::string& text) {
  const auto* photo = std::get_if<PhotoFaceRef>(&face);
  if (photo == nullptr) return std::filesystem::path();
  if (!isProjectFile(text)) return checkIsThere(text).map([&] { return std::filesystem::absolute(text); });
  const auto keeper = session.gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  return savedFaceIn(text, *photo).and_then([&](const FaceInProject& kept) {
    const auto& record = (*keeper)->recordFile();
    return kept.photo ? keepPhotograph(record, photo->digest, *kept.photo) : keepFace(record, kept.saved);
  });
}

/// The window doesn't offer such a size.
void sayEnlarged(int size, const Parents& parents) {
  constexpr int kUsual = 512;  // nobody has asked for more
  int most = 0;
  for (const Parent& parent : parents) most = std::max(most, parent.face->crop().width());
  if (size <= kUsual || most > kUsual) return;
  std::fprintf(stderr, "Note: None of these faces has more than %d pixels to show: %d only enlarges them.\n", most,
               size);
}

/// `given`: what --timeline names.
Result<FilmSpec> specFrom(const Arguments& args, Session& session, const std::optional<GivenTimeline>& given) {
  FilmSpec spec;
  spec.quality = args.quality;
  spec.overwrite = args.overwrite;
  spec.project = args.project;
  const auto format = filmFormatFor(args.output, args.codec);
  if (!format) return tl::unexpected(format.error());
  spec.format = *format;
  // Before photographs are opened, and a job is made that could only fail.
  if (spec.format != FilmFormat::PngSequence)
    if (auto able = findFfmpeg().and_then([&](const Ffmpeg& found) { return checkEncoders(found, spec.format); });
        !able)
      return tl::unexpected(able.error());
  if (!args.frames.empty()) {
    if (spec.format != FilmFormat::PngSequence)
      return fail(ErrorKind::Usage, "--frames makes pictures: give a folder without an ending as the output.");
    const auto range = rangeOf(args.frames);
    if (!range) return tl::unexpected(range.error());
    spec.frames = *range;
  }
  std::vector<std::string> texts = args.mixed.texts();
  if (given) {
    spec.timeline = given->timeline;
    auto named = parentTexts(spec.timeline.base, given->files);
    if (!named) return tl::unexpected(named.error());
    texts = std::move(*named);
  } else {
    if (auto known = args.mixed.checkIndices(); !known) return tl::unexpected(known.error());
    const auto parents = session.parents(texts, args.mixed.indices());
    if (!parents) return tl::unexpected(parents.error());
    Recipe base = session.recipeFor(*parents);
    base.size = args.size;
    if (args.inPhoto.empty()) sayEnlarged(args.size, *parents);
    base.directionsHash = session.info().directionsHash;
    if (auto balanced = applyBalance(args.balance, session, *parents, base); !balanced)
      return tl::unexpected(balanced.error());
    if (!args.inPhoto.empty()) {
      base.placement = *placementFromString("photo-" + args.inPhoto);
      if (auto there = checkFaces(base); !there) return tl::unexpected(there.error());
    }
    StartOptions start = args.start;
    start.easing = *easingFromString(args.ease);
    if (args.loop) start.repeat = Repeat::Loop;
    if (args.pingPong) start.repeat = Repeat::PingPong;
    spec.timeline = timelineThroughAll(base, start);
    if (spec.timeline.duration > kLongestTimeline)
      return fail(ErrorKind::Usage, "The film would last " +
                                        std::to_string(spec.timeline.duration / kTicksPerSecond / 60) +
                                        " minutes, and 60 is the most: give fewer --seconds or a shorter --hold.");
    args.parameters.apply(spec.timeline);
    settle(spec.timeline);
    if (auto there = args.parameters.checkFaces(texts.size()); !there) return tl::unexpected(there.error());
  }
  spec.photographs.clear();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto place = placeOfFace(session, spec.timeline.base.faces[i], texts[i]);
    if (!place) return tl::unexpected(place.error());
    spec.photographs.push_back(std::move(*place));
  }
  return spec;
}

/// The film's faces as consents know them: one that was kept may be another than it says.
Result<std::vector<NamedFace>> namedFaces(const FilmSpec& spec) {
  std::vector<NamedFace> named;
  for (std::size_t i = 0; i < spec.photographs.size(); ++i) {
    named.push_back({spec.timeline.base.faces[i], {}});
    if (!isKeptFace(spec.photographs[i])) continue;
    const auto saved = readKeptFace(spec.photographs[i]).and_then([](const FaceFiles& files) {
      return unpackFace(files, ownSealer());
    });
    if (!saved) return tl::unexpected(saved.error());
    if (!saved->proven) named.back().ownKey = digestOf(*saved);
  }
  return named;
}

/// What projecting changed in the film's middle frame.
Result<std::optional<MeasuredLoss>> lossOfMiddle(Session& session, const Arguments& args, const Timeline& before,
                                                 const FilesOfFaces& files, const FilmSpec& spec) {
  const auto texts = parentTexts(before.base, files);
  if (!texts) return tl::unexpected(texts.error());
  const auto parents = parentsOf(session, before.base, *texts);
  if (!parents) return tl::unexpected(parents.error());
  const double middle = static_cast<double>(before.duration) / 2;
  const auto after = session.render(recipeAt(spec.timeline, middle), *parents);
  if (!after) return tl::unexpected(after.error());
  return lossOfFrame(session, args.engine, recipeAt(before, middle), *texts, *after, std::nullopt);
}

/// What the film's name may say: {mix} as it begins.
NameTokens tokensFor(const Arguments& args, const std::optional<GivenTimeline>& given) {
  if (given) return namesOf(recipeAt(given->timeline, 0), given->files);
  NameTokens tokens = outputTokens({.mix = 0, .size = args.size});
  tokens.merge(args.mixed.names());
  return tokens;
}

Result<int> run(Arguments args) {
  if (args.timeline.empty() && args.mixed.texts().size() < 2)
    return fail(ErrorKind::Usage, "A film needs two faces, or --timeline FILE with --face a=FILE and --face b=FILE.");
  for (const Parameter& p : parameters()) {
    const bool isMix = std::string_view(p.id) == "mix";
    if ((isMix || (p.face > 0 && p.id == letterOf(p.face))) && args.parameters.given(p.id))
      return fail(ErrorKind::Usage, "A film goes from face to face by itself: leave --" + std::string(p.id) +
                                        (isMix ? " (or --at)" : "") + " out.");
  }
  std::optional<GivenTimeline> given;
  if (!args.timeline.empty()) {
    auto read = givenTimeline(args.timeline, args.faces);
    if (!read) return tl::unexpected(read.error());
    given = std::move(*read);
  }
  auto output = filledIn(args.output, tokensFor(args, given));
  if (!output) return tl::unexpected(output.error());
  args.output = std::move(*output);
  if (auto free = keepExisting(args.output, args.overwrite || !args.frames.empty());
      !free && !wasEndedPlacing(args.output))
    return tl::unexpected(free.error());
  const std::optional<GivenTimeline> before = given;
  auto session = given ? openFor(args.engine, args.projectLatents, given->timeline.base) : Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  if (given)
    if (auto measured = measureMissingBalance(*session, *given); !measured) return tl::unexpected(measured.error());
  const auto spec = specFrom(args, *session, given);
  if (!spec) return tl::unexpected(spec.error());
  const Recipe& base = spec->timeline.base;
  const auto& format = infoOf(spec->format);
  if (base.surroundings == Surroundings::None && base.placement == Placement::Crop && !format.alpha)
    sayWhitened(std::string(format.label));
  const auto named = namedFaces(*spec);
  if (!named) return tl::unexpected(named.error());
  if (auto recorded = args.consent.record(*named); !recorded) return tl::unexpected(recorded.error());
  const auto made = makeFilm(*session, *spec, args.output);
  if (!made) {
    const ErrorKind kind = made.error().kind;
    if (args.json && (kind == ErrorKind::Blocked || kind == ErrorKind::NeedsReview))
      printReport(refusedFilmReport(*session, *spec, args.output, made.error()));
    return tl::unexpected(made.error());
  }
  if (made->interrupted) return kInterruptedExit;
  nlohmann::json report = filmReport(*session, *spec, *made);
  if (given && given->timeline.base.modelHash != before->timeline.base.modelHash) {
    const auto loss = lossOfMiddle(*session, args, before->timeline, before->files, *spec);
    if (!loss) return tl::unexpected(loss.error());
    report["projected"] = tellLoss(before->timeline.base, session->info(), *loss);
  }
  if (args.json) printReport(report);
  return 0;
}

void addFilmOptions(CLI::App& command, Arguments& a) {
  std::vector<std::string> eases;
  for (const auto& [easing, name] : easingNames())
    if (easing != Easing::Bezier) eases.emplace_back(name);
  command.add_option("--seconds", a.start.seconds, "Of the way from each face to the next")
      ->check(numberFrom(0.05, 900))
      ->capture_default_str();
  command.add_option("--hold", a.start.hold, "Seconds for which each end stands still")
      ->check(numberFrom(0, 900))
      ->capture_default_str();
  command.add_option("--fps", a.start.framesPerSecond, "Frames a second")
      ->check(CLI::IsMember({24, 25, 30, 50, 60}))
      ->capture_default_str();
  command.add_option("--ease", a.ease, "How the way begins and ends")
      ->check(CLI::IsMember(eases))
      ->capture_default_str();
  command.add_flag("--even-pace", a.start.evenPace, "What one sees changes equally much from frame to frame");
  auto* loop = command.add_flag("--loop", a.loop, "Through all faces and back to the first, without end");
  command.add_flag("--ping-pong", a.pingPong, "The same film forth and back, without end")->excludes(loop);
  command.add_option("--size", a.size, "Side of the crop, px")
      ->check(CLI::IsMember({256, 512, 1024}))
      ->capture_default_str();
  addInPhotoOption(command, a.inPhoto);
  a.mixed.addIndices(command);
  a.parameters.addTo(command);
  addBalanceOption(command, a.balance);
}

}  // namespace

void addFilmCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("film", "Make a film from one face to another and on to more, or of a timeline");
  std::vector<CLI::Option*> ofFaces{a->mixed.addTo(*command)};
  command
      ->add_option(
          "-o,--output", a->output,
          "Film to write (.mp4, .mov, .webm, .gif, .png, .webp), or a folder for PNG frames. " + outputNameHelp())
      ->required();
  const std::size_t before = command->get_options().size();
  addFilmOptions(*command, *a);
  const auto all = command->get_options();
  ofFaces.insert(ofFaces.end(), all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
  command->add_option("--timeline", a->timeline,
                      "Timeline (JSON), or a project (.mien) or film that has one, in place of faces");
  command->add_option("--face", a->faces,
                      "The timeline's photographs, or projects (.mien) that keep these faces: a=FILE, b=FILE and so "
                      "on; told by content. Faces that --timeline's own project keeps need none");
  addProjectionOption(*command, a->projectLatents);
  a->consent.addTo(*command);
  command->add_option("--codec", a->codec, "h264 or h265 in .mp4, vp9 or av1 in .webm");
  command->add_option("--quality", a->quality, "1..100")->check(CLI::Range(1, 100))->capture_default_str();
  command->add_option("--frames", a->frames, "Only frames FIRST:LAST (LAST not made), as pictures into a folder");
  command->add_flag("--overwrite", a->overwrite, "Replace a film, or other frames, that are there already");
  addProjectOption(*command, a->project);
  addEngineOptions(*command, a->engine);
  command->add_flag("--json", a->json, "Print a report");
  command->callback([a, &chosen, ofFaces] {
    for (const CLI::Option* option : ofFaces)
      if (!a->timeline.empty() && option->count() > 0) throw CLI::ExcludesError("--timeline", nameOf(*option));
    chosen = [a] { return run(*a); };
  });
}

}  // namespace mien
