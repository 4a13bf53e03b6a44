#include "app/cli/generate_set.h"

#include <cstdio>
#include <optional>

#include "app/cli/interrupt.h"
#include "app/cli/progress_line.h"
#include "core/base/digest.h"
#include "core/base/name_template.h"
#include "core/synth/balanced_groups.h"
#include "core/synth/journal.h"
#include "core/synth/labels.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

/// The picture of a seed. Names that depend on the clock or on what lies there would not be found again by a run that
/// goes on.
Result<fs::path> fileOf(const GenerateArguments& args, std::uint64_t seed) {
  const NameTokens tokens{{"seed", std::to_string(seed)}, {"size", std::to_string(args.size)}};
  const auto name = nameFromTemplate(args.name, tokens, [](const std::string&) { return false; });
  if (!name) return tl::unexpected(name.error());
  return fs::path(args.folder) / (*name + "." + args.format);
}

/// As the labels name it.
std::string relativeTo(const SetFiles& files, const fs::path& picture) {
  const fs::path folder = fs::absolute(files.labels).lexically_normal().parent_path();
  return fs::absolute(picture).lexically_normal().lexically_proximate(folder).generic_string();
}

Result<void> checkNames(const GenerateArguments& args) {
  for (const char* changing : {"{n}", "{n:", "{date}", "{time}"}) {
    if (args.name.find(changing) == std::string::npos) continue;
    return fail(ErrorKind::Usage,
                "With --labels a run that is broken off must find its pictures again: --name may use {seed} and {size} "
                "alone.");
  }
  const auto file = fileOf(args, args.seed);
  if (!file) return tl::unexpected(file.error());
  const auto next = fileOf(args, args.seed + 1);
  if (!next) return tl::unexpected(next.error());
  if (*file == *next) return fail(ErrorKind::Usage, "All faces would have one name: put {seed} into --name.");
  return checkOutput(*file, {args.writing.options, true, {}}, Placement::Crop);
}

Result<void> keepAll(const GenerateArguments& args, const SetFiles& files) {
  for (const fs::path& file : {files.labels, files.manifest()})
    if (auto free = keepExisting(file, args.writing.overwrite); !free) return free;
  // Which seeds a balanced set takes is not known yet.
  if (args.writing.overwrite || !args.balance.empty()) return {};
  for (int i = 0; i < args.count; ++i) {
    const auto file = fileOf(args, args.seed + static_cast<std::uint64_t>(i));
    if (!file) return tl::unexpected(file.error());
    if (auto free = keepExisting(*file, false); !free) return free;
  }
  return {};
}

/// Draws one set.
class SetMaker {
 public:
  SetMaker(const GenerateArguments& args, Session& session, Judge& judge, SetJournal& journal, const SetFiles& files,
           const std::optional<BalancedGroups>& balance)
      : args_(args), session_(session), judge_(judge), journal_(journal), files_(files), balance_(balance) {
    if (!balance_) return;
    quotas_.emplace(balance_->groups().size(), args.count);
    for (std::size_t i = 0; i < balance_->groups().size(); ++i) {
      const auto& groups = journal.progress().groups;
      const auto filled = groups.find(balance_->groups()[i]);
      for (std::int64_t n = filled == groups.end() ? 0 : filled->second; n > 0; --n) quotas_->fill(i);
    }
  }

  /// False: it was stopped by Ctrl-C.
  Result<bool> make() {
    const std::int64_t kept = done();
    const Interrupt interrupt;
    while (done() < args_.count) {
      if (interrupt.requested()) return false;
      if (balance_ && journal_.progress().sinceFace >= args_.giveUp) {
        line_.clear();
        return giveUp();
      }
      if (auto drawn = drawNext(); !drawn) return tl::unexpected(drawn.error());
      line_.show(done(), args_.count, kept, state());
    }
    return true;
  }

  /// Of what was asked for. A balanced set needs that many pictures; else that many seeds are drawn.
  std::int64_t done() const {
    const SetProgress& p = journal_.progress();
    return balance_ ? p.faces : p.faces + p.refused;
  }
  /// ", 3 refused, 61 passed over"
  std::string state() const {
    const SetProgress& p = journal_.progress();
    std::string text;
    if (p.refused > 0) text += ", " + std::to_string(p.refused) + " refused";
    if (p.passedOver > 0) text += ", " + std::to_string(p.passedOver) + " passed over";
    return text;
  }

