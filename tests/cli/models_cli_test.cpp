// `mien models`: packs compared, retired and recalled, and what was made with older ones.
#include <QtTest>

#include "core/model/installed_packs.h"
#include "core/project/face_files.h"
#include "core/project/project_file.h"
#include "core/studio/make_engine.h"
#include "tests/support/older_models.h"

using namespace mien;
using namespace Qt::Literals::StringLiterals;
namespace fs = std::filesystem;

namespace {

const QString kA = QStringLiteral(MIEN_SAMPLES_DIR "/a.png");
const QString kB = QStringLiteral(MIEN_SAMPLES_DIR "/b.png");

struct Ended {
  int code = -1;
  QByteArray out, err;
};

Ended runMien(const QStringList& arguments, const QString& data) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(u"MIEN_DATA"_s, data);
  process.setProcessEnvironment(environment);
  process.start(QStringLiteral(MIEN_PROGRAM), arguments);
  if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray contentOf(const QString& file) {
  QFile in(file);
  return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

QJsonObject json(const Ended& ended) {
  return QJsonDocument::fromJson(ended.out).object();
}

}  // namespace

class ModelsCliTest : public QObject {
  Q_OBJECT

  QTemporaryDir packs_;  ///< which no test changes
  std::unique_ptr<QTemporaryDir> dir_;
  QString at(const char* name) const { return dir_->filePath(QString::fromLatin1(name)); }
  fs::path pathAt(const char* name) const { return at(name).toStdString(); }
  Ended run(const QStringList& arguments) const {
    return runMien(arguments + QStringList{u"--models"_s, at("models")}, at("data"));
  }
  Ended models(const QStringList& arguments) const { return run(QStringList{u"models"_s} + arguments); }
  QStringList mixTo(const char* file) const {
    return {u"mix"_s, kA, kB, u"--balance"_s, u"0.5"_s, u"--size"_s, u"256"_s, u"-o"_s, at(file)};
  }
  /// Where the packs alone are looked at.
  QStringList drawnMixTo(const char* file) const {
    QStringList words = mixTo(file);
    words[1] = u"seed:1"_s;
    words[2] = u"seed:2"_s;
    return words;
  }
  QStringList renderTo(const char* file) const {
    return {u"render"_s, at("mix.png"), u"--face"_s, "a="_L1 + kA, u"--face"_s, "b="_L1 + kB, u"-o"_s, at(file)};
  }

  /// The older pack beside the one in use takes its place, which stays as portrait@0.1.0: what was made before is of
  /// that one.
  void update() const {
    fs::rename(pathAt("models/portrait"), pathAt("models/portrait@0.1.0"));
    fs::rename(pathAt("models/portrait@0.0.9"), pathAt("models/portrait"));
  }

  static QString standingOf(const QJsonObject& list, const char* folder) {
    for (const QJsonValue pack : list["packs"].toArray())
      if (pack["folder"].toString() == QLatin1String(folder)) return pack["standing"].toString();
    return {};
  }

 private Q_SLOTS:
  void initTestCase() {
    const fs::path made = packs_.path().toStdString();
    copyModels(MIEN_MODELS_DIR, made);
    addOlderPortrait(made);
  }
  /// Packs come, go and change places; their files stay as they are.
  void init() {
    dir_ = std::make_unique<QTemporaryDir>();
    fs::copy(packs_.path().toStdString(), pathAt("models"),
             fs::copy_options::recursive | fs::copy_options::create_hard_links);
  }

  void packsAreListedWithTheirStanding() {
    const Ended listed = models({u"list"_s, u"--json"_s});
    QVERIFY2(listed.code == 0, listed.err);
    QCOMPARE(json(listed)["packs"].toArray().size(), 6);
    QCOMPARE(standingOf(json(listed), "portrait@0.0.9"), u"current"_s);
    QCOMPARE(models({u"retire"_s, u"portrait@0.0.9"_s, u"--reason"_s, u"blurred"_s}).code, 0);
    QCOMPARE(standingOf(json(models({u"list"_s, u"--json"_s})), "portrait@0.0.9"), u"retired"_s);
    QCOMPARE(standingOf(json(models({u"list"_s, u"--json"_s})), "portrait"), u"current"_s);
    const Ended words = models({u"verify"_s});
    QVERIFY2(words.out.contains("retired") && words.out.contains("(blurred)"), words.out);
    QVERIFY(
        runMien({u"history"_s, u"list"_s, u"--json"_s, u"--kind"_s, u"pack"_s}, at("data")).out.contains("blurred"));
    QCOMPARE(runMien({u"history"_s, u"verify"_s}, at("data")).code, 0);
  }

