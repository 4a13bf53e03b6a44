// The record with 10,000 outputs: how long opening, searching, choosing for a recall and checking the history take.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "core/record/canonical.h"
#include "core/record/face_key.h"
#include "core/record/history.h"
#include "core/record/insights.h"
#include "core/record/job_store.h"
#include "core/record/noted_costs.h"
#include "core/record/output_store.h"
#include "core/record/recall.h"
#include "core/record/review_store.h"

namespace fs = std::filesystem;
using namespace mien;

namespace {

constexpr int kOutputs = 10'000;
constexpr int kFaces = 300;
constexpr std::size_t kThumbnailBytes = 8'000;  // a JPEG of 128²
constexpr const char* kWords[] = {"lobby", "campaign", "portrait", "summer", "winter", "client", "draft"};

template <class T>
T must(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(1);
}

InputFace face(int number) {
  const std::string photo = sha256HexOf("photograph " + std::to_string(number));
  return {faceKey(PhotoFaceRef{photo, 0, {}}), photo, std::vector<std::uint8_t>(3'000, 9)};
}

NewOutput output(int n) {
  NewOutput out;
  out.recipe = "{\"faces\":" + std::to_string(n) + ",\"fill\":\"" + std::string(600, 'r') + "\"}";
  out.modelId = "portrait";
  out.modelHash = sha256HexOf("model " + std::to_string(n % 4));
  out.faces = {face(n % kFaces), face((7 * n + 1) % kFaces)};
  out.pixelsDigest = sha256HexOf(out.recipe);
  out.thumbnail.assign(kThumbnailBytes, static_cast<std::uint8_t>(n));
  out.project = std::string(kWords[n % 7]) + " " + std::to_string(n % 50);
  out.verdict.outcome = n % 10 == 0 ? RecordedOutcome::Review : RecordedOutcome::Pass;
  out.verdict.json = "{\"findings\":[{\"rule\":\"soft\",\"action\":\"" + std::string(n % 10 == 0 ? "review" : "note") +
                     "\",\"words\":\"The " + std::string(kWords[n % 5]) + " face is a little soft.\"}],\"fill\":\"" +
                     std::string(1'500, 'v') + "\"}";
  out.verdict.rules = {"soft"};
  out.verdict.policyHash = sha256HexOf("policy " + std::to_string(n % 3));
  out.verdict.networksHash = sha256HexOf("networks");
  out.cost = Cost{0.2, 0.3};
  return out;
}

/// Made once, in memory where there is room, and removed in the end.
class BigRecord {
 public:
  BigRecord() {
    const fs::path memory = "/dev/shm";
    folder_ = (::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path()) /
              ("mien-record-bench-" + std::to_string(::getpid()));
    OutputStore store(open());
    for (int n = 0; n < kOutputs; ++n) {
      const auto id = must(store.add(output(n)));
      must(store.addExport(id, folder_ / ("out-" + std::to_string(n) + ".png"), sha256HexOf("file")));
    }
  }
  BigRecord(const BigRecord&) = delete;
  BigRecord& operator=(const BigRecord&) = delete;
  ~BigRecord() {
    std::error_code none;
    fs::remove_all(folder_, none);
  }
  Record open() const { return must(Record::open(folder_ / "record.db")); }

  static BigRecord& get() {
    static BigRecord record;
    return record;
  }

 private:
  fs::path folder_;
};

/// A fresh connection, as a command has, or one that has read all pages before, as a window has.
void open(benchmark::State& state) {
  BigRecord::get();
  for (auto _ : state) benchmark::DoNotOptimize(BigRecord::get().open());
}
BENCHMARK(open)->Unit(benchmark::kMillisecond);

void openAndShowTheFirstPage(benchmark::State& state) {
  BigRecord::get();
  for (auto _ : state) {
    const OutputStore store(BigRecord::get().open());
    const OutputPage page = must(store.search({.limit = 60}));
    for (const OutputSummary& shown : page.outputs) benchmark::DoNotOptimize(must(store.thumbnail(shown.id)));
  }
}
BENCHMARK(openAndShowTheFirstPage)->Unit(benchmark::kMillisecond);

void search(benchmark::State& state, const OutputQuery& query) {
  const OutputStore store(BigRecord::get().open());
  for (auto _ : state) benchmark::DoNotOptimize(must(store.search(query)));
}
BENCHMARK_CAPTURE(search, everything, OutputQuery{})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, oneWord, OutputQuery{.text = "soft"})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, twoWords, OutputQuery{.text = "lobb summ"})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, fileName, OutputQuery{.text = "out-77"})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, face, OutputQuery{.face = face(5).key})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, flagged, OutputQuery{.state = OutputState::Flagged})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, rule, OutputQuery{.rule = "soft"})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, lastPage, OutputQuery{.skip = kOutputs - 100})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, manyAtOnce,
                  OutputQuery{.text = "soft", .model = "portrait", .outcome = RecordedOutcome::Review, .label = ""})
    ->Unit(benchmark::kMillisecond);

