// What the house says of its model packs.
#include "core/record/pack_standing.h"

#include <QtTest>

#include "core/base/pack_hash.h"
#include "core/record/history.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/raw_database.h"
#include "tests/record/sample_record.h"

using namespace mien;

namespace {

std::string packHash(const char* name) {
  return sha256HexOf(std::string("pack ") + name);
}

PackStanding named(const char* name, Standing standing, const std::string& reason = {}) {
  return {.id = name, .hash = packHash(name), .standing = standing, .reason = reason};
}

}  // namespace

class PackStandingTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> dir_;
  std::filesystem::path file_;
  Record opened() const { return Record::open(file_).value(); }

 private Q_SLOTS:
  void init() {
    dir_ = folderInMemory();
    file_ = std::filesystem::path(dir_->path().toStdString()) / "record.db";
  }

  void nobodySaidAnything() {
    const Record record = opened();
    QVERIFY(packStandings(record)->empty());
    QVERIFY(standingOf(record, packHash("a"))->standing == Standing::Current);
  }

  void theLastWordCounts() {
    const Record record = opened();
    QVERIFY(setPackStanding(record, named("a", Standing::Retired)));
    QVERIFY(setPackStanding(record, named("b", Standing::Retired, "old")));
    QVERIFY(setPackStanding(record, named("a", Standing::Recalled, "wrong ears")));
    const auto all = packStandings(record);
    QCOMPARE(all->size(), std::size_t{2});
    QVERIFY(all->front().hash == packHash("a") && all->front().standing == Standing::Recalled);
    QCOMPARE(all->front().reason, std::string("wrong ears"));
    QVERIFY(all->front().time > 0);
    QVERIFY(setPackStanding(record, named("a", Standing::Current, "it was the crop")));
    QVERIFY(standingOf(record, packHash("a"))->standing == Standing::Current);
    QVERIFY(standingOf(record, packHash("b"))->standing == Standing::Retired);
    QVERIFY(verifyHistory(record)->sound());
  }

  void whatNeedsAReasonIsRefusedWithoutOne() {
    const Record record = opened();
    QVERIFY(setPackStanding(record, named("a", Standing::Recalled)).error().kind == ErrorKind::Usage);
    QVERIFY(setPackStanding(record, named("a", Standing::Current, "why")).error().kind == ErrorKind::Usage);
    QVERIFY(setPackStanding(record, named("a", Standing::Recalled, "ears")));
    QVERIFY(!setPackStanding(record, named("a", Standing::Recalled, "again")));
    QVERIFY(!setPackStanding(record, named("a", Standing::Current)));
    QVERIFY(!setPackStanding(record, named("a", Standing::Retired)));
    QVERIFY(setPackStanding(record, named("a", Standing::Retired, "good enough")));
    QVERIFY(setPackStanding(record, named("a", Standing::Current)));
  }

  void aModelIsAsGoodAsItsWorstPack() {
    const Record record = opened();
    const std::string model = hashOfPacks({packHash("a"), packHash("b")});
    QVERIFY(noteModel(record, {{"a", packHash("a")}, {"b", packHash("b")}}));
    QVERIFY(noteModel(record, {{"a", packHash("a")}, {"b", packHash("b")}}));
    QCOMPARE(listHistory(record, {.kind = "model"})->size(), std::size_t{1});
    QCOMPARE(notedPacks(record)->size(), std::size_t{2});
    QVERIFY(setPackStanding(record, named("a", Standing::Retired)));
    QVERIFY(standingOf(record, model)->standing == Standing::Retired);
    QVERIFY(setPackStanding(record, named("b", Standing::Recalled, "ears")));
    QCOMPARE(standingOf(record, model)->id, std::string("b"));
    QVERIFY(standingOf(record, hashOfPacks({packHash("a"), packHash("c")}))->standing == Standing::Current);
    // A model can be named by itself, too.
    const std::string other = packHash("whole");
    QVERIFY(setPackStanding(record, {.id = "whole", .hash = other, .standing = Standing::Recalled, .reason = "ears"}));
    QVERIFY(standingOf(record, other)->standing == Standing::Recalled);
  }

  void outputsAreFoundByTheirPacks() {
    const Record record = opened();
    NewOutput output = newOutput(1);
    output.modelHash = hashOfPacks({packHash("a"), packHash("b")});
    output.verdict.networksHash = hashOfPacks({packHash("i"), packHash("j")});
    QVERIFY(OutputStore(record).add(output).has_value());
    QVERIFY(OutputStore(record).add(newOutput(2)).has_value());
    const auto count = [&](const OutputQuery& query) { return OutputStore(record).search(query)->total; };
    QCOMPARE(count({.model = packHash("b")}), 0);
    QVERIFY(noteModel(record, {{"a", packHash("a")}, {"b", packHash("b")}}));
    QVERIFY(noteModel(record, {{"i", packHash("i")}, {"j", packHash("j")}}));
    QCOMPARE(count({.model = packHash("b")}), 1);
    QCOMPARE(count({.model = output.modelHash}), 1);
    QCOMPARE(count({.model = "portrait"}), 2);
    QCOMPARE(count({.model = packHash("i")}), 1);  // judged with it
    QCOMPARE(count({.model = "i"}), 1);
    QCOMPARE(count({.networks = "j"}), 1);
    QCOMPARE(count({.networks = packHash("i").substr(0, 12)}), 1);
    QCOMPARE(count({.model = packHash("i").substr(0, 4)}), 0);
    QCOMPARE(count({.networks = packHash("i")}), 1);
    QCOMPARE(count({.networks = packHash("a")}), 0);
    QCOMPARE(recall(record, {.model = packHash("a")}, "ears")->outputs.size(), std::size_t{1});
  }

  void anAlteredEntryIsNoWord() {
    QVERIFY(setPackStanding(opened(), named("a", Standing::Recalled, "ears")));
    execute(file_,
            "UPDATE payloads SET text = replace(text, 'recalled', 'retired') "
            "WHERE seq = (SELECT seq FROM log WHERE kind = 'pack')");
    const auto standing = standingOf(opened(), packHash("a"));
    QVERIFY(!standing && standing.error().kind == ErrorKind::Input);
    QVERIFY(!verifyHistory(opened())->sound());
    execute(file_, "DELETE FROM payloads WHERE seq = (SELECT seq FROM log WHERE kind = 'pack')");
    QVERIFY(!standingOf(opened(), packHash("a")));
  }

  void aForgedModelIsPassedOver() {
    QVERIFY(noteModel(opened(), {{"a", packHash("a")}, {"b", packHash("b")}}));
    QVERIFY(setPackStanding(opened(), named("c", Standing::Recalled, "ears")));
    execute(file_, "UPDATE payloads SET text = replace(text, '" + packHash("b") + "', '" + packHash("c") +
                       "') WHERE seq = (SELECT seq FROM log WHERE kind = 'model')");
    const std::string model = hashOfPacks({packHash("a"), packHash("b")});
    QVERIFY(standingOf(opened(), model)->standing == Standing::Current);
    QVERIFY(!verifyHistory(opened())->sound());
  }
};

QTEST_GUILESS_MAIN(PackStandingTest)
#include "pack_standing_test.moc"
