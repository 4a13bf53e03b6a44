#include "core/blend/film_shows.h"

#include <QtTest>

#include "core/blend/timeline_start.h"

using namespace mien;

class FilmShowsTest : public QObject {
  Q_OBJECT

  static Recipe base() {
    Recipe recipe;
    recipe.modelId = "portrait";
    recipe.modelHash = std::string(64, 'a');
    recipe.faces = {DrawnFaceRef{3}, DrawnFaceRef{8}};
    return recipe;
  }
  /// From A to B in 11 frames, by a tenth of the way each.
  static Timeline film() {
    Timeline timeline;
    timeline.base = base();
    timeline.duration = 11 * ticksPerFrame(timeline.framesPerSecond);
    timeline.tracks = {{"mix", {{0, 0.0, Easing::Linear}, {10 * ticksPerFrame(timeline.framesPerSecond), 1.0}}}};
    return timeline;
  }
  static Recipe at(double mix) {
    Recipe recipe = base();
    recipe.structure = recipe.features = recipe.colour = mix;
    return recipe;
  }

 private slots:
  void eachFrameOfIt() {
    for (std::int64_t n = 1; n < 10; ++n)
      QVERIFY2(shows(film(), recipeForFilmFrame(film(), n)), qPrintable(QString::number(n)));
    QVERIFY(shows(film(), at(0.5)));
    QVERIFY(!shows(film(), at(0.55)));
  }

  void whateverItsSizePlaceAndGround() {
    Recipe mix = at(0.5);
    mix.size = 1024;
    mix.placement = Placement::PhotoB;
    mix.surroundings = Surroundings::None;
    QVERIFY(shows(film(), mix));
    mix.variation.number = 7;  // of none
    QVERIFY(shows(film(), mix));
    mix.variation.amount = 0.1;
    QVERIFY(!shows(film(), mix));
  }

  void nothingElse() {
    Recipe mix = at(0.5);
    mix.faces[1] = DrawnFaceRef{9};
    QVERIFY(!shows(film(), mix));
    mix = at(0.5);
    mix.modelHash = std::string(64, 'b');
    QVERIFY(!shows(film(), mix));
    mix = at(0.5);
    mix.detail = 0.9;
    QVERIFY(!shows(film(), mix));
    Timeline moving = film();
    moving.tracks.push_back({"detail", {{0, 1.0, Easing::Linear}, {10 * ticksPerFrame(25), 0.8}}});
    QVERIFY(shows(moving, mix));
    QVERIFY(!shows(moving, at(0.5)));
  }

  void aFaceAloneIsNoFilms() {
    QVERIFY(!shows(film(), at(0)));
    QVERIFY(!shows(film(), at(1)));
    Timeline moved = film();
    moved.base.directionsHash = std::string(64, 'd');
    moved.base.directions = {{"age", 1.0}};
    Recipe older = at(0);
    older.directionsHash = moved.base.directionsHash;
    older.directions = moved.base.directions;
    QVERIFY2(shows(moved, older), "made of the face, and not the photograph");
  }

  void atAnEvenPaceAllOnTheWay() {
    Timeline even = film();
    even.evenPace = true;
    QVERIFY(shows(even, at(0.55)));
    QVERIFY(shows(even, at(0.5)));
    even.tracks[0].keyframes[1].value = 0.6;
    QVERIFY(shows(even, at(0.55)));
    QVERIFY(!shows(even, at(0.65)));
    Recipe other = at(0.55);
    other.balance = 0.6;
    QVERIFY(!shows(even, other));
  }
};

QTEST_GUILESS_MAIN(FilmShowsTest)
#include "film_shows_test.moc"
