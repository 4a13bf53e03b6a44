#include <QTemporaryDir>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/blend/provenance.h"
#include "core/project/carried.h"
#include "core/project/project_json.h"
#include "core/project/project_timeline.h"
#include "core/studio/fake_engine.h"
#include "tests/project/samples.h"

using namespace mien;
using samples::Bytes;

class ProjectTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  std::filesystem::path file(const char* name) const { return folder_.filePath(QString::fromUtf8(name)).toStdString(); }

  static void compareSame(const Project& a, const Project& b) {
    QCOMPARE(toJson(a), toJson(b));
    for (std::size_t i = 0; i < 2; ++i) {
      QCOMPARE(a.faces[i].has_value(), b.faces[i].has_value());
      if (!a.faces[i]) continue;
      QCOMPARE(a.faces[i]->aligned != nullptr, b.faces[i]->aligned != nullptr);
      if (a.faces[i]->aligned) QVERIFY(*unpackFace(*a.faces[i]->aligned) == *unpackFace(*b.faces[i]->aligned));
      QCOMPARE(a.faces[i]->photo != nullptr, b.faces[i]->photo != nullptr);
      if (a.faces[i]->photo) QVERIFY(*a.faces[i]->photo == *b.faces[i]->photo);
    }
  }

 private Q_SLOTS:
  void comesBackWhole() {
    const Project before = samples::project();
    QVERIFY(writeProject(file("mix.mien"), before).has_value());
    const auto after = readProject(file("mix.mien"));
    QVERIFY2(after.has_value(), after ? "" : after.error().message.c_str());
    compareSame(*after, before);
    QVERIFY(after->values == before.values);
    QVERIFY(after->presets == before.presets);
    QVERIFY(after->timeline == before.timeline);
    QCOMPARE(after->faces[0]->label, std::string("Ada ♥.png"));
    QVERIFY(after->faces[0]->ref == before.faces[0]->ref);
  }

  void emptyAndHalfFullOnesToo() {
    Project p;
    compareSame(*unpackProject(*packProject(p), "x"), p);
    p.faces[1] = ProjectFace{DrawnFaceRef{3}, "Drawn face 3", 0, nullptr, nullptr};
    p.timeline = Timeline{};
    const auto read = unpackProject(*packProject(p), "x");
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    compareSame(*read, p);
    QVERIFY(read->timeline->base.faces[1] == FaceRef(DrawnFaceRef{3}));
  }

  void equalProjectsAreEqualBytes() {
    const Bytes once = *packProject(samples::project());
    QTest::qWait(2100);  // a zip counts in 2 seconds
    QVERIFY(*packProject(samples::project()) == once);
  }

  /// A project gets mailed: nothing of this machine travels in it.
  void holdsNoPath() {
    Autosave autosave{samples::project(),
                      {"file:///home/ada/mix.mien", {"file:///home/ada/ada.png", ""}, 1'700'000'000}};
    const Bytes there = *packAutosave(autosave);
    const auto back = unpackAutosave(there, "x");
    QVERIFY2(back.has_value(), back ? "" : back.error().message.c_str());
    QVERIFY(back->local == autosave.local);
    compareSame(back->project, autosave.project);
    QVERIFY(!unpackProject(there, "x").has_value());
    QVERIFY(!unpackAutosave(*packProject(autosave.project), "x").has_value());
  }

  void valuesKnowWhoFollows() {
    const Recipe r = baseRecipe(samples::project());
    QCOMPARE(r.structure, 0.25);
    QCOMPARE(r.features, 0.25);
    QCOMPARE(r.colour, 0.1);
    QVERIFY(r.surroundings == Surroundings::None);
  }

  void aFaceFromAnEngineComesBackToTheLastBit() {
    const auto engine = *makeFakeEngine();
    for (const std::uint64_t seed : {1, 2, 3}) {
      const FacePtr face = *engine->draw({seed});
      SavedFace saved = *unpackFace(*packFace(face->saved()));
      QVERIFY(!std::exchange(saved.proven, true));  // nothing was sealed
      QVERIFY(saved == face->saved());
      QVERIFY((*engine->restore(saved))->crop() == face->crop());
    }
  }

  /// One file of every schema that Mien ever wrote is kept here, and still opens.
  void oldFilesOpen() {
    Project expected = samples::project();
    for (const char* name : {"schema-1.mien", "schema-2.mien", "schema-3.mien"}) {
      const auto read = readProject(std::filesystem::path(MIEN_PROJECTS_DIR) / name);
      QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
      compareSame(*read, expected);
      if (expected.autoBalance) {
        expected.values["eyes-shape"] = 0.8;
        expected.values["skin-texture"] = 0;
        expected.timeline->base.regions[0].shape = 0.8;
        expected.timeline->base.regions[5].texture = 0.0;
      }
      expected.values["balance"] = 0.37;
      expected.timeline->base.balance = 0.37;
      expected.autoBalance = true;
    }
  }

  void aFileOfThreeFacesOpens() {
    const auto read = readProject(std::filesystem::path(MIEN_PROJECTS_DIR) / "schema-4.mien");
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(read->faces.size(), std::size_t{3});
    QVERIFY(read->faces[2] && read->faces[2]->muted && !read->faces[2]->locked);
    QVERIFY(read->faces[2]->ref == FaceRef(DrawnFaceRef{9}));
    QCOMPARE(read->values.at("c"), 0.25);
    const Recipe& base = read->timeline->base;
    QVERIFY(base.further.size() == 1 && base.further[0].share == 0.25 && base.further[0].regions[0].shape == 0.75);
    QVERIFY(base.kept.pose == std::size_t{0});
    QVERIFY(findTrack(*read->timeline, "c-features") != nullptr);
    QVERIFY(unpackProject(packProject(*read).value(), "again").value().faces[2]->muted);
  }

  void aFileWithAVariationOpens() {
    const auto read = readProject(std::filesystem::path(MIEN_PROJECTS_DIR) / "schema-5.mien");
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(read->faces[2]->ref == FaceRef(DrawnFaceRef{9, 0.8}));
    const Recipe& base = read->timeline->base;
    QVERIFY((base.variation == Variation{0.4, 12}) && base.path == Path::Typical);
    QVERIFY(toJson(unpackProject(packProject(*read).value(), "again").value()) == toJson(*read));
  }

  void aFileWithAutomaticSurroundingsOpens() {
    const auto read = readProject(std::filesystem::path(MIEN_PROJECTS_DIR) / "schema-6.mien");
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(read->timeline->base.surroundings == Surroundings::Auto);
    QVERIFY(findTrack(*read->timeline, "surroundings") != nullptr);
    QVERIFY(toJson(unpackProject(packProject(*read).value(), "again").value()) == toJson(*read));
  }

  /// Older ones meant a blend where they said nothing.
  void olderOnesWithoutSurroundingsKeepABlend() {
    Project project = samples::project();
    project.values.erase("surroundings");
    std::string json = toJson(project);
    QVERIFY(baseRecipe(projectFromJson(json)).surroundings == Surroundings::Auto);
    for (const char* former : {R"("schema":5,"timeline")", R"("schema":1,"timeline")"}) {
      json.replace(json.find(R"(,"timeline":)") - 10, 21, former);
      QVERIFY(baseRecipe(projectFromJson(json)).surroundings == Surroundings::Blend);
    }
  }

  void newerOnesAreRefusedWithASentence() {
    Project p;
    std::string json = toJson(p);
    json.replace(json.find("\"schema\":6"), 10, "\"schema\":7");
    try {
      projectFromJson(json);
      QFAIL("taken");
    } catch (const JsonRefused& refused) {
      QCOMPARE(std::string(refused.what()), std::string("a newer Mien wrote it"));
    }
  }

  void fieldsAreChecked_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* from, const char* to, const char* why) {
      QTest::newRow(why) << QString::fromUtf8(from) << QString::fromUtf8(to) << QString::fromUtf8(why);
    };
    row(R"("holds":"photographs")", R"("holds":"photographs","more":1)", "more is not a known field");
    row(R"("label":"Drawn face 8")", R"("label":"Drawn face 8","path":"/x")", "faces[1].path is not a known field");
    row(R"("holds":"photographs")", R"("holds":"all")", "holds must be digests");
    row(R"("mix":0.25)", R"("mix":1.5)", "values.mix must be a number from");
    row(R"("mix":0.25)", R"("wings":0.25)", "values.wings is none that this version");
    row(R"("surroundings":3.0)", R"("surroundings":2.5)", "values.surroundings must be a whole number");
    row(R"("name":"Half way")", R"("name":"Her colours")", "presets[1].name is taken already");
    row(R"("name":"Half way")", R"("name":"")", "presets[0].name must have 1 to");
    row(R"("zoom":"fit")", R"("zoom":{"a":{"b":{"c":{"d":1}}}})", "view: it is nested deeper");
    row(R"("tracks":[)", R"("trucks":[)", "timeline.tracks is missing");
    row(R"("schema":6,"timeline")", R"("schema":0,"timeline")", "schema must be 1 or more");
    row(R"("repeat":"once","schema":)", R"("repeat":"once","schema":9)", "a newer Mien wrote it");
  }

  void fieldsAreChecked() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, why);
    std::string json = toJson(samples::project());
    const std::size_t at = json.find(from.toStdString());
    QVERIFY2(at != std::string::npos, json.c_str());
    json.replace(at, from.toStdString().size(), to.toStdString());
    try {
      projectFromJson(json);
      QFAIL("taken");
    } catch (const JsonRefused& refused) {
      QVERIFY2(std::string(refused.what()).find(why.toStdString()) != std::string::npos, refused.what());
    }
  }

  /// As the window exports it: what has left its link stays where it is, though what it followed moves.
  void aTimelineStandsOnItsOwn() {
    Project project = samples::project();
    const auto timeline = timelineOf(project, "mix.mien");
    QVERIFY2(timeline, timeline ? "" : timeline.error().message.c_str());
    QCOMPARE(recipeAt(*timeline, 600).features, 1.0);
    QCOMPARE(recipeAt(*timeline, 600).colour, 0.1);
    QVERIFY(timelineFromJson(toJson(*timeline)) == *timeline);
    project.faces[1].reset();
    QVERIFY(timelineOf(project, "mix.mien").error().message.find("no face B") != std::string::npos);
    project.timeline.reset();
    QVERIFY(timelineOf(project, "mix.mien").error().message.find("no keyframes") != std::string::npos);
  }

  void presetsAlone() {
    const std::vector<Preset> presets = samples::project().presets;
    QVERIFY(*presetsFromJson(toJson(presets)) == presets);
    QVERIFY(presetsFromJson(R"({"schema":9,"presets":[]})").error().message.find("newer") != std::string::npos);
    QVERIFY(!presetsFromJson("nonsense").has_value());
  }

  void picturesBringTheirRecipe() {
    Recipe recipe = baseRecipe(samples::project());
    WriteOptions options;
    options.provenance = provenanceOf(recipe);
    QVERIFY(writePicture(file("out.png"), samples::picture(40, 1), PictureFormat::Png, options).has_value());
    const auto carried = readCarried(file("out.png"));
    QVERIFY(carried.has_value());
    QVERIFY(std::get<Recipe>(*carried) == recipe);
    QVERIFY(writePicture(file("plain.png"), samples::picture(40, 1), PictureFormat::Png).has_value());
    QVERIFY(!readCarried(file("plain.png")).has_value());
    QVERIFY(findCarried(file("plain.png")).has_value() && !findCarried(file("plain.png"))->has_value());
    options.provenance->recipeJson = R"({"schema":99})";
    QVERIFY(writePicture(file("newer.png"), samples::picture(40, 1), PictureFormat::Png, options).has_value());
    QVERIFY(!findCarried(file("newer.png")).has_value());
    QVERIFY(!findCarried(file("gone.png")).has_value());
  }

  void toldByItsName() {
    QVERIFY(isProjectFile("a/b.mien") && isProjectFile("B.MIEN"));
    QVERIFY(!isProjectFile("mien") && !isProjectFile("a.mien.png"));
  }
};

QTEST_APPLESS_MAIN(ProjectTest)
#include "project_test.moc"
