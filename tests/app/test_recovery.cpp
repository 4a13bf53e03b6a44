#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>

#include "core/project/project_file.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/app/project_test.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestRecovery : public ProjectTest {
  Q_OBJECT

 private Q_SLOTS:
  void changesAreKeptWithin2SecondsAndGoWhenSaved() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(own()), 2000);
    QCOMPARE(QFileInfo(own().parent_path()).permissions() & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    TRY_VERIFY(!std::filesystem::exists(own()));
    studio.document()->setValue(MixDocument::Overall, 0.2);
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(own()), 2000);
    studio.document()->undo();  // as it was saved
    TRY_VERIFY(!std::filesystem::exists(own()));
  }

  void discardedChangesAreNotKept() {
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      studio.document()->setValue(MixDocument::Overall, 0.2);
      TRY_VERIFY(std::filesystem::exists(own()));
      QVERIFY(!studio.project()->mayClose());
      studio.project()->discardAndGoOn();
      QVERIFY(studio.project()->mayClose());
    }
    QVERIFY(!std::filesystem::exists(own()));
  }

  void aWindowThatEndsUnaskedKeepsTheLastState() {
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      studio.document()->setValue(MixDocument::Overall, 0.2);
    }
    QCOMPARE(readAutosave(own())->project.values.at("mix"), 0.2);
  }

  void whatADeadWindowLeftIsOffered() {
    const std::filesystem::path dead = autosaveFolder() / "1-1-00000000.mien";
    QGuiApplication::clipboard()->setImage(QImage(photo(u"pasted.png"_s).toLocalFile()));
    QImage before;
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      studio.slotA()->openFile(photo(u"a.png"_s));
      TRY_VERIFY(studio.slotA()->filled());
      studio.slotB()->paste();
      TRY_VERIFY(studio.document()->complete());
      saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
      studio.document()->setValue(MixDocument::Overall, 0.2);
      studio.document()->finishAdjusting();
      before = settled(studio);
    }
    std::filesystem::rename(own(), dead);
    {
      StudioModel ignored(makeFakeEngine, makeFakeJudge);
      TRY_VERIFY(ignored.project()->recovery()->offered());
    }
    QVERIFY2(std::filesystem::exists(dead), "whoever says nothing loses nothing");
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    Recovery& recovery = *studio.project()->recovery();
    TRY_VERIFY(recovery.offered());
    QVERIFY2(recovery.question().contains(u"mix.mien"_s), qPrintable(recovery.question()));
    recovery.restore();
    QVERIFY(!recovery.offered() && !std::filesystem::exists(dead));
    TRY_VERIFY(studio.document()->complete());
    QCOMPARE(settled(studio), before);
    QVERIFY(studio.document()->modified());
    QCOMPARE(studio.project()->file(), at(u"mix.mien"_s));
    QVERIFY2(studio.slotA()->photoThere() && studio.slotB()->photoThere(), "from its file, and from the autosave");
    QVERIFY(studio.project()->holding() == ProjectFile::OnlyDigests);
    QVERIFY2(notice(studio).isEmpty(), qPrintable(notice(studio)));
    // Its own autosave takes the place of the one that it was restored from.
    const auto files = [] { return QDir(QString::fromStdString(autosaveFolder().string())).entryList(QDir::Files); };
    TRY_COMPARE(files(), QStringList{QString::fromStdString(own().filename().string())});
  }

  void aFileThatIsNewerThanTheAutosaveIsToldAndKept() {
    const std::filesystem::path dead = autosaveFolder() / "1-1-00000000.mien";
    const std::filesystem::path file = dir_.filePath(u"mix.mien"_s).toStdString();
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
      studio.document()->setValue(MixDocument::Overall, 0.2);
    }
    std::filesystem::rename(own(), dead);
    {
      StudioModel before(makeFakeEngine, makeFakeJudge);
      TRY_VERIFY(before.project()->recovery()->offered());
      QVERIFY(!before.project()->recovery()->question().contains(u"newer"_s));
    }
    Project newer = readProject(file).value();
    newer.values["mix"] = 0.7;
    QVERIFY(writeProject(file, newer).has_value());
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    Recovery& recovery = *studio.project()->recovery();
    TRY_VERIFY(recovery.offered());
    QVERIFY2(recovery.question().contains(u"Its file is newer"_s), qPrintable(recovery.question()));
    recovery.restore();
    TRY_COMPARE(studio.document()->overall(), 0.2);
    const QSignalSpy asked(studio.project(), &ProjectFile::changedElsewhere);
    studio.project()->save();
    TRY_COMPARE(asked.count(), 1);
    QCOMPARE(readProject(file).value().values.at("mix"), 0.7);
  }

  void anOfferOutlivesACancelledRestore() {
    const std::filesystem::path dead = autosaveFolder() / "1-1-00000000.mien";
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      studio.document()->setValue(MixDocument::Overall, 0.2);
    }
    std::filesystem::rename(own(), dead);
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    Recovery& recovery = *studio.project()->recovery();
    TRY_VERIFY(recovery.offered());
    studio.document()->setValue(MixDocument::Overall, 0.7);
    studio.document()->finishAdjusting();
    const QSignalSpy asked(studio.project(), &ProjectFile::unsavedChanges);
    recovery.restore();
    QCOMPARE(asked.count(), 1);
    studio.project()->stay();
    QVERIFY(recovery.offered() && std::filesystem::exists(dead));
    QCOMPARE(studio.document()->overall(), 0.7);
    recovery.restore();
    studio.project()->discardAndGoOn();
    TRY_COMPARE(studio.document()->overall(), 0.2);
    QVERIFY(!recovery.offered() && !std::filesystem::exists(dead));
  }

  void discardingAnOfferGoesOnToTheNext() {
    std::filesystem::create_directories(autosaveFolder());
    Autosave left;
    for (const int i : {1, 2}) {
      left.local.changedAt = i;
      const auto bytes = packAutosave(left);
      QFile file(QString::fromStdString((autosaveFolder() / (std::to_string(i) + "-1-00000000.mien")).string()));
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write(reinterpret_cast<const char*>(bytes->data()), static_cast<qint64>(bytes->size()));
    }
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    Recovery& recovery = *studio.project()->recovery();
    TRY_VERIFY(recovery.offered());
    recovery.discard();
    TRY_VERIFY(recovery.offered());
    recovery.discard();
    QVERIFY(!recovery.offered());
    QVERIFY(abandonedAutosaves(autosaveFolder()).empty());
  }
};

QTEST_MAIN(TestRecovery)
#include "test_recovery.moc"
