// What an export leaves alone.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "core/gate/policy_in_force.h"
#include "core/photo/write.h"
#include "core/record/output_store.h"
#include "core/record/review_store.h"
#include "tests/export/exports.h"
#include "tests/film/films.h"

using namespace mien;
using namespace exports;

namespace fs = std::filesystem;

namespace {

class RefusalTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }

  bool write(const std::string& name, const QByteArray& content) const {
    fs::create_directories(at(name).parent_path());
    QFile out(QString::fromStdString(at(name).string()));
    return out.open(QIODevice::WriteOnly) && out.write(content) == content.size();
  }

  /// Refused before a frame is rendered, with nothing made.
  Error refusal(const FilmSpec& spec, const std::string& output) const {
    Renderer renderer;
    const auto made = run(spec, at("work"), at(output), renderer);
    if (made || renderer.rendered != 0 || fs::exists(at("work"))) return {};
    return made.error();
  }

 private slots:
  void init() { dir_ = std::make_unique<QTemporaryDir>(); }

  void aFilmThatIsThere() {
    QVERIFY(write("film.mp4", "old"));
    FilmSpec spec = filmOf(FilmFormat::Mp4H264, 3);
    QCOMPARE(refusal(spec, "film.mp4").kind, ErrorKind::Usage);
    QCOMPARE(films::bytesOf(at("film.mp4")), QByteArray("old"));
    spec.overwrite = true;
    Renderer renderer;
    QVERIFY(run(spec, at("work"), at("film.mp4"), renderer).has_value());
    QCOMPARE(films::decoded(at("film.mp4"), false).size(), std::size_t{3});
    QCOMPARE(namesIn(at("")), std::set<std::string>{"film.mp4"});
  }

  /// A link that leads nowhere is somebody's too.
  void aLinkThatIsThere() {
    fs::create_symlink("nowhere", at("film.mp4"));
    QCOMPARE(refusal(filmOf(FilmFormat::Mp4H264, 3), "film.mp4").kind, ErrorKind::Usage);
  }

  /// Other programs keep their notes under such names.
  void aSidecarThatIsThere() {
    QVERIFY(write("film.webm.xmp", "notes"));
    const Error refused = refusal(filmOf(FilmFormat::WebmVp9, 3), "film.webm");
    QCOMPARE(refused.kind, ErrorKind::Usage);
    QVERIFY(refused.message.find("film.webm.xmp") != std::string::npos);
    QCOMPARE(films::bytesOf(at("film.webm.xmp")), QByteArray("notes"));
  }

  void aFilmThatCameMeanwhile() {
    Renderer renderer;
    const auto made =
        run(filmOf(FilmFormat::Mp4H264, 3), at("work"), at("film.mp4"), renderer, {}, [&](const FilmProgress& p) {
          if (p.done == p.total) QVERIFY(write("film.mp4", "another program's"));
        });
    QCOMPARE(made.error().kind, ErrorKind::Usage);
    QCOMPARE(films::bytesOf(at("film.mp4")), QByteArray("another program's"));
  }

  void aPhotographOfTheFilm() {
    const Image8 card = films::colourCard();
    QVERIFY(writePicture(at("face.png"), card, PictureFormat::Png, {}).has_value());
    FilmSpec spec = filmOf(FilmFormat::Apng, 3);
    usePhotograph(spec, at("face.png"));
    spec.overwrite = true;
    const QByteArray before = films::bytesOf(at("face.png"));
    QCOMPARE(refusal(spec, "face.png").kind, ErrorKind::Usage);
    QCOMPARE(films::bytesOf(at("face.png")), before);
    // Not with its folder either.
    spec.format = FilmFormat::PngSequence;
    fs::create_directories(at("pictures"));
    fs::rename(at("face.png"), at("pictures/frame-000000.png"));
    usePhotograph(spec, at("pictures/frame-000000.png"));
    QCOMPARE(refusal(spec, "pictures").kind, ErrorKind::Usage);
    QCOMPARE(films::bytesOf(at("pictures/frame-000000.png")), before);
  }

  void aFolderThatIsMissing() {
    for (const FilmFormat format : {FilmFormat::Mp4H264, FilmFormat::PngSequence})
      QCOMPARE(refusal(filmOf(format, 3), "no/such/output").kind, ErrorKind::Disk);
  }

  void aFolderOfOtherThings() {
    FilmSpec spec = filmOf(FilmFormat::PngSequence, 3);
    QVERIFY(write("mine/frame-000000.png", "a frame"));
    QCOMPARE(refusal(spec, "mine").kind, ErrorKind::Usage);
    spec.overwrite = true;
    for (const char* other : {"mine/holiday.jpg", "mine/frame-cut.png", "mine/frame-000001.png.txt"}) {
      QVERIFY(write(other, "mine"));
      const Error refused = refusal(spec, "mine");
      QCOMPARE(refused.kind, ErrorKind::Usage);
      QVERIFY(refused.message.find(at(other).filename().string()) != std::string::npos);
      QCOMPARE(films::bytesOf(at(other)), QByteArray("mine"));
      fs::remove(at(other));
    }
    QVERIFY(write("file", "no folder"));
    QCOMPARE(refusal(spec, "file").kind, ErrorKind::Usage);
    QCOMPARE(films::bytesOf(at("file")), QByteArray("no folder"));
  }

  void aFolderOfFramesIsReplacedWhenAsked() {
    FilmSpec spec = filmOf(FilmFormat::PngSequence, 3);
    spec.overwrite = true;
    for (int n = 0; n < 5; ++n) QVERIFY(write("frames/frame-00000" + std::to_string(n) + ".png", "old"));
    Renderer renderer;
    QVERIFY(run(spec, at("work"), at("frames") / "", renderer).has_value());
    QCOMPARE(namesIn(at("frames")).size(), std::size_t{3});
    QCOMPARE(namesIn(at("")), std::set<std::string>{"frames"});
  }

  void anEmptyFolderIsTaken() {
    fs::create_directories(at("empty"));
    Renderer renderer;
    QVERIFY(run(filmOf(FilmFormat::PngSequence, 3), at("work"), at("empty"), renderer).has_value());
    QCOMPARE(namesIn(at("empty")).size(), std::size_t{3});
  }

  void framesThatTheFilmHasNot() {
    FilmSpec spec = filmOf(FilmFormat::PngSequence, 3);
    spec.frames = {2, 4};
    QCOMPARE(refusal(spec, "frames").kind, ErrorKind::Usage);
    QVERIFY(!fs::exists(at("frames")));
  }

  /// Whoever may not have the film finds no piece of it either.
  void whatNeedsAReviewDoesNotStay() {
    qputenv(kRecordOfRuns, at("data/record.db").c_str());
    const auto others = qScopeGuard([] { qunsetenv(kRecordOfRuns); });
    const Record record = Record::open(recordOfRuns()).value();
    std::string strict(shippedPolicy());  // everybody is 35 here
    const std::string usual = "\"note\": 24, \"review\": 18";
    for (std::size_t at = 0; (at = strict.find(usual)) != std::string::npos;)
      strict.replace(at, usual.size(), "\"note\": 60, \"review\": 50");
    QVERIFY(acceptPolicyText(record, strict).has_value());
    Renderer renderer;
    for (const FilmFormat format : {FilmFormat::Gif, FilmFormat::PngSequence}) {
      const FilmSpec spec = filmOf(format, 4);
      const auto refused = run(spec, at("work"), at("film"), renderer);
      QVERIFY(!refused && refused.error().kind == ErrorKind::NeedsReview);
      QVERIFY(!fs::exists(at("work")) && !fs::exists(at("film")));
    }
    // A part of a film says where in it the rule has spoken.
    FilmSpec part = filmOf(FilmFormat::PngSequence, 4);
    part.frames = {2, 4};
    QVERIFY(!run(part, at("work"), at("part"), renderer));
    const auto verdict = verdictFromJson(OutputStore(record).get(3)->verdict).value();
    const auto ofFrames = std::find_if(verdict.findings.begin(), verdict.findings.end(),
                                       [](const RuleFinding& finding) { return finding.subject == "output"; });
    QVERIFY(ofFrames != verdict.findings.end());
    QCOMPARE(ofFrames->frame.value_or(-1), 2);

    ReviewerStore reviewers(record);
    const auto approve = [&] {
      for (const char* name : {"Rea", "Bea"}) {
        const UnlockedReviewer by = reviewers.unlock(name, "correct horse").value();
        QVERIFY(ReviewStore(record, {2}).approve(1, by, "seen").has_value());
      }
    };
    QVERIFY(reviewers.add("Rea", "correct horse"));
    const UnlockedReviewer rea = reviewers.unlock("Rea", "correct horse").value();
    QVERIFY(reviewers.add("Bea", "correct horse", &rea));
    approve();

    // Begun before somebody flagged it.
    QVERIFY(write("work/segment", "frames"));
    QVERIFY(ReviewStore(record).flag(1, "Look at the teeth."));
    const auto held = run(filmOf(FilmFormat::Gif, 4), at("work"), at("film.gif"), renderer);
    QVERIFY(!held && held.error().kind == ErrorKind::NeedsReview);
    QVERIFY(!fs::exists(at("work")));
    approve();
    QVERIFY(run(filmOf(FilmFormat::Gif, 4), at("work"), at("film.gif"), renderer).has_value());
    QCOMPARE(films::decoded(at("film.gif"), false).size(), std::size_t{4});
  }

  /// A still film of a mix that is held is that mix in another form; so are frames that show it on their way.
  void aFilmOfWhatIsHeld() {
    FilmSpec spec = filmOf(FilmFormat::PngSequence, 3);
    spec.timeline.base.detail = 0.3;
    spec.timeline.tracks = {{"detail", {{.time = 0, .value = 0.3}}}};
    NewOutput shown;
    shown.recipe = toJson(spec.timeline.base);
    shown.modelId = spec.timeline.base.modelId;
    shown.modelHash = spec.timeline.base.modelHash;
    const Record record = Record::open(recordOfRuns()).value();
    const auto output = OutputStore(record).add(shown).value();
    Renderer renderer;
    QVERIFY(run(spec, at("work"), at("frames"), renderer).has_value());
    QVERIFY(ReviewStore(record).flag(output, "Look at the teeth."));
    for (const FilmFormat format : {FilmFormat::PngSequence, FilmFormat::Mp4H264}) {
      spec.format = format;
      spec.timeline.tracks[0].keyframes = {{.time = 0, .value = 0.3}};
      const auto still = run(spec, at("again"), at("again.mp4"), renderer);
      QVERIFY(!still && still.error().kind == ErrorKind::NeedsReview);
      QVERIFY2(still.error().message.starts_with("Frame 0 of the film: "), still.error().message.c_str());
      spec.timeline.tracks[0].keyframes = {{.time = 0, .value = 0.5}, {.time = 1000, .value = 0.5}};
      QVERIFY(run(spec, at("another"), at("another" + std::to_string(static_cast<int>(format))), renderer).has_value());
      fs::remove_all(at("again"));
      fs::remove_all(at("another"));
    }
    QVERIFY(!fs::exists(at("again.mp4")));
  }
};

}  // namespace

QTEST_GUILESS_MAIN(RefusalTest)
#include "refusal_test.moc"