void chooseForRecall(benchmark::State& state, const RecallChoice& choice) {
  const Record record = BigRecord::get().open();
  for (auto _ : state) benchmark::DoNotOptimize(must(concernedBy(record, choice)));
}
BENCHMARK_CAPTURE(chooseForRecall, face, RecallChoice{.face = face(5).photoDigest})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(chooseForRecall, model, RecallChoice{.model = sha256HexOf("model 1")})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(chooseForRecall, all, RecallChoice{.networks = sha256HexOf("networks")})
    ->Unit(benchmark::kMillisecond);

void insights(benchmark::State& state, CostGroup by) {
  const Record record = BigRecord::get().open();
  for (auto _ : state) benchmark::DoNotOptimize(must(readInsights(record, {.by = by})));
}
BENCHMARK_CAPTURE(insights, byProject, CostGroup::Project)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(insights, byUser, CostGroup::User)->Unit(benchmark::kMillisecond);

/// Before every export where there is a budget; a batch reads on from where it was.
void addUpAMonth(benchmark::State& state) {
  const Record record = BigRecord::get().open();
  for (auto _ : state) benchmark::DoNotOptimize(must(NotedCosts(std::make_shared<HistoryChain>()).since(record, 1)));
}
BENCHMARK(addUpAMonth)->Unit(benchmark::kMillisecond);

/// Before the first export of a process.
void followTheHistory(benchmark::State& state) {
  const Record record = BigRecord::get().open();
  for (auto _ : state)
    if (!HistoryChain().follow(record)) std::exit(1);
}
BENCHMARK(followTheHistory)->Unit(benchmark::kMillisecond);

void isARecipeRecalled(benchmark::State& state) {
  const Record record = BigRecord::get().open();
  const std::string recipe = output(77).recipe;
  for (auto _ : state) benchmark::DoNotOptimize(must(isRecalled(record, recipe)));
}
BENCHMARK(isARecipeRecalled)->Unit(benchmark::kMicrosecond);

/// What a running export looks for twenty times a second.
void lookForWishes(benchmark::State& state) {
  JobStore store = must(JobStore::open(BigRecord::get().open()));
  const NewJob large{.kind = "film", .spec = std::string(2'000'000, 's'), .output = "/out.mp4", .framesTotal = 9};
  const std::int64_t id = must(store.addRunning(large)).id;
  for (auto _ : state) benchmark::DoNotOptimize(must(store.wanted(id)));
}
BENCHMARK(lookForWishes)->Unit(benchmark::kMicrosecond);

void addAnOutput(benchmark::State& state) {
  OutputStore store(BigRecord::get().open());
  int n = kOutputs;
  for (auto _ : state) must(store.add(output(n++)));
}
BENCHMARK(addAnOutput)->Unit(benchmark::kMillisecond)->Iterations(100);

void verify(benchmark::State& state) {
  const Record record = BigRecord::get().open();
  std::int64_t entries = 0;
  for (auto _ : state) {
    const Verification history = must(verifyHistory(record));
    if (!history.sound()) std::exit(1);
    entries = history.entries;
  }
  state.counters["entries"] = static_cast<double>(entries);
}
BENCHMARK(verify)->Unit(benchmark::kMillisecond);

/// All of it, which leaves the record recalled: the last to be measured.
void recallEverything(benchmark::State& state) {
  const Record record = BigRecord::get().open();
  for (auto _ : state) must(recall(record, {.networks = sha256HexOf("networks")}, "A benchmark"));
}
BENCHMARK(recallEverything)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
