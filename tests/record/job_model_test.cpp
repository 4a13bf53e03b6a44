// Random steps against the plainest model of a queue: after each, both hold the same jobs and gave the same answer.
#include <QtTest>
#include <random>

#include "core/record/job_store.h"
#include "tests/record/folder_in_memory.h"

using namespace mien;

namespace {

/// What a queue should do, as simple as it can be said; states and wishes only.
struct ModelJob {
  std::int64_t id = 0;
  int priority = 0;
  JobState state = JobState::Queued;
  Wanted wanted = Wanted::Run;
  std::int64_t done = 0;
  int runner = 0;  // index of the owner; of a running job
};

class Model {
 public:
  std::map<std::int64_t, ModelJob> jobs;
  std::int64_t last = 0;

  void add(int priority) {
    ++last;
    jobs[last] = {last, priority};
  }
  ModelJob* next() {
    ModelJob* best = nullptr;
    for (auto& [id, job] : jobs) {
      if (job.state == JobState::Queued && (!best || job.priority > best->priority)) best = &job;
    }
    return best;
  }
  /// True when the step is allowed, and then it is taken.
  bool step(int what, std::int64_t id, int runner, int number) {
    const auto found = jobs.find(id);
    if (found == jobs.end()) return false;
    ModelJob& job = found->second;
    const bool running = job.state == JobState::Running;
    const bool own = running && job.runner == runner;
    const bool finished =
        job.state == JobState::Done || job.state == JobState::Failed || job.state == JobState::Cancelled;
    const auto to = [&job](JobState state) {
      job.state = state;
      job.wanted = Wanted::Run;
      return true;
    };
    const auto want = [&job](Wanted wanted) {
      job.wanted = wanted;
      return true;
    };
    switch (what) {
      case 0:  // claim
        if (job.state != JobState::Queued) return false;
        job.runner = runner;
        return to(JobState::Running);
      case 1:  // progress
        if (own) job.done = number;
        return own;
      case 2:  // finish
        if (own) job.done = 100;
        return own && to(JobState::Done);
      case 3:  // fail
        return own && to(JobState::Failed);
      case 4:  // stopped
        return own && to(job.wanted == Wanted::Pause    ? JobState::Paused
                         : job.wanted == Wanted::Cancel ? JobState::Cancelled
                                                        : JobState::Queued);
      case 5:  // pause
        if (job.state == JobState::Queued) return to(JobState::Paused);
        return running && job.wanted != Wanted::Cancel && want(Wanted::Pause);
      case 6:  // resume
        if (job.state == JobState::Paused) return to(JobState::Queued);
        return job.wanted == Wanted::Pause && want(Wanted::Run);
      case 7:  // cancel
        if (finished) return false;
        return running ? want(Wanted::Cancel) : to(JobState::Cancelled);
      case 8:  // retry
        if (job.state != JobState::Failed && job.state != JobState::Cancelled) return false;
        job.done = 0;
        return to(JobState::Queued);
      case 9:  // priority
        if (!finished) job.priority = number;
        return !finished;
      default:  // remove
        if (finished) jobs.erase(found);
        return finished;
    }
  }
};

bool take(JobStore& store, int what, std::int64_t id, int number) {
  switch (what) {
    case 0:
      return store.claim(id).has_value();
    case 1:
      return store.progress(id, number, 1).has_value();
    case 2:
      return store.finish(id).has_value();
    case 3:
      return store.fail(id, {ErrorKind::Disk, "Why."}).has_value();
    case 4:
      return store.stopped(id).has_value();
    case 5:
      return store.pause(id).has_value();
    case 6:
      return store.resume(id).has_value();
    case 7:
      return store.cancel(id).has_value();
    case 8:
      return store.retry(id).has_value();
    case 9:
      return store.setPriority(id, number).has_value();
    default:
      return store.remove(id).has_value();
  }
}

std::string told(std::int64_t id, int priority, JobState state, Wanted wanted, std::int64_t done) {
  return std::to_string(id) + ':' + std::to_string(priority) + ':' + std::string(nameOf(state)) + ':' +
         std::string(nameOf(wanted)) + ':' + std::to_string(done) + ' ';
}

}  // namespace

class JobModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void randomSteps_data() {
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 5; ++seed) QTest::addRow("seed %u", seed) << seed;
  }

  void randomSteps() {
    QFETCH(unsigned, seed);
    const auto folder = folderInMemory();
    const std::filesystem::path file = folder->filePath(QStringLiteral("record.db")).toStdString();
    std::mt19937 random(seed);
    const auto below = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    // Two runners that are alive: this process and its parent.
    std::vector<JobStore> stores;
    for (const Owner& owner : {Owner::thisProcess(), Owner::of(getppid())})
      stores.push_back(JobStore::open(Record::open(file).value(), owner).value());
    Model model;
    for (int i = 0; i < 300; ++i) {
      const int runner = below(2);
      JobStore& store = stores[static_cast<std::size_t>(runner)];
      const int what = below(16);
      const std::int64_t id = 1 + below(static_cast<int>(model.last) + 1);  // sometimes one that never was
      const int number = below(100);
      const QByteArray where =
          QByteArray::number(i) + ": step " + QByteArray::number(what) + " of job " + QByteArray::number(id);
      if (what >= 13) {
        model.add(below(3));
        // Each to a place of its own, or it would take a failed one's.
        QCOMPARE(store
                     .add({.kind = "film",
                           .output = "/" + std::to_string(model.last),
                           .priority = model.jobs[model.last].priority,
                           .framesTotal = 100})
                     .value(),
                 model.last);
      } else if (what >= 11) {
        ModelJob* expected = model.next();
        const auto job = store.claimNext().value();
        QCOMPARE(job.has_value(), expected != nullptr);
        if (expected) {
          QCOMPARE(job->id, expected->id);
          model.step(0, job->id, runner, 0);
        }
      } else {
        QVERIFY2(take(store, what, id, number) == model.step(what, id, runner, number), where);
      }
      std::string expected;
      std::string actual;
      for (const auto& [key, job] : model.jobs) expected += told(key, job.priority, job.state, job.wanted, job.done);
      auto list = stores[static_cast<std::size_t>(below(2))].list().value();
      for (auto job = list.rbegin(); job != list.rend(); ++job)
        actual += told(job->id, job->priority, job->state, job->wanted, job->framesDone);
      QVERIFY2(actual == expected, (where + "\n" + actual.c_str() + "\n" + expected.c_str()).constData());
    }
    QVERIFY(model.last > 20);
  }
};

QTEST_APPLESS_MAIN(JobModelTest)
#include "job_model_test.moc"
