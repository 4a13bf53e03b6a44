// Projects that were made with another model, and packs that were retired or recalled, in the window.
#include <QSignalSpy>

#include "core/project/project_file.h"
#include "core/record/pack_standing.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/app/project_test.h"

using namespace mien;
using namespace Qt::StringLiterals;

namespace {

const std::string kOld(64, 'a');
const std::string kNew(64, 'b');

Result<std::unique_ptr<Engine>> oldModel() {
  return makeFakeEngineOf(kOld);
}
Result<std::unique_ptr<Engine>> newModel() {
  return makeFakeEngineOf(kNew);
}
Result<std::unique_ptr<Engine>> noModel(const std::string& hash) {
  return fail(ErrorKind::Model, "The model " + hash.substr(0, 4) + " does not lie here.");
}
Result<std::unique_ptr<Engine>> recalledModel(const std::string&) {
  return fail(ErrorKind::Blocked, "The model pack portrait was recalled.");
}

}  // namespace

class TestAnotherModel : public ProjectTest {
  Q_OBJECT

  std::filesystem::path pathOf(const QUrl& file) const { return file.toLocalFile().toStdString(); }
  std::string modelIn(const QUrl& file) const { return readProject(pathOf(file)).value().modelHash; }

  QStringList notices(StudioModel& studio) const {
    QStringList all;
    for (int row = 0; row < studio.notices()->count(); ++row)
      all += studio.notices()->data(studio.notices()->index(row), Notices::TextRole).toString();
    return all;
  }
  /// Whether a banner says that.
  bool told(StudioModel& studio, const QString& text) const { return notices(studio).filter(text).size() > 0; }

  /// mix.mien, with the old model.
  QUrl oldProject(QImage* shown = nullptr) {
    StudioModel studio(oldModel, makeFakeJudge);
    openTwoPhotos(studio, photo(u"a.png"_s), photo(u"bb.png"_s, 340, 300));
    const QImage picture = settled(studio);
    if (shown != nullptr) *shown = picture;
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    QFile::remove(dir_.filePath(u"a.png"_s));
    QFile::remove(dir_.filePath(u"bb.png"_s));
    return at(u"mix.mien"_s);
  }

 private Q_SLOTS:
  void init() {
    ProjectTest::init();
    qputenv("MIEN_DATA", dir_.filePath(u"data"_s).toUtf8());
  }

  void anOlderProjectOpensWithItsOwnModel() {
    QImage before;
    const QUrl file = oldProject(&before);
    StudioModel studio(newModel, makeFakeJudge, makeFakeEngineOf);
    QSignalSpy asked(studio.project(), &ProjectFile::anotherModel);
    opened(studio, file);
    QVERIFY(studio.document()->complete() && !studio.document()->modified());
    QCOMPARE(settled(studio), before);
    QCOMPARE(asked.count(), 0);
    QCOMPARE(notices(studio), QStringList());
    // What is done with it stays of its model …
    studio.document()->setValue(MixDocument::Overall, 0.2);
    studio.document()->finishAdjusting();
    studio.slotB()->drawFace(4);
    TRY_VERIFY(studio.slotB()->drawn());
    settled(studio);
    QCOMPARE(notices(studio), QStringList());
    saved(studio, file, ProjectFile::AlignedFaces);
    QCOMPARE(modelIn(file), kOld);
    // … and a new mix is of the one in use.
    studio.project()->startNew();
    TRY_VERIFY(studio.project()->untitled() && !studio.project()->busy());
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    settled(studio);
    QCOMPARE(notices(studio), QStringList());
    saved(studio, at(u"new.mien"_s), ProjectFile::AlignedFaces);
    QCOMPARE(modelIn(at(u"new.mien"_s)), kNew);
  }