  void differencesAreTold() {
    const Ended same = models({u"diff"_s, u"portrait"_s, u"portrait"_s});
    QVERIFY2(same.code == 0 && same.out.contains("They are the same"), same.err + same.out);
    const Ended words = models({u"diff"_s, u"portrait"_s, u"portrait@0.0.9"_s});
    QCOMPARE(words.code, 1);
    QVERIFY2(words.out.contains("version") && words.out.contains("linear.safetensors texture."), words.out);
    const Ended report = models({u"diff"_s, u"portrait"_s, u"portrait@0.0.9"_s, u"--json"_s});
    QCOMPARE(report.code, 1);
    const QJsonObject diff = json(report);
    QVERIFY(!diff["same"].toBool() && !diff["same_pixels"].toBool());
    QVERIFY(!diff["tensors"].toArray().isEmpty() && diff["same_tensors"].toInt() > 0);
    QVERIFY(diff["tensors"][0]["share_changed"].toDouble() > 0.5);
    QVERIFY(diff["figures"].toArray().size() > 5);
    QCOMPARE(models({u"diff"_s, u"portrait"_s, u"nothing"_s}).code, 6);
    QCOMPARE(models({u"diff"_s, u"portrait"_s}).code, 2);
  }

  void aRetiredPackWarnsAndARecalledOneRefuses() {
    const Ended first = run(drawnMixTo("1.png"));
    QVERIFY2(first.code == 0 && !first.err.contains("retired"), first.err);
    QCOMPARE(models({u"retire"_s, u"portrait"_s}).code, 0);
    const Ended warned = run(drawnMixTo("2.png"));
    QVERIFY2(warned.code == 0 && warned.err.contains("portrait") && warned.err.count("is retired") == 1, warned.err);

    QCOMPARE(models({u"recall"_s, u"landmarks"_s}).code, 2);
    const Ended recalled = models({u"recall"_s, u"landmarks"_s, u"--reason"_s, u"crooked eyes"_s, u"--json"_s});
    QVERIFY2(recalled.code == 0, recalled.err);
    QCOMPARE(json(recalled)["outputs"].toInt(), 1);  // the same picture twice
    for (const QStringList& command : {drawnMixTo("3.png"), QStringList{u"find"_s, kA}}) {
      const Ended refused = run(command);
      QCOMPARE(refused.code, 4);
      QVERIFY2(refused.err.contains("landmarks") && refused.err.contains("crooked eyes"), refused.err);
    }
    QFile lines(at("jobs.jsonl"));
    QVERIFY(lines.open(QIODevice::WriteOnly));
    const QStringList words = drawnMixTo("3.png") + QStringList{u"--models"_s, at("models")};
    lines.write(
        QJsonDocument(QJsonObject{{u"args"_s, QJsonArray::fromStringList(words)}}).toJson(QJsonDocument::Compact));
    lines.close();
    QCOMPARE(runMien({u"batch"_s, lines.fileName()}, at("data")).code, 4);
    QVERIFY(!QFile::exists(at("3.png")));
    // Its outputs can be found and taken back.
    const QByteArray hash = json(recalled)["hash"].toString().toLatin1();
    QVERIFY(runMien({u"recall"_s, u"--model"_s, QString::fromLatin1(hash), u"--dry-run"_s}, at("data"))
                .out.contains("1 output would be recalled"));

    QCOMPARE(models({u"reinstate"_s, u"landmarks"_s}).code, 2);
    QCOMPARE(models({u"reinstate"_s, u"landmarks"_s, u"--reason"_s, u"it was the photograph"_s}).code, 0);
    QCOMPARE(models({u"reinstate"_s, QString::fromLatin1(hash)}).code, 2);
    QCOMPARE(run(drawnMixTo("3.png")).code, 0);
  }

