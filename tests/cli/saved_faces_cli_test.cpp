// Faces that a project keeps, in place of their photographs.
#include "core/photo/photo.h"
#include "core/project/face_files.h"
#include "core/project/project_file.h"
#include "core/studio/engine.h"
#include "tests/cli/record_case.h"

using namespace mien;
using namespace Qt::Literals::StringLiterals;

class SavedFacesCliTest : public RecordCase {
  Q_OBJECT
  Project project_;  ///< with the face of sample A alone

  QString projectFile() {
    const QString file = path(u"mix.mien"_s);
    return writeProject(file.toStdString(), project_) ? file : QString();
  }
  /// Of sample A and a drawn face.
  QStringList film(const QString& output, const QString& seconds) {
    return {u"film"_s, kA, u"seed:12"_s, u"--seconds"_s, seconds, u"--size"_s, u"256"_s, u"-o"_s, path(output)};
  }
  QStringList anew(const QString& carrier, const QString& output) {
    return {u"film"_s, u"--timeline"_s, path(carrier), u"--face"_s, u"a="_s + projectFile(), u"-o"_s, path(output)};
  }

 private Q_SLOTS:
  void initTestCase() {
    const auto engine = makeEngine(MIEN_MODELS_DIR, "cpu").value();
    const auto photo = readPhoto(kA.toStdString()).value();
    const FacePtr face = engine->prepare(photo, {photo.digest, 0, std::nullopt}).value();
    project_.modelId = engine->info().modelId;
    project_.modelHash = engine->info().modelHash;
    project_.faces[0] = ProjectFace{face->ref(), "a.png", 0,
                                    std::make_shared<const FaceFiles>(packFace(face->saved()).value()), nullptr};
  }

  void aFilmHasTheSameBytes() {
    const Ended made = run(film(u"photo.mp4"_s, u"0.4"_s));
    QVERIFY2(made.code == 0, made.err);
    const Ended again = run(anew(u"photo.mp4"_s, u"face.mp4"_s));
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(path(u"face.mp4"_s)), contentOf(path(u"photo.mp4"_s)));
  }

  /// It is killed, and the project is gone when it goes on.
  void aFilmThatWasLeftOffNeedsNoProject() {
    QCOMPARE(run(film(u"photo.mp4"_s, u"4"_s)).code, 0);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"MIEN_DATA"_s, folder_->path());
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(MIEN_PROGRAM), anew(u"photo.mp4"_s, u"face.mp4"_s));
    process.setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("frame 70 of 100") && process.waitForReadyRead(60'000)) said += process.readAll();
    process.kill();
    QVERIFY(process.waitForFinished() && process.exitStatus() == QProcess::CrashExit);
    QVERIFY(QFile::remove(path(u"mix.mien"_s)));
    const Ended rest = run(u"jobs run"_s);
    QVERIFY2(rest.code == 0, rest.err);
    QCOMPARE(contentOf(path(u"face.mp4"_s)), contentOf(path(u"photo.mp4"_s)));
  }

  void aPictureHasTheSameBytes() {
    QCOMPARE(run({u"mix"_s, kA, u"seed:12"_s, u"--size"_s, u"256"_s, u"-o"_s, path(u"photo.png"_s)}).code, 0);
    const Ended again = run(QStringList{u"render"_s, path(u"photo.png"_s), u"--face"_s, u"a="_s + projectFile(),
                                        u"-o"_s, path(u"face.png"_s)});
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(path(u"face.png"_s)), contentOf(path(u"photo.png"_s)));
  }

  void whatAProjectDoesNotSayIsRefused() {
    const Ended which = run({u"mix"_s, projectFile(), u"seed:3"_s, u"-o"_s, path(u"refused.png"_s)});
    QVERIFY2(which.code == 2 && which.err.contains("is a project, not a photograph"), which.err);
    QCOMPARE(run({u"mix"_s, kB, u"seed:3"_s, u"--size"_s, u"256"_s, u"-o"_s, path(u"other.png"_s)}).code, 0);
    const Ended another = run(QStringList{u"render"_s, path(u"other.png"_s), u"--face"_s, u"a="_s + projectFile(),
                                          u"-o"_s, path(u"refused.png"_s)});
    QVERIFY2(another.code == 3 && another.err.contains("keeps no such face"), another.err);
    QVERIFY(!QFileInfo::exists(path(u"refused.png"_s)));
  }
};

QTEST_GUILESS_MAIN(SavedFacesCliTest)
#include "saved_faces_cli_test.moc"
