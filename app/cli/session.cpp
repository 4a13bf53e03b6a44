#include "app/cli/session.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <set>

#include "app/cli/interrupt.h"
#include "app/cli/saved_face.h"
#include "app/models_dir.h"
#include "core/base/digest.h"
#include "core/blend/new_face.h"
#include "core/gate/open_engine.h"
#include "core/project/project_file.h"
#include "core/record/job.h"

namespace mien {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::string_view kSeed = "seed:";

template <class Number>
bool isNumber(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

struct OpenedEngine {
  std::string which;
  std::shared_ptr<Engine> engine;
  std::shared_ptr<RecentFaces> recent;
  std::shared_ptr<Gatekeeper> keeper;
};
OpenedEngine lastOpened;

bool reported = false;  // by the command that runs

std::filesystem::path modelsOf(const EngineArguments& arguments) {
  return arguments.models.empty() ? modelsDir() : std::filesystem::path(arguments.models);
}

/// Of a retired pack one hears when it is opened and at each output: once is enough.
void warn(const std::string& sentence) {
  static std::set<std::string> said;
  if (said.insert(sentence).second) std::fprintf(stderr, "Note: %s\n", onOneLine(sentence).c_str());
}

}  // namespace

Result<DrawnFaceRef> drawnFrom(std::string_view text) {
  DrawnFaceRef ref = newFace(0);
  const std::string_view numbers = text.substr(kSeed.size());
  const auto at = numbers.find('@');
  const bool typical = at == std::string_view::npos;
  if (!isNumber(numbers.substr(0, at), ref.seed) || ref.seed >= (1ULL << 53U) ||
      (!typical && !isNumber(numbers.substr(at + 1), ref.truncation)) ||
      !(ref.truncation >= 0 && ref.truncation <= 1)) {
    return fail(ErrorKind::Usage, "\"" + std::string(text) +
                                      "\" names no drawn face: write seed: and a whole number below 2^53, e.g. seed:7, "
                                      "and after an @ how unusual it may be, 0 to 1, e.g. seed:7@0.6.");
  }
  return ref;
}

std::string textOf(const DrawnFaceRef& ref) {
  std::string seed = std::string(kSeed) + std::to_string(ref.seed);
  if (ref.truncation == kNewTruncation) return seed;
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), ref.truncation).ptr;
  return seed + "@" + std::string(digits.data(), end);
}

Result<Session> Session::open(const EngineArguments& arguments) {
  const auto start = Clock::now();
  const std::string which =
      arguments.device + ":" + arguments.modelHash + ":" + arguments.model + "/" + arguments.models;
  if (!lastOpened.engine || lastOpened.which != which) {
    auto opened = openEngine(modelsOf(arguments), arguments.device, arguments.modelHash, arguments.model);
    if (!opened) return tl::unexpected(opened.error());
    if (!opened->warning.empty()) warn(opened->warning);
    lastOpened = {which, std::move(opened->engine), std::make_shared<RecentFaces>(), nullptr};
  }
  Session session(lastOpened.engine, lastOpened.recent, arguments);
  session.took("load", start);
  return session;
}

void Session::closeEngine() {
  lastOpened = {};
}

Result<std::shared_ptr<Gatekeeper>> Session::gatekeeper() {
  if (lastOpened.keeper) return lastOpened.keeper;
  const auto record = defaultRecordFile();
  if (!record) return tl::unexpected(record.error());
  lastOpened.keeper = std::make_shared<Gatekeeper>(
      *record, [arguments = arguments_] { return openJudge(modelsOf(arguments), arguments.device); });
  return lastOpened.keeper;
}

void Session::took(const std::string& stage, Clock::time_point since) {
  const double now = std::chrono::duration<double, std::milli>(Clock::now() - since).count();
  milliseconds_[stage] = milliseconds_.value(stage, 0.0) + now;
}

Result<Parent> Session::parent(const std::string& text, PhotoFaceRef ref) {
  if (text.starts_with(kSeed)) {
    const auto drawn = drawnFrom(text);
    if (!drawn) return tl::unexpected(drawn.error());
    if (Parent known = recent_->find(*drawn); known.face) return known;
    auto face = engine_->draw(*drawn);
    if (!face) return tl::unexpected(face.error());
    recent_->keep({*face, nullptr});
    return Parent{*face, nullptr};
  }
  const auto start = Clock::now();
  if (isProjectFile(text)) {
    const auto kept = savedFaceIn(text, ref);
    if (!kept) return tl::unexpected(kept.error());
    took("read", start);
    if (kept->photo) return parentIn(*kept->photo, text, std::move(ref));
    return engine_->restore(kept->saved).map([](FacePtr face) { return Parent{std::move(face), nullptr}; });
  }
  const auto bytes = readPhotoFile(text);
  if (!bytes) return tl::unexpected(bytes.error());
  took("read", start);
  return parentIn(*bytes, text, std::move(ref));
}