  void anotherModelIsChosenByItsName() {
    fs::copy(fs::path(MIEN_MODELS_DIR) / "draft", pathAt("models/draft"), fs::copy_options::recursive);
    QCOMPARE(run(mixTo("portrait.png") + QStringList{u"--model"_s, u"portrait"_s}).code, 0);
    const Ended mixed = run(mixTo("mix.png") + QStringList{u"--model"_s, u"draft"_s, u"--json"_s});
    QVERIFY2(mixed.code == 0, mixed.err);
    QCOMPARE(json(mixed)["model"].toObject()["id"].toString(), u"draft"_s);
    QVERIFY(contentOf(at("mix.png")) != contentOf(at("portrait.png")));

    // What it made opens with it, whatever is in use.
    const Ended again = run(renderTo("again.png"));
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(at("again.png")), contentOf(at("mix.png")));
    QCOMPARE(run(renderTo("other.png") + QStringList{u"--model"_s, u"portrait"_s}).code, 2);
    const Ended over =
        run(renderTo("other.png") + QStringList{u"--model"_s, u"portrait"_s, u"--project-latents"_s, u"--json"_s});
    QVERIFY2(over.code == 0 && over.err.contains("Projected from draft"), over.err);
    QCOMPARE(json(over)["model"].toObject()["id"].toString(), u"portrait"_s);

    const Ended unknown = run(mixTo("none.png") + QStringList{u"--model"_s, u"sketch"_s});
    QCOMPARE(unknown.code, 6);
    QVERIFY2(unknown.err.contains("\"sketch\"") && unknown.err.count('\n') == 1, unknown.err);
    QVERIFY(!QFile::exists(at("none.png")));

    const Ended listed = models({u"list"_s, u"--json"_s});
    QVERIFY2(listed.code == 0, listed.err);
    QCOMPARE(standingOf(json(listed), "draft"), u"current"_s);
    QCOMPARE(models({u"retire"_s, u"draft"_s, u"--reason"_s, u"blurred"_s}).code, 0);
    QVERIFY(run(mixTo("warned.png") + QStringList{u"--model"_s, u"draft"_s}).err.contains("is retired"));
    QVERIFY(!run(drawnMixTo("quiet.png")).err.contains("is retired"));
    const Ended differ = models({u"diff"_s, u"portrait"_s, u"draft"_s});
    QVERIFY2(differ.code == 1 && differ.out.contains("latents_of"), differ.out + differ.err);
  }

  void aRecalledJudgeLetsNothingLeave() {
    QCOMPARE(run(drawnMixTo("1.png")).code, 0);
    QCOMPARE(models({u"recall"_s, u"judge"_s, u"--reason"_s, u"blind"_s}).code, 0);
    const Ended refused = run(drawnMixTo("2.png"));
    QCOMPARE(refused.code, 4);
    QVERIFY2(refused.err.contains("judge") && refused.err.contains("blind"), refused.err);
    QVERIFY(!QFile::exists(at("2.png")));
  }

  void whatWasMadeBeforeIsRenderedWithItsOwnPacks() {
    QCOMPARE(run(mixTo("mix.png")).code, 0);
    QCOMPARE(run({u"film"_s, kA, kB, u"--balance"_s, u"0.5"_s, u"--seconds"_s, u"0.1"_s, u"--size"_s, u"256"_s, u"-o"_s,
                  at("mix.gif")})
                 .code,
             0);
    update();
    const Ended again = run(renderTo("again.png"));
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(at("again.png")), contentOf(at("mix.png")));
    const QStringList film{u"film"_s,    u"--timeline"_s, at("mix.gif"), u"--face"_s,
                           "a="_L1 + kA, u"--face"_s,     "b="_L1 + kB,  u"-o"_s};
    const Ended filmed = run(film + QStringList{at("again.gif")});
    QVERIFY2(filmed.code == 0, filmed.err);
    QCOMPARE(contentOf(at("again.gif")), contentOf(at("mix.gif")));

