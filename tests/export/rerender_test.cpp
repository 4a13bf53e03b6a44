// What an output shows, rendered anew from its recipe or timeline.
#include "core/export/rerender.h"

#include <QTemporaryDir>
#include <QtTest>

#include "core/export/kept_files.h"
#include "core/record/face_key.h"
#include "core/record/face_sealer.h"
#include "core/record/job_store.h"
#include "tests/export/exports.h"

using namespace mien;
using namespace exports;

namespace fs = std::filesystem;

class RerenderTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }
  fs::path record() const { return at("data/record.db"); }

  static std::vector<Rerender::Wanted> wantedOf(const Timeline& timeline, const PhotoPlaces& places) {
    std::vector<Rerender::Wanted> wanted;
    for (const FaceRef& ref : timeline.base.faces) wanted.push_back({faceKey(ref), places});
    return wanted;
  }

 private slots:
  void init() { dir_ = std::make_unique<QTemporaryDir>(); }

  void aFilmHasTheFramesThatItsExportHas() {
    const FilmSpec spec = filmOfAPhotograph(at("jane.png"));
    Renderer renderer;
    const auto found = Rerender::open(spec.timeline, wantedOf(spec.timeline, {{}, {at("")}, {}}), renderer, 512);
    QVERIFY2(found.has_value(), found ? "" : found.error().message.c_str());
    QCOMPARE(found->frames(), 4);
    QCOMPARE(found->framesPerSecond(), spec.timeline.framesPerSecond);
    QVERIFY(!found->repeats());
    ExportParents parents;
    for (std::size_t i = 0; i < 2; ++i)
      parents.push_back(renderer.open(spec.timeline.base.faces[i], spec.photographs[i]).value());
    const auto film = FilmFrames::open(spec, parents, renderer).value();
    for (std::int64_t n = 0; n < 4; ++n) QVERIFY(found->frame(n)->pixels == film.frame(n)->pixels);
  }

  void aPictureHasItsOwnSizeAndAFilmALimit() {
    FilmSpec spec = filmOf(FilmFormat::PngSequence, 4);
    spec.timeline.base.size = 1024;
    Renderer renderer;
    QCOMPARE(Rerender::open(spec.timeline, {}, renderer, 512)->frame(0)->pixels.width(), 512);
    const auto picture = Rerender::open(spec.timeline.base, {}, renderer, 512);
    QCOMPARE(picture->frame(0)->pixels.width(), 1024);
    QCOMPARE(picture->frames(), 1);
    QCOMPARE(picture->framesPerSecond(), 0);
  }

  void aPhotographThatLiesNowhereIsNamed() {
    const FilmSpec spec = filmOfAPhotograph(at("jane.png"));
    fs::remove(at("jane.png"));
    Renderer renderer;
    const auto none = Rerender::open(spec.timeline, wantedOf(spec.timeline, {{}, {at("")}, {}}), renderer, 512);
    QVERIFY(!none && none.error().kind == ErrorKind::Input);
    QVERIFY(none.error().message.find("face A") != std::string::npos);
  }

  /// Whoever judged the one must not be shown the other.
  void aKeptFaceIsTakenForWhatItIsAlone() {
    const FilmSpec spec = filmOfAPhotograph(at("jane.png"));
    Renderer renderer({}, faceSealer(record()));
    const FacePtr genuine = renderer.open(spec.timeline.base.faces[0], spec.photographs[0])->face;
    SavedFace another = genuine->saved();
    another.picture.at(200, 200, 1) ^= 1;
    another.proven = false;
    const fs::path forged = keepFace(record(), another).value();
    const fs::path kept = keepFace(record(), genuine->saved()).value();
    const std::string ownKey = renderer.open(spec.timeline.base.faces[0], forged)->face->ownKey();
    QVERIFY(!ownKey.empty());

    auto wanted = wantedOf(spec.timeline, {{forged}, {at("")}, {}});
    QVERIFY(Rerender::open(spec.timeline, wanted, renderer, 512).has_value());  // by the photograph beside it
    fs::remove(at("jane.png"));
    QVERIFY(!Rerender::open(spec.timeline, wanted, renderer, 512));
    wanted[0].places.files.push_back(kept);
    QVERIFY(Rerender::open(spec.timeline, wanted, renderer, 512).has_value());
    wanted[0].key = ownKey;
    QVERIFY(Rerender::open(spec.timeline, wanted, renderer, 512).has_value());
    wanted[0].places.files = {kept};
    QVERIFY(!Rerender::open(spec.timeline, wanted, renderer, 512));
  }

  void aStopEndsIt() {
    const FilmSpec spec = filmOfAPhotograph(at("jane.png"));
    Renderer renderer;
    std::stop_source stop;
    stop.request_stop();
    const auto ended =
        Rerender::open(spec.timeline, wantedOf(spec.timeline, {{}, {at("")}, {}}), renderer, 512, stop.get_token());
    QVERIFY(!ended && ended.error().kind == ErrorKind::Cancelled);
  }

  void aQueuedFilmSaysWhereItsPhotographsLie() {
    const FilmSpec spec = filmOfAPhotograph(at("jane.png"));
    const Record database = Record::open(record()).value();
    auto store = JobStore::open(database).value();
    QVERIFY(store.add({kFilmJob, toJson(filmOf(FilmFormat::Gif, 7)), "", at("other.gif"), 0, 7}));
    QVERIFY(queuedPhotographs(database, toJson(spec.timeline)).value().empty());
    QVERIFY(store.add({kFilmJob, toJson(spec), "", at("jane"), 0, 4}));
    QVERIFY(queuedPhotographs(database, toJson(spec.timeline)).value() == spec.photographs);
  }
};

QTEST_GUILESS_MAIN(RerenderTest)
#include "rerender_test.moc"
