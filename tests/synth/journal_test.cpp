#include "core/synth/journal.h"

#include <QTest>
#include <QtCore>
#include <nlohmann/json.hpp>

#include "core/synth/labels.h"

using namespace mien;
using namespace Qt::Literals::StringLiterals;

class JournalTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> dir_;
  const nlohmann::json from_{
      {"schema", 1}, {"arguments", {{"seed", 5}, {"count", 3}}}, {"model", {{"id", "portrait"}, {"hash", "aa"}}}};

  SetFiles files() const { return {dir_->filePath(u"out.csv"_s).toStdString()}; }
  static QByteArray contentOf(const std::filesystem::path& file) {
    QFile in(QString::fromStdString(file.string()));
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
  }

  static SetFace face(std::uint64_t seed, bool refused = false) {
    SetFace f;
    f.seed = seed;
    f.group = "18-29, light";
    f.history = static_cast<std::int64_t>(seed);
    f.attributes.age = 21.5;
    f.attributes.smile = -0.125;
    f.verdict.policyHash = f.verdict.networksHash = std::string(64, '0');
    if (refused) {
      f.refusal = "No.";
      f.code = 5;
    } else {
      f.file = "out/face-" + std::to_string(seed) + ".png";
      f.sha256 = std::string(64, 'b');
    }
    return f;
  }

 private Q_SLOTS:
  void init() { dir_ = std::make_unique<QTemporaryDir>(); }

  void aSetGoesOnWhereItWas() {
    {
      auto journal = SetJournal::open(files().journal(), from_, false);
      QVERIFY(journal && journal->begin(5) && journal->add(face(5)));
      QVERIFY(journal->passOver());  // 6: noted with the next
      QVERIFY(journal->begin(7) && journal->add(face(7, true)) && journal->begin(8));
    }
    const auto again = SetJournal::open(files().journal(), from_, false);
    QVERIFY(again);
    const SetProgress& p = again->progress();
    QCOMPARE(p.next, std::uint64_t{8});
    QCOMPARE(p.begun, std::optional<std::uint64_t>(8));
    QCOMPARE(p.faces, 1);
    QCOMPARE(p.refused, 1);
    QCOMPARE(p.passedOver, 1);
    QCOMPARE(p.sinceFace, std::uint64_t{2});
    QCOMPARE(p.firstRefusal, 5);
    QCOMPARE(p.groups.at("18-29, light"), 1);
  }

  void whereverItWasCut() {
    {
      auto journal = SetJournal::open(files().journal(), from_, false);
      for (std::uint64_t seed = 5; seed < 8; ++seed) QVERIFY(journal->begin(seed) && journal->add(face(seed)));
    }
    const QByteArray whole = contentOf(files().journal());
    QVERIFY(finishSet(files()));
    const QByteArray labels = contentOf(files().labels);
    const QByteArray manifest = contentOf(files().manifest());
    for (qsizetype cut = 0; cut <= whole.size(); cut += 41) {
      QFile file(QString::fromStdString(files().journal().string()));
      QVERIFY(file.open(QIODevice::WriteOnly) && file.write(whole.left(cut)) == cut);
      file.close();
      auto journal = SetJournal::open(files().journal(), from_, false);
      QVERIFY(journal);
      for (std::uint64_t seed = journal->progress().next; seed < 8; ++seed)
        QVERIFY(journal->begin(seed) && journal->add(face(seed)));
      QVERIFY(finishSet(files()));
      QCOMPARE(contentOf(files().labels), labels);
      QCOMPARE(contentOf(files().manifest()), manifest);
      QVERIFY(!std::filesystem::exists(files().journal()));
    }
  }

  void labelsAreARowForEachPicture() {
    {
      auto journal = SetJournal::open(files().journal(), from_, false);
      QVERIFY(journal && journal->add(face(5)) && journal->add(face(6, true)) && journal->add(face(9)));
    }
    QVERIFY(finishSet(files()));
    const QList<QByteArray> rows = contentOf(files().labels).split('\n');
    QCOMPARE(rows.size(), 4);
    QVERIFY(rows[0].startsWith("file,seed,sha256,model,model_hash,outcome,rules,age,skin_tone,"));
    QCOMPARE(rows[1], "out/face-5.png,5," + QByteArray(64, 'b') +
                          ",portrait,aa,pass,,21.5,0,0,0,-0.125,0,0,18-29,brown,\"18-29, light\"\r");
    const QList<QByteArray> lines = contentOf(files().manifest()).split('\n');
    QCOMPARE(lines.size(), 6);
    const QJsonObject refused = QJsonDocument::fromJson(lines[2]).object();
    QVERIFY(refused["file"].isNull() && refused["verdict"].isObject());
    const QJsonObject counts = QJsonDocument::fromJson(lines[4])["counts"].toObject();
    QCOMPARE(counts["faces"].toInt(), 2);
    QCOMPARE(counts["refused"].toInt(), 1);
    QCOMPARE(counts["passed_over"].toInt(), 2);
    QCOMPARE(counts["groups"]["18-29, light"].toInt(), 2);
  }

  void aNameThatLooksLikeAFormulaStaysAName() {
    SetFace odd = face(5);
    odd.file = "=1+1,5.png";
    QVERIFY(SetJournal::open(files().journal(), from_, false)->add(odd));
    QVERIFY(finishSet(files()));
    QVERIFY(contentOf(files().labels).contains("\"./=1+1,5.png\",5,"));
  }

  void anotherSetIsKept() {
    QVERIFY(SetJournal::open(files().journal(), from_, false)->add(face(5)));
    nlohmann::json other = from_;
    other["arguments"]["count"] = 4;
    const auto refused = SetJournal::open(files().journal(), other, false);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Usage);
    QVERIFY(refused.error().message.find("(count)") != std::string::npos);
    const auto anew = SetJournal::open(files().journal(), other, true);
    QVERIFY(anew);
    QCOMPARE(anew->progress().faces, 0);
    QVERIFY(!SetJournal::open(files().journal(), other, true));  // it is being written
  }

  void damageIsTold() {
    QVERIFY(SetJournal::open(files().journal(), from_, false)->add(face(5)));
    QByteArray bytes = contentOf(files().journal());
    bytes.insert(bytes.indexOf('\n') + 1, "x");
    QFile file(QString::fromStdString(files().journal().string()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    const auto refused = SetJournal::open(files().journal(), from_, false);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
    QVERIFY(refused.error().message.find("Line 2") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "journal_test.moc"
