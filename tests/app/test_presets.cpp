#include <QRegularExpression>

#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/app/project_test.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestPresets : public ProjectTest {
  Q_OBJECT

 private Q_SLOTS:
  void presetsAreStepsAndMayBeKeptEverywhere() {
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      Presets& presets = *studio.presets();
      studio.document()->setValue(MixDocument::Overall, 0.3);
      studio.document()->setValue(MixDocument::Features, 0.6);
      QCOMPARE(presets.save(u"  One "_s), QString());
      studio.document()->setValue(MixDocument::Overall, 0.8);
      studio.document()->resetValue(MixDocument::Features);
      QCOMPARE(presets.save(u"Two"_s), QString());
      QVERIFY(!presets.save(u" "_s).isEmpty());
      presets.apply(0);
      QCOMPARE(studio.document()->overall(), 0.3);
      QCOMPARE(studio.document()->features(), 0.6);
      QVERIFY(!studio.document()->featuresLinked());
      QCOMPARE(studio.document()->undoText(), u"Preset One"_s);
      studio.document()->undo();
      QCOMPARE(studio.document()->overall(), 0.8);
      QVERIFY(studio.document()->featuresLinked());
      QVERIFY(!presets.rename(1, u"One"_s).isEmpty());
      QCOMPARE(presets.rename(1, u"Second"_s), QString());
      presets.setEverywhere(1, true);
      presets.remove(0);
      QCOMPARE(presets.names(), QStringList{u"Second"_s});
      studio.document()->undo();
      QCOMPARE(presets.names(), (QStringList{u"One"_s, u"Second"_s}));
    }
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    Presets& presets = *studio.presets();
    QCOMPARE(presets.names(), QStringList{u"Second"_s});
    presets.apply(0);
    QCOMPARE(studio.document()->overall(), 0.8);
    presets.setEverywhere(0, false);
    QCOMPARE(presets.names(), QStringList{u"Second"_s});  // in the document now, not lost
    presets.remove(0);
    QVERIFY(presets.names().isEmpty());
  }

  void twoHundredAreEnough() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    Presets& presets = *studio.presets();
    const auto fill = [&](const std::string& name) {
      std::vector<Preset> many;
      for (std::size_t i = 0; i < kMaxPresets; ++i) many.push_back({name + std::to_string(i), {}});
      studio.document()->setPresets(std::move(many), u"Many"_s);
    };
    fill("One ");
    QVERIFY(presets.save(u"More"_s).contains(u"200"_s));
    QCOMPARE(presets.save(u"One 7"_s), QString());  // in its own place
    QCOMPARE(presets.rename(0, u"First"_s), QString());
    const auto last = static_cast<int>(kMaxPresets) - 1;
    for (int row = 0; row <= last; ++row) QCOMPARE(presets.setEverywhere(row, true), QString());
    fill("Two ");
    QVERIFY(presets.setEverywhere(0, true).contains(u"200"_s));
    QVERIFY(!presets.rows()[0].toMap()[u"everywhere"_s].toBool());
    // Those of all projects stand after the document's own, which has no room for one.
    QCOMPARE(presets.names().size(), 2 * static_cast<qsizetype>(kMaxPresets));
    QVERIFY(presets.setEverywhere(last + 1, false).contains(u"200"_s));
    QCOMPARE(presets.names().size(), 2 * static_cast<qsizetype>(kMaxPresets));
    Preferences().setValue(u"presets"_s, QString());
  }

  /// Twice over, a newer one's and then a damaged one: neither takes the other's place.
  void nothingSetAsideIsWrittenOver() {
    const auto store = [](const QString& text) { Preferences().setValue(u"presets"_s, text); };
    const QString newer = u"{\"schema\":99,\"presets\":[]}"_s;
    for (const QString& text : {newer, u"damaged"_s}) {
      store(text);
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      QCOMPARE(studio.presets()->save(u"Mine"_s), QString());
      QCOMPARE(studio.presets()->setEverywhere(0, true), QString());
    }
    QCOMPARE(Preferences().value(u"presets_set_aside"_s, {}).toStringList(), (QStringList{newer, u"damaged"_s}));
    for (const QString& key : {u"presets"_s, u"presets_set_aside"_s}) Preferences().setValue(key, QString());
  }

  void presetsOfANewerMienAreThereAgainOnceTheyCanBeRead() {
    const auto storeAs = [](const QString& schema) {
      static const QRegularExpression number(u"\"schema\":\\d+"_s);
      Preferences preferences;
      for (const QString& key : {u"presets"_s, u"presets_set_aside"_s}) {
        QStringList texts = preferences.value(key, {}).toStringList();
        for (QString& text : texts)
          if (text.contains(u"Valuable"_s)) text.replace(number, schema);
        preferences.setValue(key, texts);
      }
    };
    const auto keep = [](StudioModel& studio, const QString& name) {
      QCOMPARE(studio.presets()->save(name), QString());
      studio.presets()->setEverywhere(static_cast<int>(studio.presets()->names().indexOf(name)), true);
    };
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      keep(studio, u"Valuable"_s);
    }
    storeAs(u"\"schema\":99"_s);
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      QVERIFY(studio.presets()->names().isEmpty());
      keep(studio, u"Later"_s);
    }
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      QCOMPARE(studio.presets()->names(), QStringList{u"Later"_s});
    }
    storeAs(u"\"schema\":5"_s);
    for (int start = 0; start < 2; ++start) {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      QCOMPARE(studio.presets()->names(), (QStringList{u"Later"_s, u"Valuable"_s}));
    }
  }
};

QTEST_MAIN(TestPresets)
#include "test_presets.moc"
