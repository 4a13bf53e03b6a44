// Faces that a project keeps, in place of their photographs.
#include "core/photo/photo.h"
#include "core/project/face_files.h"
#include "core/project/project_file.h"
#include "core/record/consent_store.h"
#include "core/record/face_sealer.h"
#include "core/studio/engine.h"
#include "tests/cli/record_case.h"

using namespace mien;
using namespace Qt::Literals::StringLiterals;

class SavedFacesCliTest : public RecordCase {
  Q_OBJECT
  QTemporaryDir made_;  ///< with the picture and the film that most tests begin with
  Project project_;     ///< of sample A's face, whose files each test adds
  SavedFace a_, b_;
  std::shared_ptr<const std::vector<std::uint8_t>> photoOfA_;

  Sealer sealer() { return faceSealer(path(u"record.db"_s).toStdString()); }
  QString written(const FaceFiles& face, std::shared_ptr<const std::vector<std::uint8_t>> photo = nullptr) {
    project_.holds = photo ? Holds::Photographs : Holds::Faces;
    project_.faces[0]->aligned = std::make_shared<const FaceFiles>(face);
    project_.faces[0]->photo = std::move(photo);
    const QString file = path(u"mix.mien"_s);
    return writeProject(file.toStdString(), project_) ? file : QString();
  }
  /// As this user saves it.
  QString projectFile() { return written(packFace(a_, sealer()).value()); }
  /// The picture of somebody else, under the photograph, and the seal, of sample A, which needs no consent.
  FaceFiles swapped() { return {packFace(a_, sealer()).value().facts, packFace(b_).value().picture}; }
  /// Of sample A and a drawn face.
  QStringList film(const QString& output, const QString& seconds) {
    return {u"film"_s, kA, u"seed:12"_s, u"--seconds"_s, seconds, u"--size"_s, u"256"_s, u"-o"_s, path(output)};
  }
  /// What was made of sample A and a drawn face lies there, as made on another machine.
  bool has(const QString& name) { return QFile::copy(made_.filePath(name), path(name)); }
  QStringList anew(const QString& carrier, const QString& output) {
    return {u"film"_s, u"--timeline"_s, path(carrier), u"--face"_s, u"a="_s + projectFile(), u"-o"_s, path(output)};
  }

 private Q_SLOTS:
  void initTestCase() {
    const auto engine = makeEngine(MIEN_MODELS_DIR, "cpu").value();
    const auto photo = readPhoto(kA.toStdString()).value();
    const auto other = readPhoto(kB.toStdString()).value();
    a_ = engine->prepare(photo, {photo.digest, 0, std::nullopt}).value()->saved();
    b_ = engine->prepare(other, {other.digest, 0, std::nullopt}).value()->saved();
    photoOfA_ = std::make_shared<const std::vector<std::uint8_t>>(readPhotoFile(kA.toStdString()).value());
    project_.modelId = engine->info().modelId;
    project_.modelHash = engine->info().modelHash;
    project_.faces[0] = ProjectFace{a_.ref, "a.png", photoOfA_->size(), nullptr, nullptr};
    folder_ = std::make_unique<QTemporaryDir>();
    const Ended picture =
        run({u"mix"_s, kA, u"seed:12"_s, u"--size"_s, u"256"_s, u"-o"_s, made_.filePath(u"photo.png"_s)});
    QVERIFY2(picture.code == 0, picture.err);
    QVERIFY2(run(film(u"photo.mp4"_s, u"0.4"_s)).code == 0, "film");
    QVERIFY(QFile::rename(path(u"photo.mp4"_s), made_.filePath(u"photo.mp4"_s)));
  }

