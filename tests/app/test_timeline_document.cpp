#include <QSignalSpy>
#include <QtTest>
#include <random>

#include "app/document/mix_values.h"
#include "tests/app/desk.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestTimelineDocument : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void anAnimatedSliderSetsKeysAtThePlayhead() {
    Desk d;
    d.parameters.setNumber(Detail, 20);
    QVERIFY(!d.is(Detail, ParameterList::AnimatedRole));
    d.parameters.toggleKey(Detail);
    QVERIFY(d.is(Detail, ParameterList::KeyHereRole));
    d.timeline.setPlayhead(600);
    QVERIFY(d.is(Detail, ParameterList::AnimatedRole) && !d.is(Detail, ParameterList::KeyHereRole));
    const auto steps = d.document.steps().size();
    for (int i = 1; i <= 10; ++i) d.parameters.setPosition(Detail, i / 10.0);
    d.parameters.finish();
    QCOMPARE(d.document.steps().size(), steps + 1);
    QCOMPARE(d.document.steps().last(), QStringLiteral("Detail: 100 %"));  // where the drag ended
    QCOMPARE(d.number(Detail), 100.0);
    QCOMPARE(findTrack(d.edited(), "detail")->keyframes.size(), std::size_t{2});
    d.timeline.setPlayhead(300);
    QVERIFY(qAbs(d.number(Detail) - 60) < 0.5);
    QVERIFY(qAbs(d.recipe().detail - 0.6) < 0.01);
    d.document.undo();
    QCOMPARE(d.number(Detail), 20.0);
  }

  void autoKeyKeysWhatDidNotMoveYet() {
    Desk d;
    d.parameters.setNumber(Colour, 10);
    QVERIFY(d.edited().tracks.empty());
    d.parameters.setAutoKey(true);
    d.timeline.setPlayhead(240);
    d.parameters.setNumber(Overall, 70);
    d.parameters.setChoice(Around, 4);
    QCOMPARE(d.edited().tracks.size(), std::size_t{2});
    QCOMPARE(findKey(d.edited(), "mix", 240)->value, 0.7);
    QVERIFY(d.recipe().surroundings == Surroundings::None);
  }

  void aFilmFromFaceToFaceFadesItsSurroundings() {
    Desk d;
    QVERIFY(d.recipe().surroundings == Surroundings::Auto);
    d.timeline.start(2, 0, 1, TimelineEditor::Once, false);
    QVERIFY(d.recipe().surroundings == Surroundings::Blend);
    d.document.undo();
    QVERIFY(d.recipe().surroundings == Surroundings::Auto);
    d.parameters.setChoice(Around, 1);
    d.timeline.start(2, 0, 1, TimelineEditor::Once, false);
    QVERIFY(d.recipe().surroundings == Surroundings::A);  // what somebody chose stays
  }

  void aGroupFollowsUntilItHasKeysOfItsOwn() {
    Desk d;
    d.timeline.start(2, 0, 1, TimelineEditor::Once, false);
    d.timeline.setPlayhead(d.timeline.lastFrame());
    QCOMPARE(d.number(Structure), 100.0);
    QVERIFY(d.is(Structure, ParameterList::LinkedRole));
    d.parameters.toggleKey(Structure);
    QVERIFY(!d.is(Structure, ParameterList::LinkedRole));
    d.parameters.setNumber(Structure, 30);
    d.timeline.setPlayhead(0);
    QCOMPARE(d.recipe().structure, 0.3);
    QCOMPARE(d.recipe().features, 0.0);
    d.parameters.setLinked(Structure, true);
    QCOMPARE(d.recipe().structure, 0.0);
    QCOMPARE(d.edited().tracks.size(), std::size_t{1});
  }

  /// The timeline alone gives the frames that the window shows.
  void aRegionFollowsUntilItHasAValueOrKeysOfItsOwn() {
    Desk d;
    d.parameters.setChoice(Around, 3);  // a blend, as older schemas have it
    d.parameters.setNumber(Structure, 20);
    QCOMPARE(d.number(EyesShape), 20.0);
    QVERIFY(d.is(EyesShape, ParameterList::LinkedRole) && !d.is(Structure, ParameterList::LeadsRole));
    QVERIFY(d.recipe().regions == RegionMixes{});
    d.parameters.setNumber(EyesShape, 90);
    QCOMPARE(d.parameters.ownRegions(), QStringList{u"eyes"_s});
    d.parameters.setNumber(Structure, 30);
    QCOMPARE(d.number(EyesShape), 90.0);
    QCOMPARE(d.recipe().regions[0].shape, std::optional(0.9));
    QVERIFY(!d.recipe().regions[0].texture);
    // The whole moves: what has a value of its own stays, the rest goes along.
    d.parameters.toggleKey(Overall);
    d.timeline.setPlayhead(300);
    d.parameters.setNumber(Overall, 100);
    QCOMPARE(d.number(EyesShape), 90.0);
    QCOMPARE(d.number(EyesTexture), 100.0);
    const Recipe end = recipeAt(d.whole(), 300);
    QCOMPARE(end.regions[0].shape, std::optional(0.9));
    QVERIFY(!end.regions[0].texture);
    // Keys of its own, and back to the whole in one step.
    d.parameters.toggleKey(EyesTexture);
    QVERIFY(toJson(d.whole()).find(R"("schema":3)") != std::string::npos);
    d.parameters.letRegionsFollow();
    QVERIFY(d.parameters.ownRegions().isEmpty() && findTrack(d.edited(), "eyes-texture") == nullptr);
    QVERIFY(d.recipe().regions == RegionMixes{});
    d.document.undo();
    QCOMPARE(d.parameters.ownRegions(), QStringList{u"eyes"_s});
    QVERIFY(findTrack(d.edited(), "eyes-texture") != nullptr);
  }

  void aPresetKnowsItsRegions() {
    Desk d;
    d.parameters.setNumber(EyesTexture, 75);
    const ParameterValues values = parameterValuesOf(d.document.state());
    QCOMPARE(values.at("eyes-texture"), 0.75);
    QVERIFY(!values.contains("eyes-shape"));
    d.parameters.letRegionsFollow();
    d.parameters.apply(values, u"Preset"_s);
    QCOMPARE(d.number(EyesTexture), 75.0);
    QVERIFY(d.is(EyesShape, ParameterList::LinkedRole));
    d.parameters.apply({}, u"Plain"_s);
    QVERIFY(d.parameters.ownRegions().isEmpty());
  }

  void theTimelineStandsOnItsOwn() {
    Desk d;
    d.timeline.start(2, 0.2, 4, TimelineEditor::BackAndForth, false);
    d.parameters.setNumber(Features, 25);  // leaves its link, without keyframes
    d.parameters.setNumber(Detail, 40);
    d.parameters.setChoice(Around, 2);
    const Timeline whole = d.whole();
    QCOMPARE(findTrack(whole, "features")->keyframes.size(), std::size_t{1});
    QVERIFY(timelineFromJson(toJson(whole)) == whole);
    for (std::int64_t n = 0; n < frameCount(whole); ++n) {
      d.document.setPlayhead(timeOfFilmFrame(whole, n));
      QVERIFY(recipeForFilmFrame(whole, n) == d.recipe());
      QCOMPARE(d.recipe().features, 0.25);
    }
  }

  void unlinkingKeepsWhatIsShown() {
    Desk d;
    d.timeline.start(2, 0, 1, TimelineEditor::Once, false);
    d.timeline.setPlayhead(600);
    const double shown = d.recipe().colour;
    QVERIFY(shown > 0.3 && shown < 0.9);
    d.parameters.setLinked(Colour, false);
    QCOMPARE(d.recipe().colour, shown);
    d.timeline.setPlayhead(0);
    QCOMPARE(d.recipe().colour, shown);
  }

  void theLastKeyLeavesItsValue() {
    Desk d;
    d.parameters.toggleKey(Detail);
    d.timeline.setPlayhead(240);
    d.parameters.setNumber(Detail, 35);
    d.keys.selectTrack(Detail);
    QCOMPARE(d.keys.selectionCount(), 2);
    d.keys.remove();
    QVERIFY(d.edited().tracks.empty());
    QCOMPARE(d.recipe().detail, 0.35);
    QCOMPARE(d.keys.selectionCount(), 0);
  }

  void keyEverythingLeavesWhatFollows() {
    Desk d;
    d.parameters.setNumber(Colour, 20);
    d.parameters.keyEverything();
    QVERIFY(findTrack(d.edited(), "colour") && findTrack(d.edited(), "mix") && findTrack(d.edited(), "detail"));
    QVERIFY(!findTrack(d.edited(), "structure"));
    const auto steps = d.document.steps().size();
    d.parameters.keyEverything();
    QCOMPARE(d.document.steps().size(), steps);  // all are there
    d.document.undo();
    QVERIFY(d.edited().tracks.empty());
  }

  void aDragIsOneStepAndCountsFromItsStart() {
    Desk d;
    d.timeline.start(2, 0.4, 4, TimelineEditor::Once, false);
    const Timeline before = d.edited();
    const auto steps = d.document.steps().size();
    d.keys.selectKey(Overall, 240, false);
    d.keys.beginDrag();
    for (const int by : {24, 240, 960, 48}) d.keys.drag(by, 0, false);  // over another and back
    d.keys.endDrag();
    QCOMPARE(d.document.steps().size(), steps + 1);
    QCOMPARE(d.keys.selection(), (KeySelection{{"mix", 288}}));
    QCOMPARE(findTrack(d.edited(), "mix")->keyframes.size(), before.tracks[0].keyframes.size());
    d.document.undo();
    QVERIFY(d.edited() == before);
  }

  void copiesGoToThePlayhead() {
    Desk d;
    d.timeline.start(2, 0, 4, TimelineEditor::Once, false);
    d.keys.selectAll();
    d.keys.copy();
    d.keys.remove();
    QVERIFY(!d.timeline.moves());
    d.timeline.setPlayhead(240);
    d.keys.paste();
    QCOMPARE(findTrack(d.edited(), "mix")->keyframes[0].time, Ticks{240});
    QCOMPARE(d.keys.selectionCount(), 2);
    d.timeline.setPlayhead(0);
    d.keys.align();
    QCOMPARE(findTrack(d.edited(), "mix")->keyframes[0].time, Ticks{0});
    d.keys.nudge(2);
    QCOMPARE(findTrack(d.edited(), "mix")->keyframes[0].time, Ticks{48});
    d.keys.setEasing(1);
    QCOMPARE(d.keys.selectedEasing(), 1);
  }

  void keysAreFoundInOrder() {
    Desk d;
    d.timeline.start(2, 0.4, 4, TimelineEditor::Once, false);  // 0, 240, 1416, 1656
    d.keys.goToKey(-1, true, false);
    QCOMPARE(d.timeline.playhead(), 240);
    QVERIFY(d.keys.isSelected(Overall, 240));
    d.keys.goToKey(Overall, true, true);
    QCOMPARE(d.timeline.playhead(), 1416);
    QCOMPARE(d.keys.selectionCount(), 2);
    QVERIFY(!d.is(Detail, ParameterList::KeyAfterRole));
    QVERIFY(d.is(Overall, ParameterList::KeyAfterRole) && d.is(Overall, ParameterList::KeyBeforeRole));
    d.keys.goToKey(Detail, true, false);
    QCOMPARE(d.timeline.playhead(), 1416);
  }

  void steppingLandsOnFrames() {
    Desk d;
    d.timeline.setPlayhead(240);
    d.timeline.setFramesPerSecond(24);  // a frame is 25 ticks now: 240 lies between two
    d.timeline.step(1);
    QCOMPARE(d.timeline.playhead(), 250);
    d.timeline.setPlayhead(240);
    d.timeline.step(-1);
    QCOMPARE(d.timeline.playhead(), 225);
    d.timeline.step(-100);
    QCOMPARE(d.timeline.playhead(), 0);
    d.timeline.step(10'000);
    QCOMPARE(d.timeline.playhead(), d.timeline.lastFrame());
  }

  void aShorterTimelineTakesThePlayheadAlong() {
    Desk d;
    d.timeline.setPlayhead(1500);
    QVERIFY(d.timeline.setDurationText(u"1:00"_s));
    QCOMPARE(d.timeline.playhead(), 576);
    QVERIFY(!d.timeline.setDurationText(u"soon"_s));
    QVERIFY(d.timeline.goToText(u"12f"_s));
    QCOMPARE(d.timeline.playhead(), 288);
  }

  void markersAreUndone() {
    Desk d;
    d.timeline.setPlayhead(240);
    d.timeline.toggleMarker();
    QVERIFY(d.timeline.markerHere());
    d.timeline.nameMarker(240, u" Eyes "_s);
    d.timeline.beginMarkerDrag(240);
    for (const int to : {300, 480, 600}) d.timeline.dragMarker(to);
    d.timeline.finish();
    QCOMPARE(d.timeline.markerName(600), u"Eyes"_s);
    d.document.undo();
    QCOMPARE(d.timeline.markerName(240), u"Eyes"_s);
    d.timeline.toggleMarker();
    QVERIFY(!d.timeline.markerHere());
  }

  void evenPaceShowsThePathElsewhere() {
    Desk d;
    d.timeline.start(4, 0, 1, TimelineEditor::Once, true);
    d.timeline.setPlayhead(1200);
    const double plain = d.recipe().features;
    d.document.setPace(Pace({{0, 2376, {3, 1}}}));
    QVERIFY(d.recipe().features < plain - 0.05);
    QVERIFY(qAbs(d.number(Overall) / 100 - d.recipe().features) < 0.001);
    d.timeline.setEvenPace(false);
    QCOMPARE(d.recipe().features, plain);
  }

  /// Whatever is done, undoing all of it brings back the start, and doing it again the end.
  void undoAllReturnsToTheStart() {
    std::mt19937 random(11);
    for (int round = 0; round < 20; ++round) {
      Desk d;
      const int base = d.document.stepIndex();
      const MixState start = d.document.state();
      for (int step = 0; step < 60; ++step) randomEdit(d, random);
      d.document.finishAdjusting();
      const MixState end = d.document.state();
      QVERIFY(timelineFromJson(toJson(d.whole())) == d.whole());
      while (d.document.stepIndex() > base) d.document.undo();
      QVERIFY(d.document.state() == start);
      while (d.document.canRedo()) d.document.redo();
      QVERIFY(d.document.state() == end);
    }
  }

 private:
  static void randomEdit(Desk& d, std::mt19937& random) {
    const int row = static_cast<int>(random() % 6);
    const int time = static_cast<int>(random() % 70) * d.timeline.frame();
    switch (random() % 20) {
      case 0:
        return d.parameters.setPosition(row, static_cast<double>(random() % 11) / 10);
      case 1:
        return d.parameters.toggleKey(row);
      case 2:
        return d.parameters.keyEverything();
      case 3:
        return d.parameters.setLinked(1 + static_cast<int>(random() % 3), random() % 2 == 0);
      case 4:
        return d.parameters.setAutoKey(random() % 2 == 0);
      case 5:
        return d.parameters.reset(row);
      case 6:
        return d.timeline.setPlayhead(time);
      case 7:
        return d.keys.remove();
      case 8:
        return d.keys.selectAll();
      case 9:
        return d.keys.selectBox(row, row + 2, time, time + 600, false);
      case 10:
        return d.keys.copy();
      case 11:
        return d.keys.paste();
      case 12:
        return d.keys.nudge(static_cast<int>(random() % 40) - 20);
      case 13:
        return d.keys.align();
      case 14:
        return d.keys.setEasing(static_cast<int>(random() % 7));
      case 15:
        return d.timeline.toggleMarker();
      case 16:
        return d.timeline.setFramesPerSecond(kFrameRates[random() % 5]);
      case 17:
        return d.timeline.setDuration(600 + time);
      case 18: {
        d.keys.beginDrag();
        for (int i = 0; i < 3; ++i) d.keys.drag(static_cast<int>(random() % 600) - 300, 0.1, random() % 4 == 0);
        return d.keys.endDrag();
      }
      default:
        QVERIFY(d.timeline.start(1 + row, 0.2, 4, TimelineEditor::Looping, true));
    }
  }
};

QTEST_APPLESS_MAIN(TestTimelineDocument)
#include "test_timeline_document.moc"