  void withoutItsModelTheUserIsAsked() {
    const QUrl file = oldProject();
    StudioModel studio(newModel, makeFakeJudge, noModel);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    studio.project()->saveAs(at(u"own.mien"_s));
    TRY_VERIFY(!studio.project()->busy() && !studio.document()->modified());
    QSignalSpy asked(studio.project(), &ProjectFile::anotherModel);
    studio.project()->open(file);
    TRY_COMPARE(asked.count(), 1);
    QVERIFY(asked[0][0].toString().contains(u"does not lie here"_s));
    // Until the answer, and after a no, all stays as it is.
    studio.project()->leaveIt();
    studio.project()->bringOver();
    QCOMPARE(studio.project()->file(), at(u"own.mien"_s));

    studio.project()->open(file);
    TRY_COMPARE(asked.count(), 2);
    studio.project()->bringOver();
    TRY_VERIFY(studio.project()->untitled());
    QVERIFY(studio.document()->complete() && studio.document()->modified());
    QCOMPARE(studio.slotA()->label(), u"a.png"_s);
    QVERIFY2(told(studio, u"a.png was brought over"_s) && told(studio, u"bb.png was brought over"_s),
             qPrintable(notices(studio).join(u'\n')));
    // Nothing is lost by an engine that encodes nothing but blurs without detail.
    QVERIFY(told(studio, u"dB, identity distance 0.0"_s));
    settled(studio);
    QCOMPARE(modelIn(file), kOld);
    saved(studio, at(u"over.mien"_s), ProjectFile::AlignedFaces);
    QCOMPARE(modelIn(at(u"over.mien"_s)), kNew);
    StudioModel again(newModel, makeFakeJudge);
    opened(again, at(u"over.mien"_s));
    QVERIFY(again.document()->complete());
  }

  void choosingAnotherModelChangesTheDocument() {
    StudioModel studio(oldModel, makeFakeJudge, makeFakeEngineOf);
    ProjectFile& project = *studio.project();
    TRY_COMPARE(studio.engineState(), StudioModel::Ready);
    const EngineInfo before = makeFakeEngineOf(kOld).value()->info();
    const EngineInfo other = makeFakeEngineOf(kNew).value()->info();
    project.useModel(other);
    QVERIFY2(!studio.document()->modified(), "without a face there is nothing of a model");
    project.useModel(before);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    project.useModel(other);
    QVERIFY(studio.document()->modified() && !project.mayClose());
    TRY_VERIFY(std::filesystem::exists(own()));
    project.useModel(before);
    QVERIFY2(!studio.document()->modified(), "as it is in the file");
    project.useModel(other);
    saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    QCOMPARE(modelIn(at(u"mix.mien"_s)), kNew);
    project.useModel(before);
    QVERIFY(studio.document()->modified());
    project.startNew();
    project.discardAndGoOn();
    QVERIFY(!studio.document()->modified());
  }

  void aDrawnFaceBecomesAnotherFace() {
    {
      StudioModel studio(oldModel, makeFakeJudge);
      studio.startWithDrawnFaces();
      TRY_VERIFY(studio.document()->complete());
      saved(studio, at(u"mix.mien"_s), ProjectFile::AlignedFaces);
    }
    StudioModel studio(newModel, makeFakeJudge, noModel);
    QSignalSpy asked(studio.project(), &ProjectFile::anotherModel);
    studio.project()->open(at(u"mix.mien"_s));
    TRY_COMPARE(asked.count(), 1);
    studio.project()->bringOver();
    TRY_VERIFY(studio.document()->complete());
    QVERIFY2(told(studio, u"is another face"_s), qPrintable(notices(studio).join(u'\n')));
  }

  void aRecalledModelSaysSo() {
    const QUrl file = oldProject();
    StudioModel studio(newModel, makeFakeJudge, recalledModel);
    QSignalSpy asked(studio.project(), &ProjectFile::anotherModel);
    studio.project()->open(file);
    TRY_COMPARE(asked.count(), 1);
    QVERIFY(asked[0][0].toString().contains(u"recalled"_s));
  }

  void aRetiredPackIsABanner() {
    const auto record = Record::open(defaultRecordFile().value()).value();
    QVERIFY(setPackStanding(
        record, {.id = "portrait", .hash = kNew, .standing = Standing::Retired, .reason = "a sharper one is out"}));
    StudioModel studio(newModel, makeFakeJudge);
    TRY_VERIFY(studio.notices()->count() == 1);
    QVERIFY2(told(studio, u"portrait"_s) && told(studio, u"a sharper one is out"_s), qPrintable(notice(studio)));
    QVERIFY(studio.notices()->data(studio.notices()->index(0), Notices::WarningRole).toBool());
    StudioModel other(oldModel, makeFakeJudge);
    TRY_COMPARE(other.engineState(), StudioModel::Ready);
    QTest::qWait(200);
    QCOMPARE(notices(other), QStringList());
  }

  void aRecalledPackOpensNoEngineAndSaysWhy() {
    StudioModel studio([] { return recalledModel({}); }, makeFakeJudge);
    TRY_COMPARE(studio.engineState(), StudioModel::Missing);
    QVERIFY(told(studio, u"recalled"_s));
  }
};

QTEST_MAIN(TestAnotherModel)
#include "test_another_model.moc"