  void aFilmHasTheSameBytes() {
    QVERIFY(has(u"photo.mp4"_s));
    const Ended again = run(anew(u"photo.mp4"_s, u"face.mp4"_s));
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(path(u"face.mp4"_s)), contentOf(path(u"photo.mp4"_s)));
  }

  /// It is killed, and the project is gone when it goes on.
  void aFilmThatWasLeftOffNeedsNoProject() {
    QCOMPARE(run(film(u"photo.mp4"_s, u"1.6"_s)).code, 0);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"MIEN_DATA"_s, folder_->path());
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(MIEN_PROGRAM), anew(u"photo.mp4"_s, u"face.mp4"_s));
    process.setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("frame 12 of 40") && process.waitForReadyRead(60'000)) said += process.readAll();
    process.kill();
    QVERIFY(process.waitForFinished() && process.exitStatus() == QProcess::CrashExit);
    QVERIFY(QFile::remove(path(u"mix.mien"_s)));
    const Ended rest = run(u"jobs run"_s);
    QVERIFY2(rest.code == 0, rest.err);
    QCOMPARE(contentOf(path(u"face.mp4"_s)), contentOf(path(u"photo.mp4"_s)));
  }

  /// The project's own timeline, with the faces that it keeps.
  void aFilmIsMadeOfAProject() {
    project_.faces[1] = ProjectFace{DrawnFaceRef{12}, "Drawn face 12", 0, nullptr, nullptr};
    project_.values = {{"mix", 0.5}, {"balance", 0.4}, {"detail", 1}, {"surroundings", 0}};
    project_.timeline.emplace().duration = 240;
    const auto make = [&](const QString& output) {
      return run(QStringList{u"film"_s, u"--timeline"_s, projectFile(), u"-o"_s, path(output)});
    };
    const Ended still = make(u"still.mp4"_s);
    QVERIFY2(still.code == 3 && still.err.contains("has no keyframes"), still.err);
    project_.timeline->tracks = {{"mix", {{0, 0, Easing::Linear, {}}, {216, 1, Easing::Hold, {}}}}};
    const Ended made = make(u"project.mp4"_s);
    const std::vector<std::optional<ProjectFace>> faces = project_.faces;
    project_.faces[1].reset();
    const Ended half = make(u"half.mp4"_s);
    project_.faces[1] = faces[1];
    project_.faces.push_back(faces[1]);
    project_.faces[2]->muted = true;
    const Ended muted = make(u"muted.mp4"_s);
    project_.faces = {faces[0], std::nullopt};  // as the other tests begin
    project_.timeline.reset();
    project_.values.clear();
    QVERIFY2(made.code == 0, made.err);
    const QJsonObject timeline = json(run({u"inspect"_s, path(u"project.mp4"_s)}));
    QCOMPARE(timeline["duration"].toInt(), 240);
    QCOMPARE(timeline["base"]["mix"]["balance"].toDouble(), 0.4);
    QCOMPARE(timeline["base"]["faces"][1]["drawn"]["seed"].toInt(), 12);
    QVERIFY2(half.code == 3 && half.err.contains("has no face B"), half.err);
    QVERIFY2(muted.code == 3 && muted.err.contains("has muted faces"), muted.err);
  }

  void aPictureHasTheSameBytes() {
    QVERIFY(has(u"photo.png"_s));
    const Ended again = run(QStringList{u"render"_s, path(u"photo.png"_s), u"--face"_s, u"a="_s + projectFile(),
                                        u"-o"_s, path(u"face.png"_s)});
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(path(u"face.png"_s)), contentOf(path(u"photo.png"_s)));
  }

  /// Whoever is shown in a stranger's project has not consented because it names a photograph that needs no consent.
  void aPictureUnderAnotherPhotographIsRefused() {
    QVERIFY(has(u"photo.png"_s) && has(u"photo.mp4"_s));
    const QString project = written(swapped());
    const QStringList picture{u"render"_s, path(u"photo.png"_s), u"--face"_s, u"a="_s + project,
                              u"-o"_s,     path(u"face.png"_s)};
    QStringList film{u"film"_s,         u"--timeline"_s, path(u"photo.mp4"_s), u"--face"_s,
                     u"a="_s + project, u"-o"_s,         path(u"face.mp4"_s)};
    for (const QStringList& words : {picture, film}) {
      const Ended refused = run(words);
      QVERIFY2(refused.code == 4 && refused.err.contains("was not saved on this machine"), refused.err);
      QVERIFY(!QFileInfo::exists(words.back()));
    }
    // Through other commands it goes as it came.
    QCOMPARE(run({u"models"_s, u"project"_s, project, u"-o"_s, path(u"over.mien"_s)}).code, 0);
    const Project over = readProject(path(u"over.mien"_s).toStdString()).value();
    QVERIFY(!unpackFace(*over.faces[0]->aligned, sealer()).value().proven);
    // The one who knows who it is may say so: of this picture alone.
    const Ended agreed = run(film << u"--consent"_s << u"own:She asked me to"_s);
    QVERIFY2(agreed.code == 0, agreed.err);
    const Ended now = run(picture);
    QVERIFY2(now.code == 0, now.err);
    const auto consents = ConsentStore(*record_).list().value();
    QVERIFY(consents.size() == 1 && consents[0].subject == ConsentSubject::Face);
  }

  void whatAnotherRecordSealedIsNotThisOnes() {
    QVERIFY(has(u"photo.png"_s));
    const Sealer another = faceSealer(path(u"another/record.db"_s).toStdString());
    for (const FaceFiles& files : {packFace(a_).value(), packFace(a_, another).value()}) {
      const Ended refused = run(QStringList{u"render"_s, path(u"photo.png"_s), u"--face"_s, u"a="_s + written(files),
                                            u"-o"_s, path(u"face.png"_s)});
      QVERIFY2(refused.code == 4, refused.err);
    }
  }

  /// The photograph that the project holds is known by its digest, and used in place of such a picture.
  void thePhotographItselfCounts() {
    QVERIFY(has(u"photo.png"_s) && has(u"photo.mp4"_s));
    const QString project = u"a="_s + written(swapped(), photoOfA_);
    for (const QStringList& words :
         {QStringList{u"render"_s, path(u"photo.png"_s), u"--face"_s, project, u"-o"_s, path(u"face.png"_s)},
          QStringList{u"film"_s, u"--timeline"_s, path(u"photo.mp4"_s), u"--face"_s, project, u"-o"_s,
                      path(u"face.mp4"_s)}}) {
      const Ended made = run(words);
      QVERIFY2(made.code == 0, made.err);
    }
    QCOMPARE(contentOf(path(u"face.png"_s)), contentOf(path(u"photo.png"_s)));
    QCOMPARE(contentOf(path(u"face.mp4"_s)), contentOf(path(u"photo.mp4"_s)));
  }

  void whatAProjectDoesNotSayIsRefused() {
    const Ended which = run({u"mix"_s, projectFile(), u"seed:3"_s, u"-o"_s, path(u"refused.png"_s)});
    QVERIFY2(which.code == 2 && which.err.contains("is a project, not a photograph"), which.err);
    QCOMPARE(
        run({u"mix"_s, kB, u"seed:3"_s, u"--balance"_s, u"0.5"_s, u"--size"_s, u"256"_s, u"-o"_s, path(u"other.png"_s)})
            .code,
        0);
    const Ended another = run(QStringList{u"render"_s, path(u"other.png"_s), u"--face"_s, u"a="_s + projectFile(),
                                          u"-o"_s, path(u"refused.png"_s)});
    QVERIFY2(another.code == 3 && another.err.contains("keeps no such face"), another.err);
    QVERIFY(!QFileInfo::exists(path(u"refused.png"_s)));
  }
};

QTEST_GUILESS_MAIN(SavedFacesCliTest)
#include "saved_faces_cli_test.moc"
