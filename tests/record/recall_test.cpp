// Rolling back an incident: what it concerns, recalled in one step, with a signed report.
#include "core/record/recall.h"

#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/login_name.h"
#include "core/blend/timeline.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/sample_record.h"

namespace fs = std::filesystem;
using namespace mien;

class RecallTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  std::optional<Record> record_;

  std::size_t concerned(const RecallChoice& choice) { return concernedBy(*record_, choice)->size(); }

 private Q_SLOTS:
  void init() {
    folder_ = folderInMemory();
    record_.emplace(Record::open(folder_->filePath(QStringLiteral("record.db")).toStdString()).value());
    for (int i = 0; i < 12; ++i) QVERIFY(OutputStore(*record_).add(newOutput(i)));
  }

  void isChosenByFaceModelNetworksPolicyOrDate() {
    QCOMPARE(concerned({.face = photoDigest(5)}), std::size_t{2});
    QCOMPARE(concerned({.face = photoFace(5).key}), std::size_t{2});
    QCOMPARE(concerned({.model = sha256HexOf("model 1")}), std::size_t{4});
    QCOMPARE(concerned({.networks = sha256HexOf("networks")}), std::size_t{12});
    QCOMPARE(concerned({.policy = sha256HexOf("policy 0")}), std::size_t{6});
    QCOMPARE(concerned({.policy = sha256HexOf("policy 0"), .from = recordNow() + 1'000'000}), std::size_t{0});
    QCOMPARE(concerned({.until = recordNow() + 1'000'000}), std::size_t{12});
    QCOMPARE(concernedBy(*record_, {}).error().kind, ErrorKind::Usage);
  }

  void recallsAllInOneStepWithASignedReport() {
    const fs::path there = folder_->filePath(QStringLiteral("there <&>.png")).toStdString();
    std::ofstream(there) << "picture";
    QVERIFY(OutputStore(*record_).addExport(6, there, sha256HexOf("picture")));
    QVERIFY(OutputStore(*record_).addExport(6, "/tmp/none/gone.png", sha256HexOf("gone")));
    const RecallReport report = recall(*record_, {.face = photoDigest(5)}, "Consent <withdrawn>").value();
    QCOMPARE(report.outputs.size(), std::size_t{2});
    QCOMPARE(report.outputs[0].output.id, 6);
    QCOMPARE(report.outputs[0].files.size(), std::size_t{2});
    QVERIFY(report.outputs[0].files[0].exists);
    QVERIFY(!report.outputs[0].files[1].exists);
    QCOMPARE(OutputStore(*record_).search({.state = OutputState::Recalled})->total, 2);
    QCOMPARE(concerned({.face = photoDigest(5)}), std::size_t{0});
    QVERIFY(verifyHistory(*record_)->sound());

    QCOMPARE(verifyReport(report.json).value(), verifyHistory(*record_)->key);
    const auto json = nlohmann::json::parse(report.json);
    QCOMPARE(json["outputs"][0]["files"][0]["file"].get<std::string>(), there.string());
    QCOMPARE(json["entry"].get<std::int64_t>(), verifyHistory(*record_)->entries);
    const std::string chosen = "All outputs with the face or photograph " + photoDigest(5).substr(0, 12) + "….";
    const std::string user = "2 outputs were recalled by the user " + loginName() + " of this machine.";
    for (const char* part :
         {"there &lt;&amp;&gt;.png", "still there", "Consent &lt;withdrawn&gt;", chosen.c_str(), user.c_str()})
      QVERIFY2(report.html.find(part) != std::string::npos, part);
    QVERIFY(report.html.find("<withdrawn>") == std::string::npos);
    QCOMPARE(json["user"].get<std::string>(), loginName());
    QVERIFY(!json.contains("reviewer"));
    QCOMPARE(ReviewStore(*record_).decisions(6)->back().user, loginName());

    std::string altered = report.json;
    altered.replace(altered.find("gone.png"), 8, "else.png");
    QCOMPARE(verifyReport(altered).error().kind, ErrorKind::Input);
    for (const char* text : {"", "{}", "[]", R"({"key":1,"signature":2})"})
      QCOMPARE(verifyReport(text).error().kind, ErrorKind::Input);
  }

  void aReviewerSignsForARecall() {
    QVERIFY(ReviewerStore(*record_).add("Ada", kPassphrase));
    const auto ada = ReviewerStore(*record_).unlock("Ada", kPassphrase).value();
    const RecallChoice choice{.face = "drawn:7",
                              .model = sha256HexOf("model 1"),
                              .policy = sha256HexOf("policy 0"),
                              .from = 0,
                              .until = recordNow() + 1'000'000};
    QCOMPARE(recall(*record_, choice, "Incident", &ada).error().kind, ErrorKind::Usage);  // concerns nothing
    const RecallReport report = recall(*record_, {.model = choice.model, .from = 0}, "Incident", &ada).value();
    const auto json = nlohmann::json::parse(report.json);
    QCOMPARE(json["reviewer"].get<std::string>(), std::string("Ada"));
    QVERIFY(!json.contains("user"));
    const std::string what = "All outputs made with the model pack " + choice.model.substr(0, 12) +
                             "…, made from 1970-01-01 00:00:00 UTC on.";
    QVERIFY2(report.html.find(what) != std::string::npos, report.html.c_str());
    QVERIFY2(report.html.find("recalled by the reviewer Ada.") != std::string::npos, report.html.c_str());
    const Decision decision = ReviewStore(*record_).decisions(report.outputs[0].output.id)->back();
    QCOMPARE(decision.reviewer, std::string("Ada"));
    QVERIFY(!decision.signature.empty() && decision.user.empty());
    QVERIFY(verifyHistory(*record_)->sound());
    const auto again = nlohmann::json::parse(recallReportAgain(*record_)->json);
    QCOMPARE(again["reviewer"].get<std::string>(), std::string("Ada"));

    // Who has retired since signs for nothing.
    QVERIFY(ReviewerStore(*record_).add("Ben", "correct horse", &ada));
    QVERIFY(ReviewerStore(*record_).retire("Ada", &ada));
    QCOMPARE(recall(*record_, {.until = recordNow() + 1'000'000}, "Again", &ada).error().kind, ErrorKind::Usage);
  }

  /// As when the program was killed after the recall and before its report was written.
  void aReportIsMadeAgain() {
    QCOMPARE(recallReportAgain(*record_).error().kind, ErrorKind::Usage);
    const RecallReport first = recall(*record_, {.face = photoDigest(5)}, "Incident").value();
    const RecallReport second = recall(*record_, {.face = photoDigest(4)}, "Another").value();
    QVERIFY(ReviewerStore(*record_).add("Ada", kPassphrase));
    const auto ada = ReviewerStore(*record_).unlock("Ada", kPassphrase).value();
    QVERIFY(ReviewStore(*record_).approve(first.outputs[0].output.id, ada, "Consent came"));
    const auto was = nlohmann::json::parse(first.json);
    const auto again = recallReportAgain(*record_, was["entry"].get<std::int64_t>()).value();
    QCOMPARE(verifyReport(again.json).value(), verifyHistory(*record_)->key);
    const auto now = nlohmann::json::parse(again.json);
    for (const char* same : {"kind", "time_ms", "reason", "user", "entry", "outputs"})
      QVERIFY2(now[same] == was[same], now[same].dump().c_str());
    QVERIFY(again.html.find("made again") != std::string::npos);
    const auto last = nlohmann::json::parse(recallReportAgain(*record_)->json);
    QCOMPARE(last["reason"].get<std::string>(), std::string("Another"));
    QCOMPARE(last["entry"], nlohmann::json::parse(second.json)["entry"]);
    QCOMPARE(recallReportAgain(*record_, 1).error().kind, ErrorKind::Usage);
    record_->database().exec("UPDATE payloads SET text = '{}' WHERE seq = " + std::to_string(last["entry"].get<int>()));
    QCOMPARE(recallReportAgain(*record_).error().kind, ErrorKind::Input);
  }

  void aRecalledRecipeIsRefusedUntilItIsApprovedAnew() {
    const std::string recipe = recipeText(4);
    QVERIFY(!isRecalled(*record_, recipe).value());
    QVERIFY(recall(*record_, {.face = photoDigest(4)}, "Incident"));
    QVERIFY(isRecalled(*record_, recipe).value());
    QVERIFY(!isRecalled(*record_, recipeText(7)).value());
    // Another output of the same recipe changes nothing.
    QVERIFY(OutputStore(*record_).add(newOutput(4)));
    QVERIFY(isRecalled(*record_, recipe).value());
    QVERIFY(ReviewerStore(*record_).add("Ada", kPassphrase));
    const auto ada = ReviewerStore(*record_).unlock("Ada", kPassphrase).value();
    QCOMPARE(ReviewStore(*record_).approve(5, ada).error().kind, ErrorKind::Usage);  // without a reason
    QVERIFY(ReviewStore(*record_).approve(5, ada, "Consent came"));
    QVERIFY(!isRecalled(*record_, recipe).value());
    QVERIFY(recall(*record_, {.face = photoDigest(4)}, "Again"));
    QVERIFY(isRecalled(*record_, recipe).value());
  }

  void aRecalledMixIsRefusedAtEverySizePlaceAndGround() {
    Recipe mix;
    mix.modelId = "portrait";
    mix.modelHash = sha256HexOf("model");
    mix.faces = {PhotoFaceRef{photoDigest(50), 0, {}}, DrawnFaceRef{7}};
    mix.size = 256;
    Timeline film;
    film.base = mix;
    film.tracks = {{"mix", {{0, 0.0}, {kTicksPerSecond, 1.0}}}};
    NewOutput picture = newOutput(50);
    picture.recipe = toJson(mix);
    NewOutput moving = newOutput(50);
    moving.recipe = toJson(film);
    QVERIFY(OutputStore(*record_).add(picture));
    QVERIFY(recall(*record_, {.face = photoDigest(50)}, "Incident"));
    // A film of which one frame is a recalled picture is another thing.
    QVERIFY(!isRecalled(*record_, moving.recipe).value());
    QVERIFY(OutputStore(*record_).add(moving));
    QVERIFY(recall(*record_, {.face = photoDigest(50)}, "Incident"));

    Recipe other = mix;
    const auto refused = [&] { return isRecalled(*record_, toJson(other)).value(); };
    other.size = 1024;
    QVERIFY(refused());
    other.placement = Placement::PhotoA;
    QVERIFY(refused());
    other.surroundings = Surroundings::None;
    QVERIFY(refused());
    film.base = other;
    QVERIFY(isRecalled(*record_, toJson(film)).value());
    other.structure = 0.75;
    QVERIFY(!refused());

    QVERIFY(ReviewerStore(*record_).add("Ada", kPassphrase));
    const auto ada = ReviewerStore(*record_).unlock("Ada", kPassphrase).value();
    QVERIFY(ReviewStore(*record_).approve(13, ada, "Consent came"));
    other.structure = mix.structure;
    QVERIFY(!refused());
    QVERIFY(isRecalled(*record_, toJson(film)).value());
  }

  void refusals() {
    const std::int64_t entries = verifyHistory(*record_)->entries;
    QCOMPARE(recall(*record_, {.face = photoDigest(5)}, "").error().kind, ErrorKind::Usage);
    QCOMPARE(recall(*record_, {}, "Why").error().kind, ErrorKind::Usage);
    QCOMPARE(recall(*record_, {.face = photoDigest(99)}, "Why").error().kind, ErrorKind::Usage);
    QCOMPARE(verifyHistory(*record_)->entries, entries);
  }
};

QTEST_APPLESS_MAIN(RecallTest)
#include "recall_test.moc"
