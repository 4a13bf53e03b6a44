// What a film that is joined of pictures says of its making: what all of them say alike.
#include "core/gate/joined_frames.h"

#include <QTemporaryDir>
#include <QtTest>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/blend/provenance.h"
#include "core/blend/timeline_start.h"
#include "core/photo/write.h"
#include "core/record/consent_store.h"
#include "core/record/output_store.h"
#include "core/record/recall.h"
#include "core/record/record_time.h"
#include "core/record/review_store.h"

using namespace mien;

namespace fs = std::filesystem;

namespace {

Timeline timelineOf(std::uint64_t seed) {
  Recipe base;
  base.modelId = "fake";
  base.modelHash = std::string(64, '0');
  base.faces = {DrawnFaceRef{seed}, DrawnFaceRef{12}};
  return timelineFromAToB(base, {.seconds = 1});
}

class JoinedFramesTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> dir_;
  std::vector<fs::path> pictures_;

  /// Frame `n` of a film, as mien film --frames writes it; without its timeline as older versions did.
  void write(const Timeline& timeline, int n, bool carries = true) {
    Provenance provenance = provenanceOf(recipeForFilmFrame(timeline, n));
    if (carries) provenance.timelineJson = provenanceOf(timeline).timelineJson;
    save({.provenance = provenance});
  }
  void save(const WriteOptions& options) {
    pictures_.push_back(fs::path(dir_->path().toStdString()) / ("frame-" + std::to_string(pictures_.size()) + ".png"));
    QVERIFY(writePicture(pictures_.back(), Image8(16, 16, 3), PictureFormat::Png, options));
  }
  std::optional<Provenance> said() const {
    const auto record = Record::open(fs::path(dir_->path().toStdString()) / "data/record.db");
    return lookAtFrames(record.value(), pictures_).value().provenance;
  }

 private slots:
  void init() {
    dir_ = std::make_unique<QTemporaryDir>();
    pictures_.clear();
  }

  void oneTimeline() {
    const Timeline timeline = timelineOf(8);
    for (const int n : {0, 7, 20}) write(timeline, n);
    QCOMPARE(said()->timelineJson, toJson(timeline));
    QCOMPARE(said()->recipeJson, std::string());
    QCOMPARE(said()->modelId, std::string("fake"));
  }

  void framesOfTwoFilms() {
    write(timelineOf(8), 0);
    write(timelineOf(9), 0);
    QCOMPARE(said()->timelineJson, std::string());
  }

  void notAllSayIt_data() {
    QTest::addColumn<bool>("stranger");
    QTest::newRow("a frame of an older version") << false;
    QTest::newRow("somebody's picture") << true;
  }
  void notAllSayIt() {
    QFETCH(bool, stranger);
    const Timeline timeline = timelineOf(8);
    write(timeline, 0);
    if (stranger)
      save({});
    else
      write(timeline, 1, false);
    write(timeline, 2);
    QVERIFY(said());
    QCOMPARE(said()->timelineJson, std::string());
    QCOMPARE(said()->recipeJson, std::string());
  }

  /// The same picture again and again.
  void oneRecipe() {
    const Timeline timeline = timelineOf(8);
    for (int i = 0; i < 3; ++i) write(timeline, 4, false);
    QCOMPARE(said()->recipeJson, toJson(recipeForFilmFrame(timeline, 4)));
    save({});
    QCOMPARE(said()->recipeJson, std::string());
  }