    // Projected all the same, and measured against them.
    const Ended projected = run(renderTo("new.png") + QStringList{u"--project-latents"_s, u"--json"_s});
    QVERIFY2(projected.code == 0 && projected.err.contains("Projected from portrait"), projected.err);
    const QJsonObject loss = json(projected)["projected"].toObject()["loss"].toObject();
    QCOMPARE(loss["against"].toString(), u"own packs"_s);
    QVERIFY(loss["psnr"].toDouble() > 20 && loss["psnr"].toDouble() < 99);
    QVERIFY(contentOf(at("new.png")) != contentOf(at("mix.png")));
    const Ended newFilm = run(film + QStringList{at("new.gif"), u"--project-latents"_s, u"--json"_s});
    QVERIFY2(newFilm.code == 0, newFilm.err);
    QVERIFY(json(newFilm)["projected"].toObject()["loss"].toObject()["psnr"].toDouble() > 20);

    // Its own packs are gone: refused, with the way out named.
    fs::remove_all(pathAt("models/portrait@0.1.0"));
    const Ended refused = run(renderTo("refused.png"));
    QCOMPARE(refused.code, 6);
    QVERIFY2(refused.err.contains("--project-latents"), refused.err);
    QVERIFY(!QFile::exists(at("refused.png")));
    const Ended byPicture = run(renderTo("3.png") + QStringList{u"--project-latents"_s, u"--json"_s});
    QVERIFY2(byPicture.code == 0, byPicture.err);
    QCOMPARE(json(byPicture)["projected"].toObject()["loss"].toObject()["against"].toString(), u"picture"_s);
    QVERIFY(json(byPicture)["projected"].toObject()["loss"].toObject()["psnr"].toDouble() > 20);
  }

  void aProjectIsBroughtOver() {
    const auto engine = makeEngine(pathAt("models"), "cpu").value();
    const auto photo = readPhoto(kA.toStdString()).value();
    const auto face = engine->prepare(photo, {photo.digest, 0, std::nullopt}).value();
    const auto drawn = engine->draw({7}).value();
    Project project;
    project.modelId = engine->info().modelId;
    project.modelHash = engine->info().modelHash;
    const auto entry = [](const FacePtr& one, const char* label) {
      return ProjectFace{one->ref(), label, 0, std::make_shared<const FaceFiles>(packFace(one->saved()).value()),
                         nullptr};
    };
    project.faces = {entry(face, "a.png"), entry(drawn, "Drawn face 7")};
    QVERIFY(writeProject(pathAt("old.mien"), project));
    update();

    const QStringList command{u"project"_s, at("old.mien"), u"-o"_s, at("new.mien"), u"--json"_s};
    const Ended over = models(command);
    QVERIFY2(over.code == 0, over.err);
    QVERIFY2(over.err.contains("a.png: ") && over.err.contains("draws another face"), over.err);
    const QJsonArray faces = json(over)["faces"].toArray();
    QCOMPARE(faces.size(), 2);
    QCOMPARE(faces[0]["against"].toString(), u"own packs"_s);
    QVERIFY(faces[0]["psnr"].toDouble() > 20 && faces[0]["identity_distance"].toDouble() < 0.4);
    const auto now = makeEngine(pathAt("models"), "cpu").value();
    const auto written = readProject(pathAt("new.mien")).value();
    QCOMPARE(written.modelHash, now->info().modelHash);
    for (const auto& one : written.faces) QVERIFY(now->restore(unpackFace(*one->aligned).value()).has_value());
    QVERIFY(readProject(pathAt("old.mien"))->modelHash == project.modelHash);
    QCOMPARE(models(command).code, 2);  // it is there already

    fs::remove_all(pathAt("models/portrait@0.1.0"));
    const Ended byPicture = models({u"project"_s, at("old.mien"), u"-o"_s, at("3.mien"), u"--json"_s});
    QVERIFY2(byPicture.code == 0, byPicture.err);
    QCOMPARE(json(byPicture)["faces"][0]["against"].toString(), u"picture"_s);
  }
};

QTEST_GUILESS_MAIN(ModelsCliTest)
#include "models_cli_test.moc"