 private:
  tl::unexpected<Error> giveUp() const {
    std::string open;
    for (std::size_t i = 0; i < balance_->groups().size(); ++i) {
      if (!quotas_->isOpen(i)) continue;
      open += (open.empty() ? "" : "; ") + balance_->groups()[i] + " (" + std::to_string(quotas_->left(i)) + ")";
    }
    return fail(ErrorKind::Usage, std::to_string(journal_.progress().sinceFace) +
                                      " seeds in a row filled no group, up to seed " +
                                      std::to_string(journal_.progress().next - 1) + ", and faces are missing in " +
                                      open + ": give a larger --give-up to go on, or begin anew with other groups.");
  }

  bool fits(const FaceAttributes& face) const {
    const auto group = balance_->groupOf(face);
    return group && quotas_->isOpen(*group);
  }

  FaceAttributes measured(const Image8& picture, const Landmarks& landmarks) {
    return attributesOf(picture, landmarks, judge_.glance(picture, fivePoints(landmarks)).age);
  }

  Result<void> drawNext() {
    const std::uint64_t seed = journal_.progress().next;
    const auto face = session_.parent(textOf({seed, args_.truncation}));
    if (!face) return tl::unexpected(face.error());
    if (balance_) {
      // What the model drew already, small: most seeds end here.
      const Image8& small = face->face->crop();
      const Similarity scale = Similarity{}.scaled(static_cast<float>(small.width()));
      if (!fits(measured(small, transformed(face->face->cropLandmarks(), scale)))) return journal_.passOver();
    }
    const Parents parents{*face, *face};
    Recipe recipe = session_.recipeFor(parents);
    recipe.structure = recipe.features = recipe.colour = 0;
    recipe.size = args_.size;
    const auto frame = session_.render(recipe, parents);
    if (!frame) return tl::unexpected(frame.error());
    SetFace drawn;
    drawn.seed = seed;
    drawn.attributes = measured(frame->pixels, frame->facts.landmarks);
    // The finished picture has the last word, so that the groups are exact by their labels.
    if (balance_ && !fits(drawn.attributes)) return journal_.passOver();
    if (balance_) drawn.group = balance_->groups()[*balance_->groupOf(drawn.attributes)];
    return judgeAndWrite(*frame, parents, drawn);
  }

  Result<void> judgeAndWrite(const Frame& frame, const Parents& parents, SetFace& drawn) {
    const auto file = fileOf(args_, drawn.seed);
    if (!file) return tl::unexpected(file.error());
    OutputArguments writing = args_.writing;
    // Killed between picture and note: it is this set's own, and becomes the same again.
    writing.overwrite = writing.overwrite || journal_.progress().begun == drawn.seed;
    if (auto free = keepExisting(*file, writing.overwrite); !free) return free;
    if (auto begun = journal_.begin(drawn.seed); !begun) return begun;
    const auto admission = session_.write(frame, parents, *file, writing);
    if (!admission) return tl::unexpected(admission.error());
    drawn.history = admission->output;
    drawn.verdict = admission->verdict;
    say(*admission);
    if (admission->refusal) {
      drawn.refusal = admission->refusal->message;
      drawn.code = exitCode(admission->refusal->kind);
      return journal_.add(drawn);
    }
    const auto digest = sha256HexOfFile(*file);
    if (!digest) return tl::unexpected(digest.error());
    drawn.file = relativeTo(files_, *file);
    drawn.sha256 = *digest;
    if (balance_) quotas_->fill(*balance_->groupOf(drawn.attributes));
    return journal_.add(drawn);
  }

  /// What was only noted stands in the labels: thousands of lines would hide what matters.
  void say(const Admission& admission) {
    if (!admission.refusal && admission.warnings.empty()) return;
    line_.clear();
    Admission alone;
    alone.refusal = admission.refusal;
    alone.warnings = admission.warnings;
    sayVerdict(alone);
  }

  const GenerateArguments& args_;
  Session& session_;
  Judge& judge_;
  SetJournal& journal_;
  const SetFiles& files_;
  const std::optional<BalancedGroups>& balance_;
  std::optional<Quotas> quotas_;
  ProgressLine line_{"face"};
};