  /// The folder may be a copy, of which the record knows nothing: the frames say of which film they are.
  void framesOfAHeldFilm() {
    const Timeline timeline = timelineOf(8);
    for (const int n : {0, 7, 20}) write(timeline, n);
    const auto record = Record::open(fs::path(dir_->path().toStdString()) / "data/record.db").value();
    NewOutput film;
    film.kind = OutputKind::Film;
    film.recipe = toJson(timeline);
    film.verdict.json = "{}";
    const std::int64_t output = OutputStore(record).add(film).value();
    QVERIFY(lookAtFrames(record, pictures_));
    QVERIFY(ReviewStore(record).flag(output, "Look at the teeth."));
    QCOMPARE(lookAtFrames(record, pictures_).error().kind, ErrorKind::NeedsReview);
    QVERIFY(ReviewerStore(record).add("Rea", "correct horse"));
    const auto rea = ReviewerStore(record).unlock("Rea", "correct horse").value();
    QVERIFY(ReviewStore(record).reject(output, rea, "Teeth."));
    const auto rejected = lookAtFrames(record, pictures_);
    QCOMPARE(rejected.error().kind, ErrorKind::Blocked);
    QVERIFY(rejected.error().message.find("output 1") != std::string::npos);
  }

  /// Another program may have taken out what a picture says of itself; its pixels stay.
  void strippedPicturesOfWhatIsHeld() {
    save({});
    const auto record = Record::open(fs::path(dir_->path().toStdString()) / "data/record.db").value();
    NewOutput output;
    output.recipe = toJson(recipeForFilmFrame(timelineOf(8), 0));
    output.pixelsDigest = sha256Hex({Image8(16, 16, 3).data(), 16 * 16 * 3});
    output.verdict.json = "{}";
    const std::int64_t id = OutputStore(record).add(output).value();
    QVERIFY(lookAtFrames(record, pictures_));
    QVERIFY(ReviewStore(record).flag(id, "Look at the teeth."));
    QCOMPARE(lookAtFrames(record, pictures_).error().kind, ErrorKind::NeedsReview);
    RecallChoice choice;
    choice.until = recordNow() + 1'000'000;
    QVERIFY(recall(record, choice, "Teeth."));
    const auto recalled = lookAtFrames(record, pictures_);
    QCOMPARE(recalled.error().kind, ErrorKind::Blocked);
    QVERIFY(recalled.error().message.find("recalled") != std::string::npos);
  }

  /// Who agreed when the frames were made may have taken it back since.
  void framesOfWhoAgreesNoMore() {
    const auto record = Record::open(fs::path(dir_->path().toStdString()) / "data/record.db").value();
    NewOutput film;
    film.kind = OutputKind::Film;
    film.recipe = toJson(timelineOf(8));
    film.verdict.json = "{}";
    film.faces = {{"drawn:1", "", {}}, {std::string(64, 'e'), std::string(64, 'f'), {}}};
    const std::int64_t output = OutputStore(record).add(film).value();
    const auto none = stillConsented(record, {output});
    QCOMPARE(none.error().kind, ErrorKind::Blocked);
    QVERIFY(none.error().message.find("face B") != std::string::npos);
    ConsentStore consents(record);
    const std::int64_t given = consents.add({ConsentSubject::Photo, std::string(64, 'f'), ConsentKind::Own}).value();
    QVERIFY(stillConsented(record, {output}));
    QVERIFY(consents.withdraw(given));
    QCOMPARE(stillConsented(record, {output}).error().kind, ErrorKind::Blocked);
    QVERIFY(ReviewerStore(record).add("Rea", "correct horse"));
    const auto rea = ReviewerStore(record).unlock("Rea", "correct horse").value();
    QVERIFY(ReviewStore(record).flag(output, "She took it back."));
    QVERIFY(ReviewStore(record).approve(output, rea, "She agreed on paper."));
    QVERIFY(stillConsented(record, {output}));
  }

  /// Before a film is made, not after: what it costs could not be noted.
  void aBrokenTariff() {
    save({});
    const auto record = Record::open(fs::path(dir_->path().toStdString()) / "data/record.db").value();
    const std::string broken = "{";
    QVERIFY(writeFileAtomically(oldSpendingFileOf(record.file()),
                                {reinterpret_cast<const std::uint8_t*>(broken.data()), broken.size()}));
    QCOMPARE(lookAtFrames(record, pictures_).error().kind, ErrorKind::Input);
  }

  void nothing() {
    save({});
    QVERIFY(!said());
  }
};

}  // namespace

QTEST_GUILESS_MAIN(JoinedFramesTest)
#include "joined_frames_test.moc"
