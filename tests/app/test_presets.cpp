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

  void presetsOfANewerMienAreThereAgainOnceTheyCanBeRead() {
    const auto storeAs = [](const QString& schema) {
      static const QRegularExpression number(u"\"schema\":\\d+"_s);
      Preferences preferences;
      for (const QString& key : {u"presets"_s, u"presets_set_aside"_s}) {
        QString text = preferences.value(key, {}).toString();
        if (text.contains(u"Valuable"_s)) preferences.setValue(key, text.replace(number, schema));
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
