#include "core/export/export_queue.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/export/approved_jobs.h"
#include "core/export/kept_files.h"
#include "core/export/run_film_job.h"

namespace mien {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kLook = 250ms;       // for what other processes did
constexpr auto kMostOften = 200ms;  // of lists told
constexpr auto kOrphans = 2s;       // between looks for dead runners

struct Opened {
  Record record;
  JobStore store;
};

Result<Opened> openStore(const std::filesystem::path& file) {
  auto record = Record::open(file);
  if (!record) return tl::unexpected(record.error());
  auto store = JobStore::open(*record);
  if (!store) return tl::unexpected(store.error());
  return Opened{std::move(*record), std::move(*store)};
}

}  // namespace

ExportQueue::ExportQueue(std::shared_ptr<Gatekeeper> gatekeeper, std::unique_ptr<ExportRenderer> renderer,
                         Callbacks callbacks)
    : gatekeeper_(std::move(gatekeeper)),
      recordFile_(gatekeeper_->recordFile()),
      renderer_(std::move(renderer)),
      callbacks_(std::move(callbacks)),
      runner_([this](const std::stop_token& end) { runJobs(end); }),
      keeper_([this](const std::stop_token& end) { keepList(end); }) {}

ExportQueue::~ExportQueue() {
  runner_.request_stop();
  runner_.join();
  // The keeper ends last and carries out what was ordered until now: a film that was added just before is in the
  // record.
  keeper_.request_stop();
}

void ExportQueue::give(Order order) {
  {
    const std::lock_guard lock(mutex_);
    orders_.push_back(std::move(order));
  }
  ordered_.notify_one();
}

void ExportQueue::add(FilmOrder order) {
  give([this, order = std::move(order)](JobStore& store) { return addFilm(store, order); });
}
void ExportQueue::pause(std::int64_t job) {
  give([job](JobStore& store) { return store.pause(job); });
}
void ExportQueue::resume(std::int64_t job) {
  give([job](JobStore& store) { return store.resume(job); });
}
void ExportQueue::cancel(std::int64_t job) {
  give([job](JobStore& store) { return store.cancel(job); });
}
void ExportQueue::retry(std::int64_t job) {
  give([job](JobStore& store) { return store.retry(job); });
}
void ExportQueue::remove(std::int64_t job) {
  give([job](JobStore& store) { return store.remove(job); });
}
void ExportQueue::setPriority(std::int64_t job, int priority) {
  give([job, priority](JobStore& store) { return store.setPriority(job, priority); });
}

Result<void> ExportQueue::addFilm(JobStore& store, const FilmOrder& order) const {
  FilmSpec spec = order.spec;
  spec.photographs.resize(spec.timeline.base.faces.size());
  for (std::size_t i = 0; i < order.photographs.size(); ++i) {
    const auto* ref = std::get_if<PhotoFaceRef>(&spec.timeline.base.faces[i]);
    if (!ref || !order.photographs[i]) continue;
    auto kept = keepPhotograph(recordFile_, ref->digest, *order.photographs[i]);
    if (!kept) return tl::unexpected(kept.error());
    spec.photographs[i] = std::move(*kept);
  }
  for (std::size_t i = 0; i < order.saved.size(); ++i) {
    if (!order.saved[i]) continue;
    auto kept = keepFace(recordFile_, order.saved[i]->saved());
    if (!kept) return tl::unexpected(kept.error());
    spec.photographs[i] = std::move(*kept);
  }
  const auto range = framesOf(spec);
  if (!range) return tl::unexpected(range.error());
  const auto added = store.add({.kind = kFilmJob,
                                .spec = toJson(spec),
                                .title = order.output.filename().string(),
                                .output = order.output,
                                .priority = 0,
                                .framesTotal = range->second - range->first});
  if (!added) return tl::unexpected(added.error());
  return {};
}

std::deque<ExportQueue::Order> ExportQueue::nextOrders(const std::stop_token& end) {
  std::unique_lock lock(mutex_);
  ordered_.wait_for(lock, end, kLook, [this] { return !orders_.empty(); });
  return std::exchange(orders_, {});
}

void ExportQueue::keepList(const std::stop_token& end) {
  auto opened = openStore(recordFile_);
  if (opened) return follow(opened->record, opened->store, end);
  callbacks_.unusable(opened.error());
  while (!end.stop_requested())
    for (std::size_t i = nextOrders(end).size(); i > 0; --i) callbacks_.refused(opened.error());
}

void ExportQueue::follow(Record& record, JobStore& store, const std::stop_token& end) {
  std::int64_t version = -1;
  FollowedApprovals followed;
  bool changed = true;
  bool mayLeaveFiles = true;  // what former runs left
  bool othersRun = false;
  auto told = Clock::now() - kMostOften;
  auto lookedForOrphans = Clock::now();
  while (!end.stop_requested()) {
    for (const Order& order : nextOrders(end)) {
      const auto done = order(store);
      if (!done) callbacks_.refused(done.error());
      changed = mayLeaveFiles = true;
    }
    if (othersRun && Clock::now() - lookedForOrphans > kOrphans) {
      lookedForOrphans = Clock::now();
      const auto released = store.releaseOrphans();
      changed = changed || (released && *released > 0);
    }
    const auto now = record.dataVersion();
    changed = changed || !now || *now != version;
    if (!changed || Clock::now() - told < kMostOften) continue;
    static_cast<void>(queueApproved(store, record, followed));  // what can't be read now is read with the next change
    auto jobs = store.list();
    if (!jobs) continue;
    version = now.value_or(-1);
    changed = false;
    told = Clock::now();
    // What can't be removed now is tried again with the next order.
    if (std::exchange(mayLeaveFiles, false)) static_cast<void>(removeUnneeded(recordFile_, store, *jobs));
    const auto is = [&](JobState state) { return [state](const Job& job) { return job.state == state; }; };
    if (std::any_of(jobs->begin(), jobs->end(), is(JobState::Queued))) wakeRunner();
    const auto running = std::count_if(jobs->begin(), jobs->end(), is(JobState::Running));
    othersRun = running > (running_ != 0 ? 1 : 0);
    callbacks_.changed(std::move(*jobs));
  }
  for (const Order& order : nextOrders(end)) static_cast<void>(order(store));  // nobody is left to be told
}

void ExportQueue::wakeRunner() {
  {
    const std::lock_guard lock(mutex_);
    somethingQueued_ = true;
  }
  queued_.notify_one();
}

void ExportQueue::runJobs(const std::stop_token& end) {
  renderer_->stopWith(end);
  if (!renderer_->info()) return;  // the window says why there is no engine
  auto opened = openStore(recordFile_);
  if (!opened) return;  // the keeper says so
  while (!end.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      if (!queued_.wait(lock, end, [this] { return somethingQueued_; })) return;
      somethingQueued_ = false;
    }
    runQueued(opened->store, end);
  }
}

void ExportQueue::runQueued(JobStore& store, const std::stop_token& end) {
  while (!end.stop_requested()) {
    const auto job = store.claimNext();
    if (!job) return callbacks_.refused(job.error());
    if (!*job) return;
    running_ = (*job)->id;
    callbacks_.started((*job)->id);
    const auto made = runFilmJob(store, *gatekeeper_, **job, *renderer_, end, [](const FilmProgress&) {});
    running_ = 0;
    callbacks_.ended(**job, made.map([](const FilmExported& film) { return film.admission; }));
  }
}

}  // namespace mien
