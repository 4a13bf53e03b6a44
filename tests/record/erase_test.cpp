// Erasing a person: not a byte is left in the record's files, and the history stays verifiable.
#include "core/record/erase.h"

#include <QtTest>
#include <algorithm>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/record/hex.h"
#include "core/record/job_store.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/raw_database.h"
#include "tests/record/sample_record.h"

namespace fs = std::filesystem;
using namespace mien;

class EraseTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  fs::path path_, file_;
  std::optional<Record> record_;

  /// How often `secret` stands in any file of the folder.
  int occurrences(const std::string& secret) {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(path_)) {
      if (entry.path().extension() == ".png") continue;  // an export, not the record
      const auto bytes = readFile(entry.path()).value();
      for (auto at = bytes.begin();; ++at) {
        at = std::search(at, bytes.end(), secret.begin(), secret.end());
        if (at == bytes.end()) break;
        ++count;
      }
    }
    return count;
  }

  /// An output with everything that may betray its first face's person; all of it in `secrets`.
  NewOutput betraying(int photo, std::vector<std::string>& secrets) {
    const std::string n = std::to_string(photo);
    NewOutput output = newOutput(photo);
    const std::string crop = "CROP-OF-JANE-" + n + std::string(9000, 'j');  // longer than a page
    const std::string thumbnail = "THUMBNAIL-OF-JANE-" + n + std::string(9000, 't');
    output.faces[0].thumbnail = {crop.begin(), crop.end()};
    output.thumbnail = {thumbnail.begin(), thumbnail.end()};
    output.project = "Projectjane" + n;
    output.verdict.json = "{\"words\":\"Verdictjane" + n + "\",\"crop\":\"" + std::string(5000, 'v') + "\"}";
    secrets = {photoDigest(photo),
               output.faces[0].key,
               "CROP-OF-JANE-" + n,
               "THUMBNAIL-OF-JANE-" + n,
               "rojectjane" + n,
               "erdictjane" + n,
               "PaperOfJane" + n,
               "NoteOnJane" + n,
               "noteonjane" + n,
               "janefile" + n,
               output.pixelsDigest,
               sha256HexOf(output.recipe),
               sha256HexOf("janefile" + n),
               std::string(64, 'j'),
               std::string(64, 't'),
               std::string(64, 'v')};
    return output;
  }

  std::int64_t addBetraying(int photo, std::vector<std::string>& secrets) {
    const std::string n = std::to_string(photo);
    const auto id = OutputStore(*record_).add(betraying(photo, secrets)).value();
    const fs::path file = path_ / ("janefile" + n + ".png");
    std::ofstream(file) << "picture";
    const bool done =
        OutputStore(*record_).addExport(id, file, sha256HexOf("janefile" + n)).has_value() &&
        ConsentStore(*record_)
            .add({ConsentSubject::Photo, photoDigest(photo), ConsentKind::Licensed, "PaperOfJane" + n, {}})
            .has_value() &&
        ReviewStore(*record_).flag(id, "NoteOnJane" + n).has_value();
    if (!done) qFatal("the person could not be put in");
    return id;
  }

  void everySecretIsGone(const std::vector<std::string>& secrets) {
    for (const std::string& secret : secrets)
      QVERIFY2(occurrences(secret) == 0, (secret.substr(0, 64) + " is left").c_str());
  }

 private Q_SLOTS:
  void init() {
    folder_ = folderInMemory();
    path_ = folder_->path().toStdString();
    file_ = path_ / "record.db";
    record_.emplace(Record::open(file_).value());
  }

  void notAByteIsLeft() {
    fillRecord(*record_, 20);
    std::vector<std::string> secrets;
    const auto id = addBetraying(100, secrets);
    for (int i = 30; i < 40; ++i) QVERIFY(OutputStore(*record_).add(newOutput(i)));
    for (const std::string& secret : secrets) QVERIFY2(occurrences(secret) > 0, secret.substr(0, 64).c_str());
    const auto report = erasePerson(*record_, {photoDigest(100)}).value();
    QCOMPARE(report.outputs, 1);
    QCOMPARE(report.faces, 1);
    QCOMPARE(report.consents, 1);
    QCOMPARE(report.files, std::vector<fs::path>{path_ / "janefile100.png"});
    everySecretIsGone(secrets);

    const Output emptied = OutputStore(*record_).get(id).value();
    QVERIFY(emptied.erased);
    QVERIFY(emptied.recipe.empty() && emptied.verdict.empty() && emptied.thumbnail.empty());
    QVERIFY(emptied.state == OutputState::Flagged);
    QCOMPARE(emptied.faces.size(), std::size_t{1});  // the other parent's
    QCOMPARE(emptied.faces[0].key, photoFace(101).key);
    const Verification history = verifyHistory(*record_).value();
    QVERIFY2(history.sound(), history.sound() ? "" : history.damages[0].what.c_str());
    QCOMPARE(OutputStore(*record_).search({.text = "projectjane100"})->total, 0);
    QCOMPARE(OutputStore(*record_).search({.text = "project"})->total, 30);
  }

  void theTombstoneNamesWhatWasErased() {
    std::vector<std::string> secrets;
    const auto id = addBetraying(100, secrets);
    QVERIFY(erasePerson(*record_, {photoDigest(100)}));
    const std::string subject = "output:" + std::to_string(id);
    const auto entries = listHistory(*record_, {.subject = subject}).value();
    QCOMPARE(entries.front().kind, std::string("erasure"));
    for (std::size_t i = 1; i < entries.size(); ++i) {
      QVERIFY(entries[i].erased);
      QVERIFY(entries.front().text.find(std::to_string(entries[i].seq)) != std::string::npos);
    }
    // A text that is deleted without one is damage, and so is one that comes back.
    execute(file_, "CREATE TABLE kept AS SELECT * FROM payloads WHERE seq = 1; DELETE FROM payloads WHERE seq = 1");
    QVERIFY(!verifyHistory(*record_)->sound());
    execute(file_, "INSERT INTO payloads SELECT * FROM kept");
    QVERIFY(verifyHistory(*record_)->sound());
    execute(file_, "INSERT INTO payloads VALUES (2, 'salt', '{}')");
    QVERIFY(!verifyHistory(*record_)->sound());
  }

  void aRecallOutlivesTheErasingOfOneOrBothParents() {
    const auto secretsOf = [&](const Recipe& mix) {
      return std::vector{photoDigest(100), photoFace(100).key, sha256HexOf(toJson(mix))};
    };
    Recipe mix;
    mix.modelId = "portrait";
    mix.modelHash = sha256HexOf("model");
    mix.faces = {PhotoFaceRef{photoDigest(100), 0, {}}, PhotoFaceRef{photoDigest(101), 0, {}}};
    NewOutput output = newOutput(100);
    output.recipe = toJson(mix);
    QVERIFY(OutputStore(*record_).add(output));
    mix.structure = 0.25;
    output.recipe = toJson(mix);
    const auto approvedAnew = OutputStore(*record_).add(output).value();
    QVERIFY(recall(*record_, {.face = photoDigest(101)}, "Incident"));
    QVERIFY(ReviewStore(*record_).approve(approvedAnew, addAda(*record_), "Fine"));
    QVERIFY(erasePerson(*record_, {photoDigest(100)}));
    QVERIFY(!isRecalled(*record_, toJson(mix)).value());
    everySecretIsGone(secretsOf(mix));
    mix.structure = 0.5;
    everySecretIsGone(secretsOf(mix));
    for (const int size : {512, 1024}) {
      mix.size = size;
      QVERIFY(isRecalled(*record_, toJson(mix)).value());
    }
    QVERIFY(erasePerson(*record_, {photoDigest(101)}));
    QVERIFY(isRecalled(*record_, toJson(mix)).value());
    everySecretIsGone({photoDigest(101), photoFace(101).key});
    const Verification history = verifyHistory(*record_).value();
    QVERIFY2(history.sound(), history.sound() ? "" : history.damages[0].what.c_str());
    QVERIFY(ReviewStore(*record_).approve(1, ReviewerStore(*record_).unlock("Ada", kPassphrase).value(), "Fine now"));
    QVERIFY(!isRecalled(*record_, toJson(mix)).value());
  }

  void oneFaceOfAPhotographLeavesTheOther() {
    NewOutput both = newOutput(100);
    both.faces[1] = {faceKey(PhotoFaceRef{photoDigest(100), 1, {}}), photoDigest(100), {}};
    NewOutput other = newOutput(200);
    other.faces[0] = both.faces[1];
    QVERIFY(OutputStore(*record_).add(both));
    QVERIFY(OutputStore(*record_).add(other));
    for (const int photo : {100, 101})
      QVERIFY(ConsentStore(*record_).add({ConsentSubject::Photo, photoDigest(photo), ConsentKind::Own, "Paper", {}}));
    const auto report = erasePerson(*record_, {both.faces[0].key}).value();
    QCOMPARE(report.outputs, 1);
    QCOMPARE(report.consents, 0);
    QVERIFY(OutputStore(*record_).get(1)->erased);
    QVERIFY(!OutputStore(*record_).get(2)->erased);
    QCOMPARE(occurrences(both.faces[0].key), 0);
    QVERIFY(occurrences(both.faces[1].key) > 0);
    QVERIFY(verifyHistory(*record_)->sound());
    // With its last face the photograph goes, and what was agreed of all of it.
    const auto last = erasePerson(*record_, {both.faces[1].key}).value();
    QCOMPARE(last.consents, 1);
    QVERIFY(std::find(last.photographs.begin(), last.photographs.end(), photoDigest(100)) != last.photographs.end());
    QCOMPARE(occurrences(photoDigest(100)), 0);
    QVERIFY(occurrences(photoDigest(101)) > 0);
    QVERIFY(verifyHistory(*record_)->sound());
  }

  void jobsThatNeedThePhotograph() {
    JobStore jobs = JobStore::open(*record_).value();
    const auto id =
        jobs.add({.kind = "film", .spec = "{\"digest\":\"" + photoDigest(5) + "\"}", .title = "x", .output = "/tmp/a"})
            .value();
    const auto refused = erasePerson(*record_, {photoDigest(5)});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Usage);
    QVERIFY(refused.error().message.find("Job 1") != std::string::npos);
    QVERIFY(!fs::exists(path_ / "record.unscrubbed"));
    QVERIFY(jobs.cancel(id));
    QCOMPARE(erasePerson(*record_, {photoDigest(5)})->jobs, 1);
    QVERIFY(jobs.list()->empty());
    QCOMPARE(occurrences(photoDigest(5)), 0);
  }

  void aReaderThatHoldsOldPagesIsWaitedForAndToldOf() {
    const fs::path mark = path_ / "record.unscrubbed";
    std::vector<std::string> secrets;
    addBetraying(100, secrets);
    {
      SQLite::Database reader(file_.string(), SQLite::OPEN_READONLY);
      reader.exec("BEGIN");
      static_cast<void>(reader.execAndGet("SELECT count(*) FROM outputs"));
      const auto erased = erasePerson(*record_, {photoDigest(100)}).value();
      QVERIFY(erased.unscrubbed && !erased.earlierScrubbed);
      QCOMPARE(erased.unscrubbed->kind, ErrorKind::Disk);
      // Nobody else knows any more.
      QCOMPARE(erased.files, std::vector<fs::path>{path_ / "janefile100.png"});
      QVERIFY(std::count(erased.names.begin(), erased.names.end(), photoFace(100).key) == 1);
      QVERIFY(fs::exists(mark));
    }
    const auto rest = erasePerson(*record_, {photoDigest(100)}).value();
    QVERIFY(!rest.unscrubbed && rest.earlierScrubbed);
    QVERIFY(!fs::exists(mark));
    everySecretIsGone(secrets);
    QVERIFY(!erasePerson(*record_, {photoDigest(100)})->earlierScrubbed);
  }

  void refusals() {
    QCOMPARE(erasePerson(*record_, {}).error().kind, ErrorKind::Usage);
    for (const char* key : {"", "drawn:7", "photo.jpg"})
      QCOMPARE(erasePerson(*record_, {key}).error().kind, ErrorKind::Usage);
    QCOMPARE(erasePerson(*record_, {photoDigest(1)})->outputs, 0);
  }
};

QTEST_APPLESS_MAIN(EraseTest)
#include "erase_test.moc"
