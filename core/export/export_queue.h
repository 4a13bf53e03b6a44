#pragma once
#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/export/export_renderer.h"
#include "core/export/film_spec.h"
#include "core/gate/gatekeeper.h"
#include "core/record/job_store.h"

namespace mien {

/// A film as the window asks for it.
struct FilmOrder {
  FilmSpec spec;
  std::filesystem::path output;
  /// Photographs that have no file of their own, as they came: kept beside the record until the film is made.
  std::vector<std::shared_ptr<const std::vector<std::uint8_t>>> photographs;
  /// Faces whose photographs are not there at all, as a project keeps them: kept likewise. Null: not of this face.
  std::vector<FacePtr> saved;
};

/// The record's queue for a window: works it off, one job after another, and changes it without blocking the caller.
/// Jobs that other processes add, run and change are seen within a quarter of a second; who runs a job matters to
/// nobody. A job that fails stops none of the others; one that needed a review goes on once it is approved. While the
/// engine is missing, jobs wait.
///
/// Ending it ends the job that runs at once; that job goes back into the queue with its finished segments, so that the
/// next window (or `mien jobs run`) goes on there.
///
/// Thread: construct and destroy on one thread; calls from any, none waits. Callbacks come from the queue's own
/// threads.
class ExportQueue {
 public:
  struct Callbacks {
    /// All jobs, newest first: at the start and whenever something changed, five times a second at most.
    std::function<void(std::vector<Job>)> changed;
    /// A job runs in this process, or does no more: it left with this admission, or failed (Cancelled: paused,
    /// cancelled or put back).
    std::function<void(std::int64_t job)> started;
    std::function<void(const Job& job, const Result<Admission>& end)> ended;
    /// An order could not be carried out.
    std::function<void(const Error&)> refused;
    /// The record can't be used, now or ever: no order will be carried out.
    std::function<void(const Error&)> unusable;
  };

  /// `renderer` is used on the queue's thread alone.
  ExportQueue(std::shared_ptr<Gatekeeper> gatekeeper, std::unique_ptr<ExportRenderer> renderer, Callbacks callbacks);
  ~ExportQueue();
  ExportQueue(const ExportQueue&) = delete;
  ExportQueue& operator=(const ExportQueue&) = delete;

  void add(FilmOrder order);
  void pause(std::int64_t job);
  void resume(std::int64_t job);
  void cancel(std::int64_t job);
  void retry(std::int64_t job);
  void remove(std::int64_t job);
  void setPriority(std::int64_t job, int priority);

 private:
  using Order = std::function<Result<void>(JobStore&)>;
  void give(Order order);
  std::deque<Order> nextOrders(const std::stop_token& end);
  void keepList(const std::stop_token& end);
  void follow(Record& record, JobStore& store, const std::stop_token& end);
  Result<void> addFilm(JobStore& store, const FilmOrder& order) const;

  void runJobs(const std::stop_token& end);
  void runQueued(JobStore& store, const std::stop_token& end);
  void wakeRunner();

  const std::shared_ptr<Gatekeeper> gatekeeper_;
  const std::filesystem::path& recordFile_;
  const std::unique_ptr<ExportRenderer> renderer_;
  const Callbacks callbacks_;

  std::mutex mutex_;
  std::condition_variable_any ordered_;
  std::deque<Order> orders_;
  std::condition_variable_any queued_;
  bool somethingQueued_ = false;
  std::atomic<std::int64_t> running_ = 0;

  std::jthread runner_;
  std::jthread keeper_;  ///< carries out orders, tells what the list is
};

}  // namespace mien
