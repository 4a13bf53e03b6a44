#include "core/export/export_queue.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "core/blend/timeline_start.h"
#include "core/export/run_film_job.h"
#include "core/export/studio_renderer.h"
#include "core/photo/write.h"
#include "core/record/consent_store.h"
#include "core/record/output_store.h"
#include "core/record/review_store.h"
#include "core/studio/fake_judge.h"
#include "tests/export/counted_engine.h"
#include "tests/record/folder_in_memory.h"

using namespace mien;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr int kPatienceMs = 30'000;

/// What the queue said, for the test's thread.
class Heard {
 public:
  ExportQueue::Callbacks callbacks() {
    return {.changed = [this](std::vector<Job> jobs) { set([&] { jobs_ = std::move(jobs), ++lists_; }); },
            .started = [](std::int64_t) {},
            .ended =
                [this](const Job& job, const Result<Admission>& end) {
                  set([&] {
                    ends_.push_back((end ? "done " : "not ") + job.title);
                    if (end) warnings_.push_back(end->warning());
                  });
                },
            .refused = [this](const Error& error) { set([&] { refused_.push_back(error.message); }); },
            .unusable = [this](const Error& error) { set([&] { unusable_ = error.message; }); }};
  }
  std::optional<Job> job(const std::string& title) {
    const std::lock_guard lock(mutex_);
    for (const Job& job : jobs_)
      if (job.title == title) return job;
    return std::nullopt;
  }
  bool is(const std::string& title, JobState state) {
    const auto found = job(title);
    return found && found->state == state;
  }
  std::vector<std::string> ends() { return get(ends_); }
  std::vector<std::string> warnings() { return get(warnings_); }
  std::vector<std::string> refused() { return get(refused_); }
  std::string unusable() { return get(unusable_); }
  int lists() { return get(lists_); }

 private:
  template <class Change>
  void set(Change change) {
    const std::lock_guard lock(mutex_);
    change();
  }
  template <class T>
  T get(const T& value) {
    const std::lock_guard lock(mutex_);
    return value;
  }

  std::mutex mutex_;
  std::vector<Job> jobs_;
  std::vector<std::string> ends_;
  std::vector<std::string> warnings_;
  std::vector<std::string> refused_;
  std::string unusable_;
  int lists_ = 0;
};

#define TRY_VERIFY(what) QTRY_VERIFY_WITH_TIMEOUT(what, kPatienceMs)

}  // namespace

class ExportQueueTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  std::shared_ptr<Count> count_;
  std::unique_ptr<Studio> studio_;
  std::unique_ptr<Heard> heard_;
  std::unique_ptr<ExportQueue> queue_;

  fs::path path(const std::string& name) const { return fs::path(folder_->path().toStdString()) / name; }
  fs::path record() const { return path("data/record.db"); }

  void open() {
    studio_ = std::make_unique<Studio>(counted(count_), [](const Result<EngineInfo>&) {});
    heard_ = std::make_unique<Heard>();
    queue_ = std::make_unique<ExportQueue>(std::make_shared<Gatekeeper>(record(), makeFakeJudge),
                                           makeStudioRenderer(*studio_), heard_->callbacks());
  }
  void close() {
    queue_.reset();
    studio_.reset();
  }
  /// Pictures need no ffmpeg.
  FilmOrder order(const std::string& name, double seconds) const {
    const Timeline timeline = timelineFromAToB(recipeOf(DrawnFaceRef{3}, DrawnFaceRef{8}), {.seconds = seconds});
    return {.spec = {.timeline = timeline, .photographs = {}, .format = FilmFormat::PngSequence, .frames = {}},
            .output = path(name),
            .photographs = {}};
  }
  std::size_t picturesIn(const fs::path& folder) const {
    std::size_t count = 0;
    std::error_code none;
    for (const auto& entry : fs::recursive_directory_iterator(folder, none))
      count += entry.path().extension() == ".png" ? 1 : 0;
    return count;
  }
  std::int64_t idOf(const std::string& title) { return heard_->job(title).value().id; }

 private Q_SLOTS:
  void init() {
    folder_ = folderInMemory();
    count_ = std::make_shared<Count>();
  }
  void cleanup() { close(); }

  void jobsRunInTurnAndAFailedOneStopsNoOther() {
    open();
    std::ofstream(path("taken")) << "a file of somebody";
    queue_->add(order("one", 0.4));
    queue_->add(order("taken", 0.4));
    queue_->add(order("two", 0.4));
    TRY_VERIFY(heard_->is("two", JobState::Done));
    QCOMPARE(heard_->ends(), (std::vector<std::string>{"done one", "not taken", "done two"}));
    QCOMPARE(picturesIn(path("one")), 10U);
    QCOMPARE(picturesIn(path("two")), 10U);
    // Both are one output. Rendering and judging it cost each time, and so did putting the pictures into place.
    const Output output = OutputStore(Record::open(record()).value()).get(1).value();
    std::string costs;
    for (const Cost& cost : output.costs) costs += cost.ofWriting ? 'w' : 'm';
    QCOMPARE(costs, std::string("mwmw"));
    const Job failed = heard_->job("taken").value();
    QVERIFY(failed.state == JobState::Failed);
    QVERIFY2(failed.message.find("taken") != std::string::npos, failed.message.c_str());
    QVERIFY(!fs::exists(workFolderOf(record(), 1)));
  }

  void whatAnAdmissionWarnsOfStaysWithTheJob() {
    QVERIFY(setSpending(Record::open(record()).value(), {"EUR", 0.3, 0, 50.0, 0}));  // warns from the first cent on
    open();
    queue_->add(order("dear", 0.2));
    TRY_VERIFY(heard_->is("dear", JobState::Done));
    QCOMPARE(heard_->warnings(), std::vector<std::string>{"0.00 EUR of this month's 50.00 EUR are spent."});
    QCOMPARE(heard_->job("dear")->message, heard_->warnings()[0]);
    QVERIFY(setSpending(Record::open(record()).value(), {}));
    queue_->add(order("free", 0.2));
    TRY_VERIFY(heard_->is("free", JobState::Done));
    QCOMPARE(heard_->warnings()[1], std::string());
    QCOMPARE(heard_->job("free")->message, std::string());
  }

  void whatNeededAReviewGoesOnOnceItIsApproved() {
    const Record opened = Record::open(record()).value();
    QVERIFY(ReviewerStore(opened).add("Ada", "correct horse"));
    const UnlockedReviewer ada = ReviewerStore(opened).unlock("Ada", "correct horse").value();
    open();
    queue_->add(order("first", 0.2));
    TRY_VERIFY(heard_->is("first", JobState::Done));
    ReviewStore reviews(opened);
    QVERIFY(reviews.flag(1, "Look at the teeth."));
    queue_->add(order("waits", 0.2));
    queue_->add(order("other", 0.4));
    std::ofstream(path("taken")) << "a file of somebody";
    queue_->add(order("taken", 0.2));
    TRY_VERIFY(heard_->is("waits", JobState::Failed) && heard_->is("taken", JobState::Failed));
    TRY_VERIFY(heard_->is("other", JobState::Done));
    QVERIFY(heard_->job("waits")->kindOfError == ErrorKind::NeedsReview);
    QVERIFY(!fs::exists(path("waits")));
    const Job failed = heard_->job("taken").value();

    QTest::qWait(2);  // times are whole milliseconds
    QVERIFY(reviews.approve(1, ada, ""));
    TRY_VERIFY(heard_->is("waits", JobState::Done));
    QCOMPARE(picturesIn(path("waits")), 5U);
    QVERIFY2(heard_->job("taken")->finished == failed.finished, "no reviewer can free a name");
  }

  void pauseResumeAndCancel() {
    count_->milliseconds = 10;
    open();
    queue_->add(order("long", 6));
    queue_->add(order("next", 0.2));
    TRY_VERIFY(heard_->job("long") && heard_->job("long")->framesDone > 3);
    const Job running = heard_->job("long").value();
    QCOMPARE(running.framesTotal, 150);
    QVERIFY(running.framesPerSecond > 0);
    queue_->pause(running.id);
    TRY_VERIFY(heard_->is("long", JobState::Paused));
    TRY_VERIFY(heard_->is("next", JobState::Done));
    queue_->resume(running.id);
    TRY_VERIFY(heard_->is("long", JobState::Running));

    auto store = JobStore::open(Record::open(record()).value()).value();
    queue_->cancel(running.id);
    TRY_VERIFY(store.get(running.id)->state == JobState::Cancelled);
    TRY_VERIFY(heard_->is("long", JobState::Cancelled));
    QTRY_VERIFY(!fs::exists(workFolderOf(record(), running.id)));
    QVERIFY(!fs::exists(path("long")));

    count_->milliseconds = 0;
    queue_->retry(running.id);
    TRY_VERIFY(heard_->is("long", JobState::Done));
    QCOMPARE(picturesIn(path("long")), 150U);
    queue_->remove(running.id);
    TRY_VERIFY(!heard_->job("long"));
    QCOMPARE(picturesIn(path("long")), 150U);
  }

  void cancelDoesNotWaitForASlowFrame() {
    open();
    queue_->add(order("slow", 1));
    TRY_VERIFY(heard_->job("slow"));
    count_->held = true;
    TRY_VERIFY(heard_->is("slow", JobState::Running) || heard_->is("slow", JobState::Done));
    if (heard_->is("slow", JobState::Done)) QSKIP("too fast to be held");
    auto store = JobStore::open(Record::open(record()).value()).value();
    queue_->cancel(idOf("slow"));
    TRY_VERIFY(store.get(1)->state == JobState::Cancelled);  // while the frame is held
    count_->held = false;
  }

  void higherPriorityRunsFirst() {
    open();
    count_->held = true;  // the first one goes on once the others are in order
    queue_->add(order("first", 1));
    TRY_VERIFY(heard_->is("first", JobState::Running));
    queue_->add(order("second", 0.2));
    queue_->add(order("third", 0.2));
    TRY_VERIFY(heard_->job("third"));
    queue_->setPriority(idOf("third"), 1);
    TRY_VERIFY(heard_->job("third")->priority == 1);
    count_->held = false;
    TRY_VERIFY(heard_->is("second", JobState::Done));
    QCOMPARE(heard_->ends(), (std::vector<std::string>{"done first", "done third", "done second"}));
  }

  void jobsOfOthersAreSeenAndRun() {
    open();
    TRY_VERIFY(heard_->lists() > 0);
    auto other = JobStore::open(Record::open(record()).value()).value();
    const FilmOrder wanted = order("theirs", 0.2);
    QVERIFY(other.add(
        {.kind = kFilmJob, .spec = toJson(wanted.spec), .title = "theirs", .output = wanted.output, .framesTotal = 5}));
    TRY_VERIFY(heard_->is("theirs", JobState::Done));
    QVERIFY(other.add({.kind = "sculpture", .spec = "{}", .title = "newer", .output = path("newer")}));
    TRY_VERIFY(heard_->is("newer", JobState::Failed));
    QVERIFY(heard_->job("newer")->message.find("sculpture") != std::string::npos);
  }

  void jobsOfADeadProcessGoOnHere() {
    {
      auto dead = JobStore::open(Record::open(record()).value(), Owner{1, 1, "another run of the machine"}).value();
      const FilmOrder wanted = order("left", 0.2);
      QVERIFY(dead.addRunning(
          {.kind = kFilmJob, .spec = toJson(wanted.spec), .title = "left", .output = wanted.output, .framesTotal = 5}));
    }
    open();
    TRY_VERIFY(heard_->is("left", JobState::Done));
  }

  void closingPutsTheJobBackAndTheNextStartGoesOn() {
    count_->milliseconds = 5;
    open();
    queue_->add(order("film", 4));
    TRY_VERIFY(heard_->job("film") && heard_->job("film")->framesDone > 10);
    close();
    {
      auto store = JobStore::open(Record::open(record()).value()).value();
      QVERIFY(store.get(1)->state == JobState::Queued);
    }
    const auto kept = static_cast<int>(picturesIn(workFolderOf(record(), 1)));
    QVERIFY(kept > 10);
    count_->rendered = 0;
    open();
    TRY_VERIFY(heard_->is("film", JobState::Done));
    QCOMPARE(picturesIn(path("film")), 100U);
    // A picture whose judgement was under way is made again.
    constexpr int kInJudgement = 6;
    const int again = count_->rendered - (100 - kept);
    QVERIFY2(again >= 0 && again <= kInJudgement, qPrintable(QString::number(again)));
  }

  void whatIsOrderedJustBeforeClosingIsKept() {
    open();
    count_->held = true;
    queue_->add(order("late", 0.2));
    close();
    auto store = JobStore::open(Record::open(record()).value()).value();
    QCOMPARE(store.list()->size(), 1U);
    count_->held = false;
  }

  void withoutAnEngineJobsWait() {
    studio_ =
        std::make_unique<Studio>([]() -> Result<std::unique_ptr<Engine>> { return fail(ErrorKind::Model, "No pack."); },
                                 [](const Result<EngineInfo>&) {});
    heard_ = std::make_unique<Heard>();
    queue_ = std::make_unique<ExportQueue>(std::make_shared<Gatekeeper>(record(), makeFakeJudge),
                                           makeStudioRenderer(*studio_), heard_->callbacks());
    queue_->add(order("waits", 0.2));
    TRY_VERIFY(heard_->job("waits"));
    QTest::qWait(300);
    QVERIFY(heard_->is("waits", JobState::Queued));
  }

  void aDamagedRecordIsSaidAndEachOrderRefused() {
    fs::create_directories(record().parent_path());
    std::ofstream(record()) << "no database, but long enough to look like something that somebody wanted to keep";
    open();
    TRY_VERIFY(!heard_->unusable().empty());
    queue_->add(order("film", 0.2));
    TRY_VERIFY(heard_->refused().size() == 1);
    QCOMPARE(heard_->refused()[0], heard_->unusable());
  }

  void anOrderThatIsNotAllowedIsRefused() {
    open();
    queue_->pause(17);
    TRY_VERIFY(heard_->refused().size() == 1);
    QVERIFY(heard_->refused()[0].find("17") != std::string::npos);
  }

  void aPastedPhotographIsKeptWhileItIsNeeded() {
    Image8 pixels(300, 300, 3);
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels.data()[i] = static_cast<std::uint8_t>(i * 7 % 251);
    QVERIFY(writePicture(path("pasted.png"), pixels, {}));
    std::ifstream in(path("pasted.png"), std::ios::binary);
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
    const std::string digest = readPhoto(path("pasted.png")).value().digest;
    FilmOrder wanted = order("photo", 0.2);
    wanted.spec.timeline.base.faces[0] = PhotoFaceRef{digest, 0, {}};
    wanted.photographs = {std::make_shared<const std::vector<std::uint8_t>>(bytes)};
    QVERIFY(ConsentStore(Record::open(record()).value()).add({.key = digest, .kind = ConsentKind::Own}));
    fs::remove(path("pasted.png"));
    open();
    queue_->add(wanted);
    TRY_VERIFY(heard_->is("photo", JobState::Done));
    const fs::path kept = record().parent_path() / "photographs" / digest;
    QVERIFY(fs::status(kept).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    close();
    fs::last_write_time(kept, fs::file_time_type::clock::now() - std::chrono::hours(1));
    open();
    TRY_VERIFY(!fs::exists(kept));
  }
};

QTEST_GUILESS_MAIN(ExportQueueTest)
#include "export_queue_test.moc"
