#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/studio_model.h"
#include "core/project/autosave_folder.h"
#include "core/studio/fake_engine.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestProjectFile : public QObject {
  Q_OBJECT

  QTemporaryDir root_;
  QDir dir_;

  QUrl photo(const QString& file, int width = 300, int height = 320) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) image.setPixel(x, y, qRgb(x % 256, y % 256, static_cast<int>(file.size()) * 9));
    image.save(dir_.filePath(file));
    return at(file);
  }
  QUrl at(const QString& file) const { return QUrl::fromLocalFile(dir_.filePath(file)); }
  static std::filesystem::path own() { return ownAutosave(autosaveFolder()); }
  static void openTwoPhotos(StudioModel& studio, const QUrl& a, const QUrl& b) {
    studio.slotA()->openFile(a);
    QTRY_VERIFY(studio.slotA()->filled());
    studio.slotB()->openFile(b);
    QTRY_VERIFY(studio.document()->complete());
  }
  static QImage settled(StudioModel& studio) {
    const auto still = [&] {
      return !studio.preview()->rendering() && studio.preview()->renderedSize() == studio.preview()->wantedSize();
    };
    [&] { QTRY_VERIFY(still()); }();
    return studio.preview()->image().copy();
  }
  static void saved(StudioModel& studio, const QUrl& file, ProjectFile::Holding holding) {
    studio.project()->setHolding(holding);
    studio.project()->saveAs(file);
    QTRY_VERIFY(!studio.project()->busy() && !studio.document()->modified());
  }
  static void opened(StudioModel& studio, const QUrl& file) {
    studio.project()->open(file);
    QTRY_VERIFY(studio.project()->file() == file && !studio.project()->busy());
  }
  static QString notice(StudioModel& studio) {
    return studio.notices()->data(studio.notices()->index(0), Notices::TextRole).toString();
  }

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"project-file"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, root_.path());
  }
  void init() {
    QSettings().clear();
    dir_ = QDir(root_.filePath(QString::fromLatin1(QTest::currentTestFunction())));
    QVERIFY(dir_.mkpath(u"."_s));
    qputenv("MIEN_STATE", dir_.filePath(u"state"_s).toUtf8());
  }

  void alignedFacesOpenWithoutTheirPhotographs() {
    QImage before;
    {
      StudioModel studio(makeFakeEngine);
      openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s, 340, 300));
      studio.document()->setValue(MixDocument::Overall, 0.3);
      studio.document()->setValue(MixDocument::Colour, 0.9);
      studio.document()->setSurroundings(MixDocument::OfA);
      studio.presets()->save(u"Mine"_s);
      studio.project()->setView({{u"zoom"_s, u"100"_s}});
      before = settled(studio);
      saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
      QCOMPARE(studio.project()->name(), u"mix.mien"_s);
    }
    QFile::remove(dir_.filePath(u"a.png"_s));
    QFile::remove(dir_.filePath(u"bb.png"_s));
    StudioModel studio(makeFakeEngine);
    opened(studio, at(u"mix.mien"_s));
    QVERIFY(studio.document()->complete() && !studio.document()->modified());
    QCOMPARE(settled(studio), before);
    QCOMPARE(studio.document()->colour(), 0.9);
    QVERIFY(!studio.document()->colourLinked() && studio.document()->structureLinked());
    QCOMPARE(studio.slotA()->label(), u"a.png"_s);
    QCOMPARE(studio.slotA()->caption(), u"Saved in the project"_s);
    QVERIFY(!studio.slotA()->drawn() && !studio.slotA()->photoThere());
    QCOMPARE(studio.presets()->names(), QStringList{u"Mine"_s});
    QCOMPARE(studio.project()->view().value(u"zoom"_s), u"100"_s);
    QCOMPARE(studio.preferences()->recentProjects(), QList<QUrl>{at(u"mix.mien"_s)});
    QCOMPARE(studio.notices()->count(), 0);
  }

  void photographsTravelAlongWhenAskedTo() {
    {
      StudioModel studio(makeFakeEngine);
      openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s));
      saved(studio, at(u"mix.mien"_s), ProjectFile::WholePhotographs);
    }
    QFile::remove(dir_.filePath(u"a.png"_s));
    QFile::remove(dir_.filePath(u"bb.png"_s));
    StudioModel studio(makeFakeEngine);
    opened(studio, at(u"mix.mien"_s));
    QVERIFY(studio.slotA()->photoThere() && studio.slotB()->photoThere());
    QCOMPARE(studio.slotA()->caption(), u"300 × 320  PNG"_s);
  }

  void onlyDigestsAreFoundAgain() {
    QVERIFY(dir_.mkpath(u"photos"_s) && dir_.mkpath(u"else/where"_s));
    QImage before;
    {
      StudioModel studio(makeFakeEngine);
      openTwoPhotos(studio, photo(u"photos/a.png"_s), photo(u"photos/b-other.png"_s));
      before = settled(studio);
      saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
      QVERIFY(QFileInfo(dir_.filePath(u"mix.mien"_s)).size() < 2000);
    }
    {
      StudioModel studio(makeFakeEngine);
      opened(studio, at(u"mix.mien"_s));
      QTRY_COMPARE(settled(studio), before);  // where they were
      QVERIFY(!studio.document()->modified());
      QCOMPARE(studio.document()->steps(), QStringList{u"Open"_s});
    }
    QSettings().clear();
    QVERIFY(QFile::rename(dir_.filePath(u"photos/a.png"_s), dir_.filePath(u"renamed.png"_s)));
    QVERIFY(QFile::rename(dir_.filePath(u"photos/b-other.png"_s), dir_.filePath(u"else/where/b.png"_s)));
    StudioModel studio(makeFakeEngine);
    opened(studio, at(u"mix.mien"_s));
    QTRY_VERIFY(studio.slotA()->filled());  // beside the project, under another name
    QVERIFY(studio.slotB()->missing());
    QCOMPARE(studio.slotB()->label(), u"b-other.png"_s);
    QTRY_VERIFY(!studio.project()->finder()->searching());
    // Meanwhile the user works on; what is found later is no step.
    studio.document()->setValue(MixDocument::Overall, 0.5001);
    studio.document()->resetValue(MixDocument::Overall);
    const QStringList steps = studio.document()->steps();
    studio.project()->finder()->locateFile(1, photo(u"wrong.png"_s));
    QTRY_COMPARE(studio.notices()->count(), 1);
    QVERIFY2(notice(studio).startsWith(u"wrong.png is another photograph"_s), qPrintable(notice(studio)));
    QVERIFY(studio.slotB()->missing());
    studio.notices()->dismissAll();
    studio.project()->finder()->locateIn(1, at(u"photos"_s));
    QTRY_COMPARE(studio.notices()->count(), 1);
    studio.notices()->dismissAll();
    studio.project()->finder()->locateIn(1, at(u"else"_s));
    QTRY_VERIFY(studio.document()->complete());
    QCOMPARE(studio.document()->steps(), steps);
    QCOMPARE(settled(studio), before);
    studio.document()->goToStep(0);
    QVERIFY(studio.document()->complete());
    QVERIFY(!studio.document()->modified());
  }

  void aMissingFaceIsKeptWhenTheProjectIsSavedAgain() {
    {
      StudioModel studio(makeFakeEngine);
      openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s));
      saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
    }
    QSettings().clear();
    QVERIFY(dir_.mkpath(u"far"_s) && QFile::rename(dir_.filePath(u"bb.png"_s), dir_.filePath(u"far/bb.png"_s)));
    {
      StudioModel studio(makeFakeEngine);
      opened(studio, at(u"mix.mien"_s));
      QTRY_VERIFY(studio.slotA()->filled() && studio.slotB()->missing());
      studio.document()->setValue(MixDocument::Overall, 0.2);
      studio.document()->finishAdjusting();
      studio.project()->save();
      QTRY_VERIFY(!studio.document()->modified());
    }
    QVERIFY(QFile::rename(dir_.filePath(u"far/bb.png"_s), dir_.filePath(u"bb.png"_s)));
    StudioModel studio(makeFakeEngine);
    opened(studio, at(u"mix.mien"_s));
    QTRY_VERIFY(studio.document()->complete());
    QCOMPARE(studio.document()->overall(), 0.2);
  }

  void aPastedFaceAndDigestsAloneAreNoPair() {
    StudioModel studio(makeFakeEngine);
    QGuiApplication::clipboard()->setImage(QImage(photo(u"pasted.png"_s).toLocalFile()));
    studio.slotA()->paste();
    QTRY_VERIFY(studio.slotA()->filled());
    saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
    QVERIFY2(notice(studio).startsWith(u"Clipboard lies in no file"_s), qPrintable(notice(studio)));
  }

  void bothFacesOfOnePhotographAreFoundTogether() {
    QVERIFY(dir_.mkpath(u"away"_s));
    {
      StudioModel studio(makeFakeEngine);
      const QUrl wide = photo(u"wide.png"_s, 600, 300);
      for (FaceSlot* slot : {studio.slotA(), studio.slotB()}) {
        slot->openFile(wide);
        QTRY_COMPARE(slot->found()->count(), 2);
        slot->choose(slot == studio.slotA() ? 0 : 1);
        QTRY_VERIFY(slot->filled());
      }
      saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
    }
    QSettings().clear();
    QVERIFY(QFile::rename(dir_.filePath(u"wide.png"_s), dir_.filePath(u"away/w.png"_s)));
    StudioModel studio(makeFakeEngine);
    opened(studio, at(u"mix.mien"_s));
    QTRY_VERIFY(!studio.project()->finder()->searching());
    QVERIFY(studio.slotA()->missing() && studio.slotB()->missing());
    studio.project()->finder()->locateFile(1, at(u"away/w.png"_s));
    QTRY_VERIFY(studio.document()->complete());
    QCOMPARE(std::get<PhotoFaceRef>(studio.document()->state().faces[1].face->ref()).index, 1);
  }

  void badProjectsAreRefusedAndTheDocumentStays() {
    StudioModel studio(makeFakeEngine);
    QFile bad(dir_.filePath(u"bad.mien"_s));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("no project");
    bad.close();
    studio.document()->setValue(MixDocument::Detail, 0.4);
    studio.project()->open(at(u"bad.mien"_s));
    studio.project()->discardAndGoOn();
    QTRY_COMPARE(studio.notices()->count(), 1);
    QVERIFY(notice(studio).contains(u"bad.mien"_s));
    QCOMPARE(studio.document()->detail(), 0.4);
    QVERIFY(studio.document()->modified() && studio.project()->untitled());
    studio.project()->open(at(u"gone.mien"_s));
    studio.project()->discardAndGoOn();
    QTRY_COMPARE(studio.notices()->count(), 2);
  }

  void unsavedChangesAskFirst() {
    StudioModel studio(makeFakeEngine);
    ProjectFile& project = *studio.project();
    QVERIFY(project.mayClose());
    studio.document()->setValue(MixDocument::Overall, 0.2);
    studio.document()->finishAdjusting();
    const QSignalSpy asked(&project, &ProjectFile::unsavedChanges);
    const QSignalSpy named(&project, &ProjectFile::nameNeeded);
    const QSignalSpy approved(&project, &ProjectFile::closeApproved);
    QVERIFY(!project.mayClose());
    QCOMPARE(asked.count(), 1);
    project.stay();
    project.startNew();
    QCOMPARE(asked.count(), 2);
    QCOMPARE(studio.document()->overall(), 0.2);
    project.saveAndGoOn();
    QCOMPARE(named.count(), 1);
    studio.saving()->prepare();
    studio.saving()->setFolder(QUrl::fromLocalFile(dir_.path()));
    studio.saving()->setName(u"first"_s);
    QVERIFY(!studio.saving()->wouldOverwrite());
    studio.saving()->save();
    QTRY_COMPARE(studio.document()->overall(), 0.5);  // saved, then new
    QVERIFY(project.untitled() && QFileInfo::exists(dir_.filePath(u"first.mien"_s)));
    studio.document()->setValue(MixDocument::Overall, 0.7);
    QVERIFY(!project.mayClose());
    project.discardAndGoOn();
    QCOMPARE(approved.count(), 1);
    QVERIFY(project.mayClose());
  }

  void aSaveThatFailsLosesNothing() {
    StudioModel studio(makeFakeEngine);
    studio.document()->setValue(MixDocument::Overall, 0.2);
    const QSignalSpy approved(studio.project(), &ProjectFile::closeApproved);
    QVERIFY(!studio.project()->mayClose());
    studio.project()->saveAs(at(u"no/such/folder.mien"_s));
    QTRY_COMPARE(studio.notices()->count(), 1);
    QVERIFY(studio.document()->modified() && studio.project()->untitled());
    QCOMPARE(approved.count(), 0);
  }

  void revertIsAStep() {
    StudioModel studio(makeFakeEngine);
    studio.startWithDrawnFaces();
    QTRY_VERIFY(studio.document()->complete());
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    studio.document()->setValue(MixDocument::Overall, 0.9);
    studio.document()->finishAdjusting();
    studio.project()->revert();
    QTRY_COMPARE(studio.document()->overall(), 0.5);
    QVERIFY(!studio.document()->modified());
    QCOMPARE(studio.document()->undoText(), u"Revert to mix.mien"_s);
    studio.document()->undo();
    QCOMPARE(studio.document()->overall(), 0.9);
    QVERIFY(studio.document()->modified());
  }

  void anExportedPictureOpensItsRecipe() {
    StudioModel studio(makeFakeEngine);
    openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s));
    studio.document()->setValue(MixDocument::Overall, 0.3);
    studio.document()->setValue(MixDocument::Structure, 0.8);
    studio.document()->finishAdjusting();
    const QImage before = settled(studio);
    studio.exporter()->setFolder(QUrl::fromLocalFile(dir_.path()));
    studio.exporter()->setName(u"out"_s);
    const QSignalSpy finished(studio.exporter(), &ExportModel::finished);
    studio.exporter()->start(false);
    QTRY_COMPARE(finished.count(), 1);
    StudioModel other(makeFakeEngine);
    other.openAnything({at(u"out.png"_s)});
    QTRY_VERIFY(other.document()->complete());
    QCOMPARE(settled(other), before);
    QCOMPARE(other.document()->structure(), 0.8);
    QVERIFY(other.document()->featuresLinked() && !other.document()->structureLinked());
    QVERIFY(other.project()->untitled() && !other.document()->modified());
    QCOMPARE(other.document()->steps(), QStringList{u"As in out.png"_s});
    StudioModel third(makeFakeEngine);
    third.openAnything({at(u"a.png"_s)});  // a photograph is one
    QTRY_VERIFY(third.slotA()->filled());
  }

  void changesAreKeptWithin2SecondsAndGoWhenSaved() {
    StudioModel studio(makeFakeEngine);
    studio.startWithDrawnFaces();
    QTRY_VERIFY(studio.document()->complete());
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(own()), 2000);
    QCOMPARE(QFileInfo(own().parent_path()).permissions() & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    QTRY_VERIFY(!std::filesystem::exists(own()));
    studio.document()->setValue(MixDocument::Overall, 0.2);
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(own()), 2000);
    studio.document()->undo();  // as it was saved
    QTRY_VERIFY(!std::filesystem::exists(own()));
  }

  void discardedChangesAreNotKept() {
    {
      StudioModel studio(makeFakeEngine);
      studio.document()->setValue(MixDocument::Overall, 0.2);
      QTRY_VERIFY(std::filesystem::exists(own()));
      QVERIFY(!studio.project()->mayClose());
      studio.project()->discardAndGoOn();
    }
    QVERIFY(!std::filesystem::exists(own()));
  }

  void aWindowThatEndsUnaskedKeepsTheLastState() {
    {
      StudioModel studio(makeFakeEngine);
      studio.document()->setValue(MixDocument::Overall, 0.2);
    }
    QCOMPARE(readAutosave(own())->project.values.at("mix"), 0.2);
  }

  void whatADeadWindowLeftIsOffered() {
    const std::filesystem::path dead = autosaveFolder() / "1-1-00000000.mien";
    QGuiApplication::clipboard()->setImage(QImage(photo(u"pasted.png"_s).toLocalFile()));
    QImage before;
    {
      StudioModel studio(makeFakeEngine);
      studio.slotA()->openFile(photo(u"a.png"_s));
      QTRY_VERIFY(studio.slotA()->filled());
      studio.slotB()->paste();
      QTRY_VERIFY(studio.document()->complete());
      saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
      studio.document()->setValue(MixDocument::Overall, 0.2);
      studio.document()->finishAdjusting();
      before = settled(studio);
    }
    std::filesystem::rename(own(), dead);
    {
      StudioModel ignored(makeFakeEngine);
      QTRY_VERIFY(ignored.project()->recovery()->offered());
    }
    QVERIFY2(std::filesystem::exists(dead), "whoever says nothing loses nothing");
    StudioModel studio(makeFakeEngine);
    Recovery& recovery = *studio.project()->recovery();
    QTRY_VERIFY(recovery.offered());
    QVERIFY2(recovery.question().contains(u"mix.mien"_s), qPrintable(recovery.question()));
    recovery.restore();
    QVERIFY(!recovery.offered() && !std::filesystem::exists(dead));
    QTRY_VERIFY(studio.document()->complete());
    QCOMPARE(settled(studio), before);
    QVERIFY(studio.document()->modified());
    QCOMPARE(studio.project()->file(), at(u"mix.mien"_s));
    QVERIFY2(studio.slotA()->photoThere() && studio.slotB()->photoThere(), "from its file, and from the autosave");
    QVERIFY(studio.project()->holding() == ProjectFile::OnlyDigests);
    QVERIFY2(notice(studio).isEmpty(), qPrintable(notice(studio)));
    // Its own autosave takes the place of the one that it was restored from.
    const auto files = [] { return QDir(QString::fromStdString(autosaveFolder().string())).entryList(QDir::Files); };
    QTRY_COMPARE(files(), QStringList{QString::fromStdString(own().filename().string())});
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
    StudioModel studio(makeFakeEngine);
    Recovery& recovery = *studio.project()->recovery();
    QTRY_VERIFY(recovery.offered());
    recovery.discard();
    QTRY_VERIFY(recovery.offered());
    recovery.discard();
    QVERIFY(!recovery.offered());
    QVERIFY(abandonedAutosaves(autosaveFolder()).empty());
  }

  void presetsAreStepsAndMayBeKeptEverywhere() {
    {
      StudioModel studio(makeFakeEngine);
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
    StudioModel studio(makeFakeEngine);
    Presets& presets = *studio.presets();
    QCOMPARE(presets.names(), QStringList{u"Second"_s});
    presets.apply(0);
    QCOMPARE(studio.document()->overall(), 0.8);
    presets.setEverywhere(0, false);
    QCOMPARE(presets.names(), QStringList{u"Second"_s});  // in the document now, not lost
    presets.remove(0);
    QVERIFY(presets.names().isEmpty());
  }
};

QTEST_MAIN(TestProjectFile)
#include "test_project_file.moc"
