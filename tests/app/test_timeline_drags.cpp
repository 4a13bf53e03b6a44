// Drags on the timeline that are taken back or stretch, and presets that meet keyframes.
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/notices.h"
#include "app/model/preferences.h"
#include "app/model/presets.h"
#include "tests/app/desk.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestTimelineDrags : public QObject {
  Q_OBJECT

  QTemporaryDir settings_;

  static std::vector<Ticks> times(const Timeline& timeline, const char* parameter) {
    std::vector<Ticks> out;
    if (const Track* track = findTrack(timeline, parameter))
      for (const Keyframe& key : track->keyframes) out.push_back(key.time);
    return out;
  }

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"timeline-drags"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
  }

  void aDragOfKeyframesIsTakenBack() {
    Desk d;
    d.timeline.start(2, 0.4, 4, TimelineEditor::Once, false);
    d.document.markSaved();
    const MixState before = d.document.state();
    const QStringList steps = d.document.steps();
    d.keys.selectKey(Overall, 240, false);
    for (const bool copies : {false, true}) {
      d.keys.beginDrag();
      for (const int by : {24, 1200, 48}) d.keys.drag(by, 0, copies);
      QVERIFY(d.document.state() != before);
      d.keys.cancelDrag();
      QVERIFY(d.document.state() == before);
      QCOMPARE(d.document.steps(), steps);
      QCOMPARE(d.keys.selection(), (KeySelection{{"mix", 240}}));
    }
    QVERIFY(!d.document.modified() && !d.document.canRedo() && !d.document.adjusting());
    d.keys.beginDrag();
    d.keys.cancelDrag();  // before anything moved
    QCOMPARE(d.document.steps(), steps);
  }

  void aFaceThatArrivesDuringADragStays() {
    Desk d;
    d.timeline.start(2, 0.4, 4, TimelineEditor::Once, false);
    d.keys.selectKey(Overall, 240, false);
    d.keys.beginDrag();
    d.keys.drag(24, 0, false);
    FaceEntry other = d.document.state().faces[1];
    other.label = u"Another"_s;
    d.document.setFace(1, other);
    d.keys.drag(48, 0, false);
    d.keys.endDrag();
    QCOMPARE(d.document.state().faces[1].label, u"Another"_s);
    const std::vector<Ticks> now = times(d.document.state().timeline, "mix");
    QVERIFY(std::find(now.begin(), now.end(), Ticks{288}) != now.end());
  }

  void aStepBeforeTheDragStays() {
    Desk d;
    d.parameters.toggleKey(Detail);
    d.parameters.setPosition(Detail, 0.5);
    d.parameters.finish();
    const QStringList steps = d.document.steps();
    d.parameters.setPosition(Detail, 0.2);
    d.parameters.setPosition(Detail, 0.1);
    d.parameters.cancel();
    QCOMPARE(d.number(Detail), 50.0);
    QCOMPARE(d.document.steps(), steps);
    d.document.undo();
    QCOMPARE(d.number(Detail), 100.0);
  }

  void aSliderThatLeftItsLinkFollowsAgain() {
    Desk d;
    const QStringList steps = d.document.steps();
    d.parameters.setPosition(Features, 0.9);
    QVERIFY(!d.is(Features, ParameterList::LinkedRole));
    d.parameters.cancel();
    QVERIFY(d.is(Features, ParameterList::LinkedRole));
    QCOMPARE(d.document.steps(), steps);
  }

  void aMarkersDragIsTakenBack() {
    Desk d;
    d.timeline.setPlayhead(240);
    d.timeline.toggleMarker();
    const QStringList steps = d.document.steps();
    d.timeline.beginMarkerDrag(240);
    for (const int to : {300, 480}) d.timeline.dragMarker(to);
    d.timeline.cancel();
    QVERIFY(d.timeline.markerHere());
    QCOMPARE(d.edited().markers.size(), std::size_t{1});
    QCOMPARE(d.document.steps(), steps);
    d.timeline.beginMarkerDrag(240);
    d.timeline.dragMarker(600);
    d.timeline.finish();
    QCOMPARE(d.edited().markers[0].time, Ticks{600});
  }

  void aMarkerGoesOnWhenTheProjectIsSavedMeanwhile() {
    Desk d;
    d.timeline.toggleMarker();
    d.timeline.beginMarkerDrag(0);
    d.timeline.dragMarker(480);
    d.document.markSaved();
    d.timeline.dragMarker(960);
    d.timeline.finish();
    QCOMPARE(d.edited().markers[0].time, Ticks{960});
    QCOMPARE(d.edited().markers.size(), std::size_t{1});
    QVERIFY(d.document.modified());
  }

  void undoEndsADrag() {
    Desk d;
    FaceEntry third = twoFaces()[0];
    third.face = *engine().draw({3});
    d.document.setFace(2, third);
    const MixState before = d.document.state();
    const int steps = d.document.stepIndex();
    const auto row = static_cast<int>(findParameter("c") - parameters().data());
    d.keys.addKey(row, 0);
    d.keys.addKey(row, 600);
    d.timeline.toggleMarker();
    const auto undone = [&](const auto& drag) {
      d.document.goToStep(steps + 3);
      d.keys.selectAll();
      drag(24);
      d.document.goToStep(steps);
      d.document.undo();
      QCOMPARE(d.document.faceCount(), 2);
      const MixState two = d.document.state();
      drag(48);
      d.keys.endDrag();
      d.timeline.finish();
      QVERIFY(d.document.state() == two);
      d.document.redo();
      QVERIFY(d.document.state() == before);
    };
    undone([&](int to) {
      if (to == 24) d.keys.beginDrag();
      d.keys.drag(to, 0, false);
    });
    d.document.undo();
    d.document.setFace(2, third);
    d.keys.addKey(row, 0);
    d.keys.addKey(row, 600);
    d.timeline.toggleMarker();
    undone([&](int to) {
      if (to == 24) d.timeline.beginMarkerDrag(0);
      d.timeline.dragMarker(to);
    });
  }

  void anEndIsDraggedAndTheOtherStays() {
    Desk d;
    for (const int time : {240, 480, 960}) {
      d.timeline.setPlayhead(time);
      d.parameters.toggleKey(Detail);
    }
    d.timeline.setPlayhead(600);
    d.parameters.toggleKey(Colour);
    const auto steps = d.document.steps().size();
    d.keys.selectAll();
    d.keys.beginDrag();
    for (const Ticks to : {1200, 300, 1680}) d.keys.dragEnd(false, to);
    d.keys.endDrag();
    QCOMPARE(times(d.edited(), "detail"), (std::vector<Ticks>{240, 720, 1680}));
    QCOMPARE(times(d.edited(), "colour"), (std::vector<Ticks>{960}));
    QCOMPARE(d.keys.selectionCount(), 4);
    QCOMPARE(d.document.steps().size(), steps + 1);
    QCOMPARE(d.document.undoText(), u"Stretch keyframes"_s);
    d.document.undo();
    QCOMPARE(times(d.edited(), "detail"), (std::vector<Ticks>{240, 480, 960}));
    d.keys.selectAll();
    d.keys.beginDrag();
    d.keys.dragEnd(true, 0);
    d.keys.cancelDrag();
    QCOMPARE(times(d.edited(), "detail"), (std::vector<Ticks>{240, 480, 960}));
  }

  void theKeyboardStretchesByFrames() {
    Desk d;
    d.timeline.start(2, 0, 1, TimelineEditor::Once, false);  // 0 and 1176
    d.keys.selectKey(Overall, 1176, false);
    d.keys.stretchBy(-5);  // one alone has no length
    QCOMPARE(times(d.edited(), "mix"), (std::vector<Ticks>{0, 1176}));
    d.keys.selectAll();
    d.keys.stretchBy(-5);
    QCOMPARE(times(d.edited(), "mix"), (std::vector<Ticks>{0, 1056}));
    d.keys.stretchBy(-1000);
    QCOMPARE(times(d.edited(), "mix"), (std::vector<Ticks>{0, 24}));
    QCOMPARE(d.keys.selectionCount(), 2);
  }

  void aPresetSetsKeyframesWhereSomethingMoves() {
    Desk d;
    Notices notices;
    Preferences preferences;
    Presets presets(d.document, d.parameters, notices, preferences);
    d.parameters.setNumber(Overall, 80);
    d.parameters.setNumber(Detail, 30);
    QCOMPARE(presets.save(u"Mine"_s), QString());
    d.parameters.setNumber(Overall, 20);
    d.parameters.setNumber(Detail, 100);
    d.parameters.toggleKey(Overall);
    d.parameters.toggleKey(Structure);
    d.timeline.setPlayhead(600);
    const auto steps = d.document.steps().size();
    presets.apply(0);
    QCOMPARE(d.document.steps().size(), steps + 1);
    QCOMPARE(d.number(Overall), 80.0);
    QCOMPARE(d.number(Structure), 80.0);  // it follows in the preset
    QCOMPARE(d.number(Detail), 30.0);
    QVERIFY(d.is(Overall, ParameterList::KeyHereRole) && d.is(Structure, ParameterList::KeyHereRole));
    QVERIFY(!d.is(Detail, ParameterList::AnimatedRole) && !d.is(Features, ParameterList::AnimatedRole));
    QCOMPARE(d.recipe().structure, 0.8);
    QCOMPARE(d.recipe().features, 0.8);
    d.timeline.setPlayhead(0);
    QCOMPARE(d.number(Overall), 20.0);
    d.document.undo();
    QCOMPARE(times(d.edited(), "mix"), (std::vector<Ticks>{0}));
    // What is saved is what is seen.
    d.timeline.setPlayhead(600);
    d.parameters.setNumber(Overall, 60);
    d.timeline.setPlayhead(300);
    QCOMPARE(presets.save(u"Half way"_s), QString());
    const double seen = d.number(Overall);
    QVERIFY(seen > 25 && seen < 55);
    d.timeline.setPlayhead(1200);
    presets.apply(1);
    QVERIFY(qAbs(d.number(Overall) - seen) < 0.1);
  }

  void withAutoKeyAPresetIsAMoment() {
    Desk d;
    Notices notices;
    Preferences preferences;
    Presets presets(d.document, d.parameters, notices, preferences);
    QCOMPARE(presets.save(u"Now"_s), QString());
    d.parameters.setAutoKey(true);
    presets.apply(0);
    QVERIFY(d.is(Overall, ParameterList::KeyHereRole) && d.is(Detail, ParameterList::KeyHereRole));
    QVERIFY(!d.is(Colour, ParameterList::AnimatedRole));  // it follows
  }
};

QTEST_APPLESS_MAIN(TestTimelineDrags)
#include "test_timeline_drags.moc"
