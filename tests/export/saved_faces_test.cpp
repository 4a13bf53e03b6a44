// Films of faces whose photographs are not there: a project has kept the faces.
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <mutex>

#include "core/export/export_queue.h"
#include "core/export/kept_files.h"
#include "core/export/studio_renderer.h"
#include "core/project/face_files.h"
#include "core/record/face_key.h"
#include "core/record/face_sealer.h"
#include "core/studio/fake_engine.h"
#include "tests/export/exports.h"

using namespace mien;
using namespace exports;

namespace fs = std::filesystem;

namespace {

constexpr int kPatienceMs = 30'000;

class SavedFacesTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }
  fs::path record() const { return at("data/record.db"); }

  /// What a project keeps of it.
  static FacePtr faceOf(const FilmSpec& spec) {
    return Renderer().open(spec.timeline.base.faces[0], spec.photographs[0]).value().face;
  }

  /// The record's queue as a window works it off; all jobs as it tells of them.
  struct Window {
    std::mutex mutex;
    std::vector<Job> jobs;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<ExportQueue> queue;

    Window(const fs::path& record, Studio::EngineFactory engine)
        : studio(std::make_unique<Studio>(
              std::move(engine), [](const Result<EngineInfo>&) {}, Studio::OtherEngineFactory(), faceSealer(record))),
          queue(std::make_unique<ExportQueue>(
              gatekeeperAt(record), makeStudioRenderer(*studio),
              ExportQueue::Callbacks{.changed =
                                         [this](std::vector<Job> now) {
                                           const std::lock_guard lock(mutex);
                                           jobs = std::move(now);
                                         },
                                     .started = [](std::int64_t) {},
                                     .ended = [](const Job&, const Result<Admission>&) {},
                                     .refused = [](const Error& error) { qWarning("%s", error.message.c_str()); },
                                     .unusable = [](const Error& error) { qWarning("%s", error.message.c_str()); }})) {}
    bool is(JobState state) {
      const std::lock_guard lock(mutex);
      return jobs.size() == 1 && jobs[0].state == state;
    }
    std::string spec() {
      const std::lock_guard lock(mutex);
      return jobs[0].spec;
    }
  };

 private slots:
  void init() { dir_ = std::make_unique<QTemporaryDir>(); }

  void aKeptFaceMakesTheSameFilm() {
    FilmSpec spec = filmOfAPhotograph(at("jane.png"));
    Renderer renderer({}, faceSealer(record()));
    QVERIFY(run(spec, at("work"), at("by-photograph"), renderer).has_value());
    spec.photographs[0] = keepFace(record(), faceOf(spec)->saved()).value();
    QCOMPARE(
        keepFace(record(), Renderer().open(spec.timeline.base.faces[0], at("jane.png")).value().face->saved()).value(),
        spec.photographs[0]);
    fs::remove(at("jane.png"));
    const auto made = run(spec, at("work"), at("by-face"), renderer);
    QVERIFY2(made.has_value(), made ? "" : made.error().message.c_str());
    QVERIFY(bytesOfOutput(at("by-face")) == bytesOfOutput(at("by-photograph")));
    QVERIFY(filmSpecFromJson(toJson(spec)).value() == spec);
    QVERIFY(toJson(spec).find("\"schema\":3") != std::string::npos);
  }

  /// The window that ordered it is closed before the film is made, and the photograph is nowhere.
  void aQueuedFilmFindsItsFacesAfterARestart() {
    const FilmSpec spec = filmOfAPhotograph(at("jane.png"));
    Renderer renderer({}, faceSealer(record()));
    QVERIFY(run(spec, at("work"), at("by-photograph"), renderer).has_value());
    consentTo(spec, record());
    FilmOrder order{.spec = spec, .output = at("by-face"), .photographs = {nullptr, nullptr}, .saved = {faceOf(spec)}};
    order.spec.photographs = {};
    fs::remove(at("jane.png"));
    {
      Window first(record(), []() -> Result<std::unique_ptr<Engine>> { return fail(ErrorKind::Model, "No engine."); });
      first.queue->add(order);
      QTRY_VERIFY_WITH_TIMEOUT(first.is(JobState::Queued), kPatienceMs);
    }
    const auto names = namesIn(record().parent_path() / "photographs");
    QCOMPARE(names.size(), std::size_t{1});
    const fs::path kept = record().parent_path() / "photographs" / *names.begin();
    QVERIFY(fs::status(kept).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    Window second(record(), makeFakeEngine);
    QTRY_VERIFY_WITH_TIMEOUT(second.is(JobState::Done), kPatienceMs);
    QVERIFY(bytesOfOutput(at("by-face")) == bytesOfOutput(at("by-photograph")));
    QVERIFY(second.spec().find("jane") == std::string::npos);  // neither name nor place of the photograph
    std::ifstream in(kept, std::ios::binary);
    QVERIFY(std::string(std::istreambuf_iterator<char>(in), {}).find("jane") == std::string::npos);

    // Nothing needs it any more; what is young may be another window's, on its way into the queue.
    second.queue.reset();
    QVERIFY(fs::exists(kept));
    fs::last_write_time(kept, fs::file_time_type::clock::now() - std::chrono::hours(1));
    Window third(record(), makeFakeEngine);
    QTRY_VERIFY_WITH_TIMEOUT(!fs::exists(kept), kPatienceMs);
  }

  /// As a stranger's project has it; that the photograph's person has agreed means nothing for it.
  void anotherPictureUnderThePhotographsNameIsRefused() {
    FilmSpec spec = filmOfAPhotograph(at("jane.png"));
    consentTo(spec, record());
    SavedFace another = faceOf(spec)->saved();
    another.picture.at(200, 200, 1) ^= 1;
    another.proven = false;
    spec.photographs[0] = keepFace(record(), another).value();
    QVERIFY(!unpackFace(readKeptFace(spec.photographs[0]).value(), faceSealer(record())).value().proven);
    Renderer renderer({}, faceSealer(record()));
    const auto refused = run(spec, at("work"), at("refused"), renderer);
    QVERIFY(!refused && refused.error().kind == ErrorKind::Blocked);
    QVERIFY2(refused.error().message.find("not saved on this machine") != std::string::npos,
             refused.error().message.c_str());
    QVERIFY(!fs::exists(at("refused")));

    FilmOrder order{.spec = spec,
                    .output = at("queued"),
                    .photographs = {},
                    .saved = {makeFakeEngine().value()->restore(another).value()}};
    Window window(record(), makeFakeEngine);
    window.queue->add(order);
    QTRY_VERIFY_WITH_TIMEOUT(window.is(JobState::Failed), kPatienceMs);
    QVERIFY(!fs::exists(at("queued")));
    QCOMPARE(eraseKept(record(), {}, {digestOf(another)}).value(), 1);
  }

  void whatCantBeMadeIsSaid() {
    FilmSpec spec = filmOfAPhotograph(at("jane.png"));
    spec.photographs[0] = keepFace(record(), faceOf(spec)->saved()).value();
    Renderer renderer({}, faceSealer(record()));
    FilmSpec pasted = spec;
    pasted.timeline.base.placement = Placement::PhotoA;
    const auto nowhere = run(pasted, at("work"), at("pasted"), renderer);
    QCOMPARE(nowhere.error().kind, ErrorKind::Input);
    QVERIFY2(nowhere.error().message.find("photograph of face A is not there") != std::string::npos,
             nowhere.error().message.c_str());
    FilmSpec another = spec;
    std::get<PhotoFaceRef>(another.timeline.base.faces[0]).index = 1;
    QCOMPARE(run(another, at("work"), at("another"), renderer).error().kind, ErrorKind::Input);
    std::ofstream(spec.photographs[0]) << "{}";
    QCOMPARE(run(spec, at("work"), at("broken"), renderer).error().kind, ErrorKind::Input);
    fs::remove(spec.photographs[0]);
    const auto gone = run(spec, at("work"), at("gone"), renderer);
    QCOMPARE(gone.error().kind, ErrorKind::Input);
    QVERIFY2(gone.error().message.find("open the project and export the film again") != std::string::npos,
             gone.error().message.c_str());
  }

  void anErasedPersonsFacesGo() {
    const FilmSpec spec = filmOfAPhotograph(at("jane.png"));
    SavedFace face = faceOf(spec)->saved();
    const std::string photo = std::get<PhotoFaceRef>(face.ref).digest;
    const fs::path one = keepFace(record(), face).value();
    std::get<PhotoFaceRef>(face.ref).index = 1;
    const fs::path other = keepFace(record(), face).value();
    QCOMPARE(eraseKept(record(), {std::string(64, '0')}, {std::string(64, '0')}).value(), 0);
    QCOMPARE(eraseKept(record(), {}, {faceKey(face.ref)}).value(), 1);
    QVERIFY(fs::exists(one) && !fs::exists(other));
    QCOMPARE(eraseKept(record(), {photo}, {}).value(), 1);
    QVERIFY(!fs::exists(one));
  }
};

}  // namespace

QTEST_GUILESS_MAIN(SavedFacesTest)
#include "saved_faces_test.moc"
