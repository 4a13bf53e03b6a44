#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>

#include "core/project/face_files.h"
#include "core/project/project_file.h"
#include "core/record/face_sealer.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/app/consents.h"
#include "tests/app/project_test.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestProjectFaces : public ProjectTest {
  Q_OBJECT

 private Q_SLOTS:
  void alignedFacesOpenWithoutTheirPhotographs() {
    QImage before;
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
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
    StudioModel studio(makeFakeEngine, makeFakeJudge);
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

  /// A stranger's project: the picture of one person, and the photograph that another one has consented to.
  void aPictureIsNotOfThePhotographBesideIt() {
    qputenv("MIEN_DATA", dir_.filePath(u"data"_s).toUtf8());  // a record without the last run's consents
    const auto tellsOwn = [](StudioModel& studio, int slot) {
      return !studio.document()->state().faces[static_cast<std::size_t>(slot)].face->ownKey().empty();
    };
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s, 340, 300));
      TRY_VERIFY(studio.checkA()->needsConsent() && studio.checkB()->needsConsent());
      recordConsents(studio);
      saved(studio, at(u"mix.mien"_s), ProjectFile::WholePhotographs);
      saved(studio, at(u"faces.mien"_s), ProjectFile::AlignedFaces);
    }
    for (const QString& name : {u"mix.mien"_s, u"faces.mien"_s}) {
      const std::filesystem::path file = dir_.filePath(name).toStdString();
      Project project = readProject(file).value();
      project.faces[0]->aligned = std::make_shared<const FaceFiles>(
          FaceFiles{project.faces[0]->aligned->facts, project.faces[1]->aligned->picture});
      QVERIFY(writeProject(dir_.filePath(u"swapped-"_s + name).toStdString(), project).has_value());
    }
    QVERIFY(QFile::rename(dir_.filePath(u"a.png"_s), root_.filePath(u"elsewhere.png"_s)));
    QVERIFY(QFile::remove(dir_.filePath(u"bb.png"_s)));
    {
      // One's own asks nothing.
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      opened(studio, at(u"faces.mien"_s));
      QVERIFY(!tellsOwn(studio, 0) && !tellsOwn(studio, 1));
      TRY_COMPARE(studio.checkA()->consent(), 0);
      // With the photograph in it, that is what is used.
      opened(studio, at(u"swapped-mix.mien"_s));
      QVERIFY(!tellsOwn(studio, 0));
    }
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      opened(studio, at(u"swapped-faces.mien"_s));
      QVERIFY(tellsOwn(studio, 0) && !tellsOwn(studio, 1));
      TRY_COMPARE(studio.checkA()->outcome(), FaceCheck::Block);
      QCOMPARE(studio.checkA()->consent(), -1);
      QVERIFY(studio.checkA()->findings().value(0).contains(u"was not saved on this machine"_s));
      saved(studio, at(u"copy.mien"_s), ProjectFile::AlignedFaces);
    }
    // Saved here, it is no more proven than it was.
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    opened(studio, at(u"copy.mien"_s));
    QVERIFY(tellsOwn(studio, 0) && !tellsOwn(studio, 1));
    TRY_COMPARE(studio.checkA()->outcome(), FaceCheck::Block);
    studio.document()->setValue(MixDocument::Overall, 0.4);
    TRY_VERIFY(std::filesystem::exists(own()));
    const Project autosaved = readAutosave(own()).value().project;
    const Sealer sealer = faceSealer(dir_.filePath(u"data/record.db"_s).toStdString());
    QVERIFY(!unpackFace(*autosaved.faces[0]->aligned, sealer).value().proven);
    QVERIFY(unpackFace(*autosaved.faces[1]->aligned, sealer).value().proven);
    studio.checkA()->recordConsent(0, {}, {});
    TRY_COMPARE(studio.checkA()->consent(), 0);
    QVERIFY(studio.checkA()->outcome() != FaceCheck::Block);
    // The photograph, once it is found, takes its place.
    studio.project()->finder()->locateFile(0, QUrl::fromLocalFile(root_.filePath(u"elsewhere.png"_s)));
    TRY_VERIFY(!tellsOwn(studio, 0));
    QVERIFY(studio.slotA()->photoThere());
  }

  void photographsTravelAlongWhenAskedTo() {
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s));
      saved(studio, at(u"mix.mien"_s), ProjectFile::WholePhotographs);
    }
    QFile::remove(dir_.filePath(u"a.png"_s));
    QFile::remove(dir_.filePath(u"bb.png"_s));
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    opened(studio, at(u"mix.mien"_s));
    QVERIFY(studio.slotA()->photoThere() && studio.slotB()->photoThere());
    QCOMPARE(studio.slotA()->caption(), u"300 × 320  PNG"_s);
  }

  void onlyDigestsAreFoundAgain() {
    QVERIFY(dir_.mkpath(u"photos"_s) && dir_.mkpath(u"else/where"_s));
    QImage before;
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      openTwoPhotos(studio, photo(u"photos/a.png"_s), photo(u"photos/b-other.png"_s));
      before = settled(studio);
      saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
      QVERIFY(QFileInfo(dir_.filePath(u"mix.mien"_s)).size() < 2000);
    }
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      opened(studio, at(u"mix.mien"_s));
      TRY_COMPARE(settled(studio), before);  // where they were
      QVERIFY(!studio.document()->modified());
      QCOMPARE(studio.document()->steps(), QStringList{u"Open"_s});
    }
    QSettings().clear();
    const std::filesystem::path folder = dir_.path().toStdString();
    std::filesystem::rename(folder / "photos/a.png", folder / "ren\xe4med.png");  // Latin-1, from an old archive
    QVERIFY(QFile::rename(dir_.filePath(u"photos/b-other.png"_s), dir_.filePath(u"else/where/b.png"_s)));
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    opened(studio, at(u"mix.mien"_s));
    TRY_VERIFY(studio.slotA()->filled());  // beside the project, under another name
    QVERIFY(studio.slotB()->missing());
    QCOMPARE(studio.slotB()->label(), u"b-other.png"_s);
    TRY_VERIFY(!studio.project()->finder()->searching());
    // Meanwhile the user works on; what is found later is no step.
    studio.document()->setValue(MixDocument::Overall, 0.5001);
    studio.document()->resetValue(MixDocument::Overall);
    const QStringList steps = studio.document()->steps();
    studio.project()->finder()->locateFile(1, photo(u"wrong.png"_s));
    TRY_COMPARE(studio.notices()->count(), 1);
    QVERIFY2(notice(studio).startsWith(u"wrong.png is another photograph"_s), qPrintable(notice(studio)));
    QVERIFY(studio.slotB()->missing());
    studio.notices()->dismissAll();
    studio.project()->finder()->locateIn(1, at(u"photos"_s));
    TRY_COMPARE(studio.notices()->count(), 1);
    studio.notices()->dismissAll();
    studio.project()->finder()->locateIn(1, at(u"else"_s));
    TRY_VERIFY(studio.document()->complete());
    QCOMPARE(studio.document()->steps(), steps);
    QCOMPARE(settled(studio), before);
    studio.document()->goToStep(0);
    QVERIFY(studio.document()->complete());
    QVERIFY(!studio.document()->modified());
  }

  void aMissingFaceIsKeptWhenTheProjectIsSavedAgain() {
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s));
      saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
    }
    QSettings().clear();
    QVERIFY(dir_.mkpath(u"far"_s) && QFile::rename(dir_.filePath(u"bb.png"_s), dir_.filePath(u"far/bb.png"_s)));
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      opened(studio, at(u"mix.mien"_s));
      TRY_VERIFY(studio.slotA()->filled() && studio.slotB()->missing());
      studio.document()->setValue(MixDocument::Overall, 0.2);
      studio.document()->finishAdjusting();
      studio.project()->save();
      TRY_VERIFY(!studio.document()->modified());
    }
    QVERIFY(QFile::rename(dir_.filePath(u"far/bb.png"_s), dir_.filePath(u"bb.png"_s)));
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    opened(studio, at(u"mix.mien"_s));
    TRY_VERIFY(studio.document()->complete());
    QCOMPARE(studio.document()->overall(), 0.2);
  }

  /// Of three and more one is shown in full, and has the offer to find it.
  void aMissingFaceAmongSeveralIsTheOneToLookAt() {
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s));
      studio.slot(2)->openFile(photo(u"ccc.png"_s));
      TRY_COMPARE(studio.document()->faceCount(), 3);
      saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
    }
    QSettings().clear();
    QVERIFY(dir_.mkpath(u"far"_s));
    for (const QString& name : {u"bb.png"_s, u"ccc.png"_s})
      QVERIFY(QFile::rename(dir_.filePath(name), dir_.filePath(u"far/"_s + name)));
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    opened(studio, at(u"mix.mien"_s));
    TRY_VERIFY(studio.slotA()->filled());  // beside the project
    QVERIFY(studio.slotB()->missing() && studio.slot(2)->missing());
    const FaceMix& faces = *studio.faces();
    QVERIFY(faces.anyMissing());
    QCOMPARE(faces.current(), 1);
    studio.project()->finder()->locateFile(1, at(u"far/bb.png"_s));
    TRY_VERIFY(studio.slotB()->filled());
    QCOMPARE(faces.current(), 2);
    studio.faces()->setCurrent(0);
    studio.project()->finder()->locateFile(2, at(u"far/ccc.png"_s));
    TRY_VERIFY(studio.document()->complete());
    QCOMPARE(faces.current(), 0);
    QVERIFY(!faces.anyMissing());
  }

  void aPastedFaceAndDigestsAloneAreNoPair() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    QGuiApplication::clipboard()->setImage(QImage(photo(u"pasted.png"_s).toLocalFile()));
    studio.slotA()->paste();
    TRY_VERIFY(studio.slotA()->filled());
    saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
    QVERIFY2(notice(studio).startsWith(u"Clipboard lies in no file"_s), qPrintable(notice(studio)));
    // Nor does the window close over it.
    studio.document()->setValue(MixDocument::Overall, 0.2);
    const QSignalSpy approved(studio.project(), &ProjectFile::closeApproved);
    QVERIFY(!studio.project()->mayClose());
    studio.project()->saveAndGoOn();
    TRY_VERIFY(!studio.project()->busy());
    QCOMPARE(approved.count(), 0);
  }

  void bothFacesOfOnePhotographAreFoundTogether() {
    QVERIFY(dir_.mkpath(u"away"_s));
    {
      StudioModel studio(makeFakeEngine, makeFakeJudge);
      const QUrl wide = photo(u"wide.png"_s, 600, 300);
      for (FaceSlot* slot : {studio.slotA(), studio.slotB()}) {
        slot->openFile(wide);
        TRY_COMPARE(slot->found()->count(), 2);
        slot->choose(slot == studio.slotA() ? 0 : 1);
        TRY_VERIFY(slot->filled());
      }
      saved(studio, at(u"mix.mien"_s), ProjectFile::OnlyDigests);
    }
    QSettings().clear();
    QVERIFY(QFile::rename(dir_.filePath(u"wide.png"_s), dir_.filePath(u"away/w.png"_s)));
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    opened(studio, at(u"mix.mien"_s));
    TRY_VERIFY(!studio.project()->finder()->searching());
    QVERIFY(studio.slotA()->missing() && studio.slotB()->missing());
    studio.project()->finder()->locateFile(1, at(u"away/w.png"_s));
    TRY_VERIFY(studio.document()->complete());
    QCOMPARE(std::get<PhotoFaceRef>(studio.document()->state().faces[1].face->ref()).index, 1);
  }
};

QTEST_MAIN(TestProjectFaces)
#include "test_project_faces.moc"