/// What decides on the set's bytes: one that is to go on must be made from the same.
nlohmann::json madeFrom(const GenerateArguments& args, const SetFiles& files, const EngineInfo& info,
                        const Policy& policy, const Judge& judge) {
  const WriteOptions& options = args.writing.options;
  return {{"schema", 1},
          {"arguments",
           {{"seed", args.seed},
            {"count", args.count},
            {"truncation", args.truncation},
            {"size", args.size},
            {"folder", relativeTo(files, args.folder)},
            {"name", args.name},
            {"format", args.format},
            {"bits", options.bits},
            {"quality", options.quality},
            {"lossless", options.lossless},
            {"balance", args.balance},
            {"project", args.writing.project}}},
          {"model", modelJson(info)},
          {"device", info.device},
          {"policy", {{"name", policy.name}, {"hash", policy.hash}}},
          {"networks", judge.hash()}};
}

int report(const GenerateArguments& args, const Session& session, const SetFiles& files, const SetProgress& p) {
  if (args.json) {
    const EngineInfo info = session.info();
    printReport(
        {{"schema", 1},
         {"labels", files.labels.string()},
         {"manifest", files.manifest().string()},
         {"counts", {{"faces", p.faces}, {"refused", p.refused}, {"passed_over", p.passedOver}, {"groups", p.groups}}},
         {"model", modelJson(info)},
         {"device", info.device},
         {"milliseconds", session.milliseconds()}});
  }
  std::fprintf(stderr, "%lld faces labelled in %s; %lld refused, %lld passed over.\n", static_cast<long long>(p.faces),
               files.labels.c_str(), static_cast<long long>(p.refused), static_cast<long long>(p.passedOver));
  return p.firstRefusal;
}

bool isThere(const fs::path& file) {
  std::error_code none;
  return fs::exists(fs::symlink_status(file, none));
}

Result<std::optional<BalancedGroups>> balanceOf(const GenerateArguments& args) {
  if (args.balance.empty()) return std::nullopt;
  auto balance = BalancedGroups::parse(args.balance);
  if (!balance) return tl::unexpected(balance.error());
  if (const std::size_t groups = balance->groups().size(); static_cast<std::size_t>(args.count) < groups) {
    return fail(ErrorKind::Usage, "--balance " + args.balance + " makes " + std::to_string(groups) +
                                      " groups: --count must be at least that, or name fewer bands.");
  }
  return std::optional(std::move(*balance));
}

}  // namespace

Result<int> generateSet(const GenerateArguments& args) {
  const SetFiles files{args.labels};
  const auto balance = balanceOf(args);
  if (!balance) return tl::unexpected(balance.error());
  if (auto good = checkNames(args); !good) return tl::unexpected(good.error());
  const bool broken = isThere(files.journal());
  const bool finished = !broken && args.goOn && isThere(files.manifest());
  if (!broken && !finished)
    if (auto free = keepAll(args, files); !free) return tl::unexpected(free.error());
  const auto folder = OutputFolder::make(args.folder);
  if (!folder) return tl::unexpected(folder.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  const auto keeper = session->gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const auto gate = (*keeper)->open();
  if (!gate) return tl::unexpected(gate.error());
  const auto judge = (*keeper)->judge();
  if (!judge) return tl::unexpected(judge.error());
  const nlohmann::json from = madeFrom(args, files, session->info(), gate->policy(), **judge);
  if (finished) {
    const auto progress = readSetProgress(files.manifest(), from);
    if (!progress) return tl::unexpected(progress.error());
    return report(args, *session, files, *progress);
  }
  auto journal = SetJournal::open(files.journal(), from, args.writing.overwrite);
  if (!journal) return tl::unexpected(journal.error());
  SetMaker maker(args, *session, **judge, *journal, files, *balance);
  const auto made = maker.make();
  if (!made) return tl::unexpected(made.error());
  if (!*made) {
    std::fprintf(stderr, "\nStopped after %lld of %d faces%s: the same command goes on there.\n",
                 static_cast<long long>(maker.done()), args.count, maker.state().c_str());
    return kInterruptedExit;
  }
  if (auto done = finishSet(files); !done) return tl::unexpected(done.error());
  return report(args, *session, files, journal->progress());
}

}  // namespace mien
