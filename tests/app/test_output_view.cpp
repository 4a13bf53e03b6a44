// The output in hand as the review renders it: what has no file, films, and what can't be rendered.
#include <QColorSpace>

#include "app/model/images.h"
#include "core/blend/timeline.h"
#include "core/record/face_key.h"
#include "core/record/output_store.h"
#include "core/record/recall.h"
#include "tests/app/review_test.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestOutputView : public ReviewTest {
  Q_OBJECT

  OutputView& view() { return *entry().view(); }

  /// From the one drawn face to the other in `frames` frames.
  static Timeline filmOf(const FaceRef& a, const FaceRef& b, int frames) {
    const EngineInfo info = (*makeFakeEngine())->info();
    Timeline timeline;
    timeline.base.modelId = info.modelId;
    timeline.base.modelHash = info.modelHash;
    timeline.base.faces = {a, b};
    timeline.base.size = 256;
    timeline.duration = frames * ticksPerFrame(timeline.framesPerSecond);
    timeline.tracks = {{"mix", {{0, 0.0, Easing::Linear}, {timeline.duration, 1.0}}}};
    return timeline;
  }
  static Timeline drawnFilm(int frames) { return filmOf(DrawnFaceRef{7}, DrawnFaceRef{8}, frames); }
  /// Of drawnFilm().
  static QImage rendered(const Timeline& timeline, int frame) {
    static const auto engine = *makeFakeEngine();
    static const std::vector<FacePtr> faces{engine->draw(DrawnFaceRef{7}).value(),
                                            engine->draw(DrawnFaceRef{8}).value()};
    return toQImage(engine->render(recipeForFilmFrame(timeline, frame), faces, {}).value().pixels);
  }
  std::int64_t add(const Timeline& timeline) { return add(OutputKind::Film, toJson(timeline), timeline.base); }
  std::int64_t add(OutputKind kind, const std::string& json, const Recipe& base) {
    NewOutput output;
    output.kind = kind;
    output.recipe = json;
    output.modelId = base.modelId;
    output.modelHash = base.modelHash;
    for (const FaceRef& ref : base.faces) {
      const auto* photo = std::get_if<PhotoFaceRef>(&ref);
      output.faces.push_back({faceKey(ref), photo != nullptr ? photo->digest : "", {}});
    }
    output.verdict.json = "{}";
    return OutputStore(record()).add(output).value();
  }
  void showFirst() {
    desk().open();
    TRY_VERIFY(outputs().count() > 0);
    outputs().setCurrent(0);
    TRY_VERIFY(entry().number() > 0);
  }

 private Q_SLOTS:
  void aPictureWithoutAFileIsRenderedAnew() {
    start();
    exportAs(u"gone"_s, 0.3);
    TRY_VERIFY(QFile::exists(at(u"gone.png"_s)));
    QImage written = QImage(at(u"gone.png"_s)).convertToFormat(QImage::Format_RGB888);
    written.setColorSpace({});  // the screen's pictures say nothing of theirs
    QCOMPARE(written.width(), 256);
    QVERIFY(QFile::remove(at(u"gone.png"_s)));
    showFirst();
    QVERIFY(!entry().pictureIsWhole());
    entry().loadPicture();
    TRY_VERIFY(entry().pictureIsWhole());
    const QImage shown = entry().picture().convertToFormat(QImage::Format_RGB888);
    QCOMPARE(shown, written);
    QVERIFY(!view().moves());
    QCOMPARE(view().time(), QString());
    view().play();
    QVERIFY(!view().playing());
  }

  void theFileIsShownWhereItIs() {
    start();
    exportAs(u"there"_s, 0.3);
    showFirst();
    entry().loadPicture();
    TRY_VERIFY(entry().pictureIsWhole());
    QVERIFY2(view().picture().isNull() && !view().loading(), "rendered what could be read");
  }

  void aFilmIsScrubbed() {
    start();
    const Timeline film = drawnFilm(50);
    add(film);
    showFirst();
    entry().loadPicture();
    QVERIFY(view().loading());
    TRY_VERIFY(entry().pictureIsWhole());
    QVERIFY(!view().loading());
    QVERIFY(view().moves());
    QCOMPARE(view().frames(), 50);
    QCOMPARE(view().frame(), 25);
    QCOMPARE(entry().picture(), rendered(film, 25));
    QCOMPARE(view().time(), u"01:00 of 02:00  ·  frame 25"_s);
    QCOMPARE(entry().pictureIs(), view().time());
    const QImage third = rendered(film, 3);
    view().setFrame(40);
    view().setFrame(3);
    TRY_COMPARE(entry().picture(), third);
    QCOMPARE(view().time(), u"00:03 of 02:00  ·  frame 3"_s);  // as the timeline counts
    view().step(-10);
    QCOMPARE(view().frame(), 0);
    const QImage first = rendered(film, 0);
    TRY_COMPARE(entry().picture(), first);
    view().setFrame(1000);
    QCOMPARE(view().frame(), 49);
    const QImage last = rendered(film, 49);
    TRY_COMPARE(entry().picture(), last);
  }

  /// A finding names its frame before anything is open.
  void aFrameThatWasAskedForBeforeIsTheFirst() {
    start();
    const Timeline film = drawnFilm(50);
    add(film);
    showFirst();
    entry().loadPicture();
    view().setFrame(31);
    TRY_VERIFY(entry().pictureIsWhole());
    QCOMPARE(view().frame(), 31);
    QCOMPARE(entry().picture(), rendered(film, 31));
  }

  void theFirstFrameCanBeAskedForToo() {
    start();
    add(drawnFilm(50));
    showFirst();
    entry().loadPicture();
    view().setFrame(0);
    TRY_VERIFY(entry().pictureIsWhole());
    QCOMPARE(view().frame(), 0);
    QVERIFY(view().time().endsWith(u"frame 0"_s));
  }

  void aFilmPlaysToItsEndAndBeginsAnew() {
    start();
    const Timeline film = drawnFilm(10);
    add(film);
    showFirst();
    entry().loadPicture();
    TRY_VERIFY(view().moves());
    view().setFrame(0);
    view().play();
    QVERIFY(view().playing());
    TRY_VERIFY(!view().playing());
    QCOMPARE(view().frame(), 9);
    const QImage last = rendered(film, 9);
    TRY_COMPARE(entry().picture(), last);
    view().play();
    QVERIFY(view().playing() && view().frame() < 9);
    view().step(1);
    QVERIFY2(!view().playing(), "who steps looks at one frame");
  }

  void aFilmThatRepeatsGoesOn() {
    start();
    Timeline film = drawnFilm(5);
    film.repeat = Repeat::Loop;
    add(film);
    showFirst();
    entry().loadPicture();
    TRY_VERIFY(view().moves());
    int turns = 0;
    int last = 0;
    connect(&view(), &OutputView::frameChanged, this, [&] {
      turns += view().frame() < last ? 1 : 0;
      last = view().frame();
    });
    view().setFrame(4);
    last = 4;
    view().play();
    TRY_VERIFY(turns >= 3);
    QVERIFY(view().playing());
    view().pause();
  }

  void anotherOutputEndsIt() {
    start();
    add(drawnFilm(10));
    const Timeline other = filmOf(DrawnFaceRef{1}, DrawnFaceRef{2}, 20);
    add(other);
    showFirst();
    entry().loadPicture();
    TRY_VERIFY(view().moves());
    view().play();
    outputs().setCurrent(1);
    QVERIFY(!view().playing());
    TRY_COMPARE(entry().number(), 1);
    QVERIFY2(!view().loading() && !view().moves(), "rendered for who only walks through the list");
    entry().loadPicture();
    TRY_COMPARE(view().frames(), 10);
    const QImage middle = rendered(drawnFilm(10), 5);
    TRY_COMPARE(entry().picture(), middle);
  }

  /// The record has one recipe of it.
  void ofASheetThereIsItsMiddle() {
    start();
    const Recipe middle = recipeForFilmFrame(drawnFilm(10), 5);
    add(OutputKind::Sheet, toJson(middle), middle);
    showFirst();
    QCOMPARE(entry().pictureIs(), u"as kept in the record"_s);
    entry().loadPicture();
    const QImage expected = rendered(drawnFilm(10), 5);
    TRY_COMPARE(entry().picture(), expected);
    QCOMPARE(entry().pictureIs(), u"the mix in its middle"_s);
    QVERIFY(!view().moves());
  }

  void aPhotographThatIsNotThereIsSaid() {
    start();
    PhotoFaceRef photo;
    photo.digest = std::string(64, 'c');
    add(filmOf(DrawnFaceRef{7}, photo, 10));
    showFirst();
    entry().loadPicture();
    TRY_VERIFY(view().problem().contains(u"photograph of face B"_s));
    QVERIFY(!view().loading());
    QVERIFY(!entry().pictureIsWhole());
    // It says "open it in the mix once": then the same key helps.
    entry().loadPicture();
    QVERIFY(view().loading() && view().problem().isEmpty());
    TRY_VERIFY(view().problem().contains(u"photograph of face B"_s));
  }

  void whatWasRecalledIsNotRendered() {
    start();
    add(drawnFilm(10));
    RecallChoice choice;
    choice.face = faceKey(DrawnFaceRef{7});
    QVERIFY(recall(record(), choice, "withdrawn"));
    showFirst();
    TRY_COMPARE(entry().state(), static_cast<int>(OutputState::Recalled));
    entry().loadPicture();
    TRY_VERIFY(view().problem().contains(u"recalled"_s));
    QVERIFY(!view().loading() && view().picture().isNull());
  }

  /// Whoever closes the window while it renders.
  void theStudioGoesInTheMidst() {
    start();
    add(drawnFilm(200));
    showFirst();
    entry().loadPicture();
    TRY_VERIFY(view().moves());
    view().play();
    studio_.reset();
  }
};

QTEST_MAIN(TestOutputView)
#include "test_output_view.moc"
