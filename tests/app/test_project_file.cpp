#include <sys/stat.h>

#include <QSignalSpy>

#include "core/base/digest.h"
#include "core/photo/write.h"
#include "core/project/project_file.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/app/consents.h"
#include "tests/app/project_test.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestProjectFile : public ProjectTest {
  Q_OBJECT

 private Q_SLOTS:
  void badProjectsAreRefusedAndTheDocumentStays() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    QFile bad(dir_.filePath(u"bad.mien"_s));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("no project");
    bad.close();
    studio.document()->setValue(MixDocument::Detail, 0.4);
    studio.project()->open(at(u"bad.mien"_s));
    studio.project()->discardAndGoOn();
    TRY_COMPARE(studio.notices()->count(), 1);
    QVERIFY(notice(studio).contains(u"bad.mien"_s));
    QCOMPARE(studio.document()->detail(), 0.4);
    QVERIFY(studio.document()->modified() && studio.project()->untitled());
    studio.project()->open(at(u"gone.mien"_s));
    studio.project()->discardAndGoOn();
    TRY_COMPARE(studio.notices()->count(), 2);
  }

  void unsavedChangesAskFirst() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
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
    TRY_COMPARE(studio.document()->overall(), 0.5);  // saved, then new
    QVERIFY(project.untitled() && QFileInfo::exists(dir_.filePath(u"first.mien"_s)));
    studio.document()->setValue(MixDocument::Overall, 0.7);
    QVERIFY(!project.mayClose());
    project.discardAndGoOn();
    QCOMPARE(approved.count(), 1);
    QVERIFY(project.mayClose());
  }

  /// What is saved is the document that stood there then, and the one that came since has no file yet.
  void aSaveThatEndsLateNamesNoOtherDocument() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    ProjectFile& project = *studio.project();
    TRY_COMPARE(studio.engineState(), StudioModel::Ready);
    studio.document()->setValue(MixDocument::Overall, 0.2);
    project.saveAs(at(u"first.mien"_s));
    project.startNew();
    project.discardAndGoOn();
    QCOMPARE(studio.document()->overall(), 0.5);
    QVERIFY(project.busy());  // it is still being written
    TRY_VERIFY(!project.busy());
    QVERIFY(QFileInfo::exists(dir_.filePath(u"first.mien"_s)));
    QVERIFY(project.untitled());
  }

  void aSaveOfBeforeAnswersNoQuestion() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    ProjectFile& project = *studio.project();
    studio.document()->setValue(MixDocument::Overall, 0.2);
    const QSignalSpy approved(&project, &ProjectFile::closeApproved);
    project.saveAs(at(u"first.mien"_s));
    QVERIFY(!project.mayClose());
    TRY_VERIFY(!project.busy());
    QCOMPARE(approved.count(), 0);
    project.saveAndGoOn();
    TRY_COMPARE(approved.count(), 1);
  }

  /// What was saved is a state that the history has left: no state of it is in the file.
  void whatIsUndoneToBeforeASaveIsAskedFor() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    const auto moveTo = [&](double detail) {
      studio.document()->setValue(MixDocument::Detail, detail);
      studio.document()->finishAdjusting();
    };
    moveTo(0.5);
    studio.project()->save();
    moveTo(0.3);  // while it is written
    TRY_VERIFY(!studio.project()->busy());
    studio.document()->undo();
    studio.document()->undo();
    QCOMPARE(studio.document()->detail(), 1.0);
    QVERIFY(studio.document()->modified() && !studio.project()->mayClose());
    TRY_VERIFY(std::filesystem::exists(own()));
  }

  void whatIsDoneWhileAProjectLoadsIsAskedFor() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    openTwoPhotos(studio, photo(u"a.png"_s), photo(u"b.png"_s));
    saved(studio, at(u"mix.mien"_s), ProjectFile::WholePhotographs);
    studio.project()->startNew();
    const QSignalSpy asked(studio.project(), &ProjectFile::unsavedChanges);
    studio.project()->open(at(u"mix.mien"_s));
    studio.document()->setValue(MixDocument::Overall, 0.2);
    TRY_COMPARE(asked.count(), 1);
    QCOMPARE(studio.document()->overall(), 0.2);
    QVERIFY(studio.project()->untitled());
    studio.project()->discardAndGoOn();
    QVERIFY(studio.document()->complete());
    QCOMPARE(studio.project()->file(), at(u"mix.mien"_s));
    QCOMPARE(asked.count(), 1);
  }

  /// Or the window would show another picture than a render of the same recipe.
  void anotherModelDrawsItsDrawnFacesAnew() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    const FacePtr first = studio.document()->state().faces[0].face;
    studio.slotA()->drawFace(77);
    TRY_VERIFY(!studio.slotA()->busy());
    TRY_VERIFY(!studio.balanceMeter()->measuring());
    const FacePtr second = studio.document()->state().faces[0].face;
    studio.project()->useModel(makeFakeEngine().value()->info());
    TRY_VERIFY(studio.document()->state().faces[0].face != second);
    QVERIFY(studio.document()->state().faces[0].face->ref() == second->ref());
    studio.document()->undo();
    QVERIFY(studio.document()->state().faces[0].face->ref() == first->ref());
    TRY_VERIFY(studio.document()->state().faces[0].face != first);
  }

  void whatWasBeingOpenedReachesNoOtherDocument() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    TRY_COMPARE(studio.engineState(), StudioModel::Ready);
    studio.openDropped({photo(u"a.png"_s), photo(u"b.png"_s), photo(u"c.png"_s)}, 0);
    QVERIFY(studio.slotA()->busy());
    studio.project()->startNew();
    QVERIFY(!studio.slotA()->busy() && !studio.slotB()->busy());
    openTwoPhotos(studio, photo(u"d.png"_s), photo(u"e.png"_s));
    QTest::qWait(200);
    QCOMPARE(studio.document()->faceCount(), 2);
    QCOMPARE(studio.slotA()->label(), u"d.png"_s);
  }

  void aSaveThatFailsLosesNothing() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.document()->setValue(MixDocument::Overall, 0.2);
    const QSignalSpy approved(studio.project(), &ProjectFile::closeApproved);
    QVERIFY(!studio.project()->mayClose());
    studio.project()->saveAs(at(u"no/such/folder.mien"_s));
    TRY_COMPARE(studio.notices()->count(), 1);
    QVERIFY(studio.document()->modified() && studio.project()->untitled());
    QCOMPARE(approved.count(), 0);
  }

  void aSaveAsThatFailsLeavesWhatTheProjectHolds() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    studio.saving()->prepare();
    studio.saving()->setFolder(at(u"no/such"_s));
    studio.saving()->setHolding(ProjectFile::OnlyDigests);
    studio.saving()->save();
    TRY_COMPARE(studio.notices()->count(), 1);
    QVERIFY(studio.project()->holding() == ProjectFile::AlignedFaces);
    studio.saving()->prepare();  // the sheet once more: it says what was chosen
    QVERIFY(studio.saving()->holding() == ProjectFile::OnlyDigests);
    QCOMPARE(studio.saving()->folder(), at(u"no/such"_s));
    studio.saving()->setFolder(QUrl::fromLocalFile(dir_.path()));
    studio.saving()->setName(u"small"_s);
    studio.saving()->save();
    TRY_COMPARE(studio.project()->file(), at(u"small.mien"_s));
    QVERIFY(studio.project()->holding() == ProjectFile::OnlyDigests);
  }

  /// Something else may stop the window from closing after all: then the answer holds until the next change.
  void whatIsDoneAfterDontSaveIsAskedForAgain() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    ProjectFile& project = *studio.project();
    studio.document()->setValue(MixDocument::Overall, 0.2);
    studio.document()->finishAdjusting();
    TRY_VERIFY(std::filesystem::exists(own()));
    QVERIFY(!project.mayClose());
    project.discardAndGoOn();
    QTest::qWait(100);
    QVERIFY2(std::filesystem::exists(own()), "as long as the window is there");
    studio.document()->setValue(MixDocument::Overall, 0.3);
    studio.document()->finishAdjusting();
    const QSignalSpy asked(&project, &ProjectFile::unsavedChanges);
    QVERIFY(!project.mayClose());
    QCOMPARE(asked.count(), 1);
    project.discardAndGoOn();
    QVERIFY(project.mayClose());
    TRY_VERIFY(!std::filesystem::exists(own()));
  }

  /// The window says how it looks at the document whenever that changes, also while another takes its place.
  void zoomAndPlayheadComeBack() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    ProjectFile& project = *studio.project();
    QString zoom = u"100"_s;
    const auto tell = [&] { project.setView({{u"zoom"_s, zoom}, {u"playhead"_s, studio.timeline()->playhead()}}); };
    connect(studio.timeline(), &TimelineEditor::playheadChanged, &project, tell);
    studio.timeline()->setPlayhead(600);
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    project.startNew();
    zoom = u"fit"_s;
    studio.timeline()->setPlayhead(1200);
    MixState shorter = studio.document()->state();
    shorter.timeline.duration = kTicksPerSecond;
    studio.document()->setState(shorter, u"Shorter"_s);
    saved(studio, at(u"shorter.mien"_s), ProjectFile::AlignedFaces);
    project.startNew();
    studio.timeline()->setPlayhead(1200);
    const QSignalSpy shown(&project, &ProjectFile::viewOpened);
    opened(studio, at(u"mix.mien"_s));
    QCOMPARE(shown.last()[0].toMap(), (QVariantMap{{u"zoom"_s, u"100"_s}, {u"playhead"_s, 600}}));
    studio.timeline()->setPlayhead(1200);
    opened(studio, at(u"shorter.mien"_s));  // which moves the playhead by itself
    QCOMPARE(shown.last()[0].toMap()[u"playhead"_s].toInt(), 576);
  }

  void whatAnotherProgramWroteIsReplacedOnlyAfterAsking() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    ProjectFile& project = *studio.project();
    const auto file = dir_.filePath(u"mix.mien"_s).toStdString();
    const auto detailIn = [&] { return readProject(file).value().values.at("detail"); };
    const auto moveTo = [&](double detail) {
      studio.document()->setValue(MixDocument::Detail, detail);
      studio.document()->finishAdjusting();
    };
    const auto changeElsewhere = [&](double detail) {
      Project other = readProject(file).value();
      other.values["detail"] = detail;
      QVERIFY(writeProject(file, other).has_value());
    };
    const QSignalSpy asked(&project, &ProjectFile::changedElsewhere);
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    for (const double detail : {0.9, 0.8}) {  // the second while the first is written
      moveTo(detail);
      project.save();
    }
    TRY_VERIFY(!project.busy());
    QFile touched(dir_.filePath(u"mix.mien"_s));
    QVERIFY(touched.open(QIODevice::ReadWrite) &&
            touched.setFileTime(QDateTime::currentDateTime().addSecs(5), QFileDevice::FileModificationTime));
    touched.close();
    moveTo(0.7);
    project.save();
    TRY_VERIFY(!project.busy());
    QCOMPARE(asked.count(), 0);

    changeElsewhere(0.11);
    moveTo(0.6);
    project.save();
    TRY_COMPARE(asked.count(), 1);
    QCOMPARE(detailIn(), 0.11);
    QVERIFY(studio.document()->modified());
    project.leaveFile();
    QSignalSpy approved(&project, &ProjectFile::closeApproved);
    QVERIFY(!project.mayClose());
    project.saveAndGoOn();
    TRY_COMPARE(asked.count(), 2);
    QCOMPARE(approved.count(), 0);
    project.replaceFile();
    TRY_COMPARE(approved.count(), 1);  // what the user wanted goes on
    QCOMPARE(detailIn(), 0.6);
    QVERIFY(!studio.document()->modified());

    changeElsewhere(0.12);
    opened(studio, at(u"mix.mien"_s));
    QCOMPARE(studio.document()->detail(), 0.12);
    changeElsewhere(0.13);
    moveTo(0.5);
    project.save();
    TRY_COMPARE(asked.count(), 3);
    project.saveAs(at(u"other.mien"_s));
    TRY_VERIFY(!studio.document()->modified());
    QCOMPARE(project.file(), at(u"other.mien"_s));
    QCOMPARE(detailIn(), 0.13);

    opened(studio, at(u"mix.mien"_s));
    changeElsewhere(0.14);
    project.revert();  // which takes what the other program wrote
    TRY_COMPARE(studio.document()->detail(), 0.14);
    moveTo(0.4);
    project.save();
    TRY_VERIFY(!project.busy());
    QCOMPARE(detailIn(), 0.4);
    QFile::remove(dir_.filePath(u"mix.mien"_s));  // nothing is lost then
    moveTo(0.3);
    project.save();
    TRY_VERIFY(!project.busy());
    QCOMPARE(detailIn(), 0.3);
    QCOMPARE(asked.count(), 3);
  }

  void revertIsAStep() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    studio.document()->setValue(MixDocument::Overall, 0.9);
    studio.document()->finishAdjusting();
    studio.project()->revert();
    TRY_COMPARE(studio.document()->overall(), 0.5);
    QVERIFY(!studio.document()->modified());
    QCOMPARE(studio.document()->undoText(), u"Revert to mix.mien"_s);
    studio.document()->undo();
    QCOMPARE(studio.document()->overall(), 0.9);
    QVERIFY(studio.document()->modified());
  }

  void anExportedPictureOpensItsRecipe() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s));
    recordConsents(studio);
    studio.document()->setValue(MixDocument::Overall, 0.3);
    studio.document()->setValue(MixDocument::Structure, 0.8);
    studio.document()->finishAdjusting();
    const QImage before = settled(studio);
    studio.exporter()->setFolder(QUrl::fromLocalFile(dir_.path()));
    studio.exporter()->setName(u"out"_s);
    const QSignalSpy finished(studio.exporter(), &ExportModel::finished);
    studio.exporter()->start(false);
    TRY_COMPARE(finished.count(), 1);
    StudioModel other(makeFakeEngine, makeFakeJudge);
    other.openAnything({at(u"out.png"_s)});
    TRY_VERIFY(other.document()->complete());
    QCOMPARE(settled(other), before);
    QCOMPARE(other.document()->structure(), 0.8);
    QVERIFY(other.document()->featuresLinked() && !other.document()->structureLinked());
    QVERIFY(other.project()->untitled() && !other.document()->modified());
    QCOMPARE(other.document()->steps(), QStringList{u"As in out.png"_s});
    QCOMPARE(other.preferences()->recentProjects().value(0), at(u"out.png"_s));
    QCOMPARE(other.slotB()->label(), u"bb.png"_s);
    QSettings().clear();
    StudioModel stranger(makeFakeEngine, makeFakeJudge);  // where nobody knows what the photographs were called
    stranger.openAnything({at(u"out.png"_s)});
    TRY_VERIFY(stranger.document()->complete());
    const auto digest = sha256HexOfFile(at(u"bb.png"_s).toLocalFile().toStdString());
    QCOMPARE(stranger.slotB()->label(), u"Photo "_s + QString::fromStdString(digest->substr(0, 8)));
    StudioModel third(makeFakeEngine, makeFakeJudge);
    third.openAnything({at(u"a.png"_s)});  // a photograph is one
    TRY_VERIFY(third.slotA()->filled());
    QCOMPARE(third.freePlace(), 1);
    third.startWithDrawnFaces();
    TRY_VERIFY(third.document()->complete());
    third.openAnything({at(u"a.png"_s)});  // and takes nobody's place
    TRY_COMPARE(third.document()->faceCount(), 3);
  }

  /// Its end would never come, and closing the window would wait for it.
  void aPipeIsRefused() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    QCOMPARE(::mkfifo(dir_.filePath(u"pipe.mien"_s).toStdString().c_str(), 0600), 0);
    studio.project()->open(at(u"pipe.mien"_s));
    TRY_COMPARE(studio.notices()->count(), 1);
  }

  void aRecipeThatCantBeReadIsNoPhotograph_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("of a newer Mien") << QByteArray(R"("schema":6)") << QByteArray(R"("schema":99)");
    QTest::newRow("broken") << QByteArray(R"("detail":1)") << QByteArray(R"("detail":"much")");
  }
  void aRecipeThatCantBeReadIsNoPhotograph() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s));
    const RenderJob job = studio.document()->job(makeFakeEngine().value()->info(), 256, Placement::Crop);
    QByteArray json = QByteArray::fromStdString(toJson(job.recipe));
    QVERIFY(json.contains(from));
    json.replace(from, to);
    const Image8 pixels(300, 320, 3);
    WriteOptions options;
    options.provenance = Provenance{.recipeJson = json.toStdString()};
    QVERIFY(writePicture(dir_.filePath(u"out.png"_s).toStdString(), pixels, PictureFormat::Png, options).has_value());
    studio.project()->open(at(u"out.png"_s));
    TRY_COMPARE(studio.notices()->count(), 1);
    TRY_VERIFY(!studio.slotA()->busy());
    QCOMPARE(studio.slotA()->label(), u"a.png"_s);
  }
};

QTEST_MAIN(TestProjectFile)
#include "test_project_file.moc"