Result<Parent> Session::parentIn(std::span<const std::uint8_t> bytes, const std::string& text, PhotoFaceRef ref) {
  auto start = Clock::now();
  if (!recent_->empty()) {
    PhotoFaceRef wanted = ref;
    wanted.digest = sha256Hex(bytes);
    const bool isIt = ref.digest.empty() || ref.digest == wanted.digest;
    if (Parent known = isIt ? recent_->find(wanted) : Parent{}; known.face) return known;
  }
  auto photo = decodePhoto(bytes, text);
  if (!photo) return tl::unexpected(photo.error());
  took("read", start);
  start = Clock::now();
  if (ref.digest.empty()) ref.digest = photo->digest;
  auto face = engine_->prepare(*photo, ref);
  if (!face) return fail(face.error().kind, text + ": " + face.error().message);
  took("find and encode", start);
  Parent opened{*face, std::make_shared<const Photo>(std::move(*photo))};
  recent_->keep(opened);
  return opened;
}

Result<Parents> Session::parents(const std::vector<std::string>& texts, const std::vector<int>& indices) {
  Parents parents;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    PhotoFaceRef ref;
    if (i < indices.size()) ref.index = indices[i];
    auto one = parent(texts[i], ref);
    if (!one) return tl::unexpected(one.error());
    parents.push_back(std::move(*one));
  }
  return parents;
}

Recipe Session::recipeFor(const Parents& parents) const {
  const EngineInfo about = info();
  Recipe recipe;
  recipe.modelId = about.modelId;
  recipe.modelHash = about.modelHash;
  recipe.faces.clear();
  for (const Parent& parent : parents) recipe.faces.push_back(parent.face->ref());
  for (std::size_t i = 2; i < parents.size(); ++i) recipe.further.push_back(equalShare(i));
  return recipe;
}

Result<Frame> Session::render(const Recipe& recipe, const Parents& parents) {
  auto frame = engine_->render(recipe, facesOf(parents), photosOf(parents));
  if (!frame) return tl::unexpected(frame.error());
  for (const StageTime& t : frame->times) milliseconds_[t.stage] = t.milliseconds;
  return frame;
}

Result<Admission> Session::write(const Frame& frame, const Parents& parents, const std::filesystem::path& file,
                                 const OutputArguments& output) {
  if (frame.pixels.channels() == 4 && pictureFormatFor(file) == PictureFormat::Jpeg) sayWhitened("JPEG");
  // Something may have come to lie there while the picture was rendered: told before it is judged and recorded.
  if (auto free = keepExisting(file, output.overwrite); !free) return tl::unexpected(free.error());
  const auto keeper = gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const auto start = Clock::now();
  auto admission = exportPicture(**keeper, {frame, facesOf(parents), file, output.writing(), output.project, meter_});
  took("judge and write", start);
  meter_ = CostMeter();
  return admission;
}

nlohmann::json Session::report(const Recipe& recipe, const std::filesystem::path& output,
                               const Admission& admission) const {
  const EngineInfo about = info();
  nlohmann::json report{{"schema", 1},
                        {"output", admission.refusal ? nlohmann::json() : nlohmann::json(output.string())},
                        {"recipe", nlohmann::json::parse(toJson(recipe))},
                        {"model", modelJson(about)},
                        {"device", about.device},
                        {"milliseconds", milliseconds_}};
  addAdmission(report, admission);
  return report;
}

void addAdmission(nlohmann::json& report, const Admission& admission) {
  report["history"] = admission.output;
  report["verdict"] = verdictJson(admission.verdict);
  if (admission.refusal) report["refused"] = admission.refusal->message;
  if (!admission.warnings.empty()) report["warning"] = admission.warning();
}

nlohmann::json modelJson(const EngineInfo& info) {
  return {{"id", info.modelId}, {"version", info.modelVersion}, {"hash", info.modelHash}};
}

void beginReport() {
  reported = false;
}

void reportFailure(const Error& error) {
  if (!reported) printReport({{"schema", 1}, {"error", {{"kind", nameOf(error.kind)}, {"message", error.message}}}});
}

void printReportText(const std::string& report) {
  reported = true;
  std::fputs(report.c_str(), stdout);
}

void printReport(const nlohmann::json& report) {
  reported = true;
  std::printf("%s\n", report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

nlohmann::json verdictJson(const Verdict& verdict) {
  return nlohmann::json::parse(toJson(verdict));
}

void sayWhitened(const std::string& format) {
  warn(format + " holds no transparency, so what was to be transparent is white.");
}

int sayVerdict(const Admission& admission) {
  if (admission.refusal) return complain(*admission.refusal);
  for (const std::string& warning : admission.warnings) warn(warning);
  for (const RuleFinding& finding : admission.verdict.findings) {
    const std::string of = finding.subject == "output" ? "" : " (face " + faceLetter(finding.subject) + ")";
    std::fprintf(stderr, "Note%s: %s\n", of.c_str(), finding.words.c_str());
  }
  return 0;
}

int complain(const Error& error) {
  std::fprintf(stderr, "%s\n", onOneLine(error.message).c_str());
  return error.kind == ErrorKind::Cancelled ? kInterruptedExit : exitCode(error.kind);
}

}  // namespace mien
