#include "core/evaluate/dataset.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "tests/evaluate/tar_writer.h"

using namespace mien;

namespace {

const std::string kHeader = "shard,name,source,licence,split,age,gender,race,width,height\n";

std::string textOf(const std::vector<std::uint8_t>& bytes) {
  return {bytes.begin(), bytes.end()};
}

}  // namespace

class DatasetTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;

  std::filesystem::path write(const char* name, const std::string& bytes) {
    const std::filesystem::path file = std::filesystem::path(dir_.path().toStdString()) / name;
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

 private slots:
  void readsMembersByName() {
    const auto file = write("good.tar", TarWriter()
                                            .member("a/", "", '5')
                                            .member("a/1.jpg", "first")
                                            .member("a/2.jpg", std::string(513, 'x'))
                                            .member("empty", "")
                                            .end()
                                            .bytes);
    const auto tar = TarIndex::open(file);
    QVERIFY(tar);
    QCOMPARE(tar->size(), 3U);
    QCOMPARE(textOf(*tar->read("a/1.jpg")), std::string("first"));
    QCOMPARE(textOf(*tar->read("a/2.jpg")), std::string(513, 'x'));
    QCOMPARE(tar->read("empty")->size(), 0U);
    QCOMPARE(tar->read("a/3.jpg").error().kind, ErrorKind::Input);
  }

  void refusesBadArchives_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const std::string& bytes, const char* says) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromLatin1(says);
    };
    const std::string good = TarWriter().member("a.jpg", std::string(600, 'x')).end().bytes;
    std::string flipped = good;
    flipped[0] = 'b';
    row("empty", "", "closing block");
    row("cut in a member", good.substr(0, 900), "cut short");
    row("cut before the end", good.substr(0, 512 + 1024), "closing block");
    row("flipped bit", flipped, "damaged header");
    row("no archive", std::string(2048, 'q'), "damaged header");
    row("absolute", TarWriter().member("/etc/passwd", "x").end().bytes, "leaves it");
    row("traversal", TarWriter().member("a/../../b", "x").end().bytes, "leaves it");
    row("traversing folder", TarWriter().member("../", "", '5').end().bytes, "leaves it");
    row("backslash", TarWriter().member("a\\b", "x").end().bytes, "leaves it");
    row("symbolic link", TarWriter().member("a", "", '2').end().bytes, "link");
    row("hard link", TarWriter().member("a", "", '1').end().bytes, "link");
    row("pax extension", TarWriter().member("a", "", 'x').end().bytes, "extension");
    row("twice", TarWriter().member("a", "1").member("a", "2").end().bytes, "two members");
  }
  void refusesBadArchives() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const auto tar = TarIndex::open(write("bad.tar", bytes.toStdString()));
    QVERIFY(!tar);
    QCOMPARE(tar.error().kind, ErrorKind::Input);
    QVERIFY2(tar.error().message.find(says.toStdString()) != std::string::npos, tar.error().message.c_str());
    QVERIFY(tar.error().message.find("bad.tar") != std::string::npos);
  }

  void refusesAMissingArchive() { QCOMPARE(TarIndex::open("/nowhere/x.tar").error().kind, ErrorKind::Input); }

  void readsTheManifest() {
    const auto rows = parseManifest(kHeader +
                                        "f.tar,a/1.jpg,fairface,CC,val,20-29,Female,East Asian,224,224\r\n"
                                        "f.tar,a/2.jpg,18f,CC0,train,,,,300,330",
                                    "manifest.csv");
    QVERIFY(rows);
    QCOMPARE(rows->size(), 2U);
    QCOMPARE((*rows)[0].race, std::string("East Asian"));
    QCOMPARE((*rows)[0].split, std::string("val"));
    QCOMPARE((*rows)[1].gender, std::string());
    QCOMPARE((*rows)[1].height, 330);
  }

  void readsEstimatedAgesWhereThereAreAny() {
    const auto rows = parseManifest(
        "age_estimate,shard,name,source,licence,split,age,gender,race,width,height\n"
        "27.5,f.tar,a/1.jpg,s,CC,val,,,,224,224\n"
        ",f.tar,a/2.jpg,s,CC,train,,,,224,224",
        "manifest.csv");
    QVERIFY(rows);
    QCOMPARE((*rows)[0].ageEstimate, 27.5F);
    QCOMPARE((*rows)[1].ageEstimate, 0.0F);
  }

  void refusesBadManifests_data() {
    QTest::addColumn<QString>("csv");
    QTest::addColumn<QString>("says");
    const QString head = QString::fromStdString(kHeader);
    const auto row = [&](const char* name, const QString& csv, const char* says) {
      QTest::newRow(name) << csv << QString::fromLatin1(says);
    };
    row("empty", QString(), "no faces");
    row("header alone", head, "no faces");
    row("no such column", QStringLiteral("shard,name\nf.tar,a\n"), "line 1 has no column \"source\"");
    row("too few cells", head + QStringLiteral("f.tar,a\n"), "line 2 has 2 cells");
    row("quotes", head + QStringLiteral("f.tar,\"a\",s,l,val,,,,1,1\n"), "quote");
    row("no width", head + QStringLiteral("f.tar,a,s,l,val,,,,x,1\n"), "width or height");
    row("huge height", head + QStringLiteral("f.tar,a,s,l,val,,,,1,99999999999\n"), "width or height");
    row("archive elsewhere", head + QStringLiteral("../f.tar,a,s,l,val,,,,1,1\n"), "outside");
    row("no age", QStringLiteral("age_estimate,") + head + QStringLiteral("old,f.tar,a,s,l,val,,,,1,1\n"),
        "estimated age");
    row("twice", head + QStringLiteral("f.tar,a,s,l,val,,,,1,1\nf.tar,a,s,l,val,,,,1,1\n"), "line 3");
  }
  void refusesBadManifests() {
    QFETCH(QString, csv);
    QFETCH(QString, says);
    const auto rows = parseManifest(csv.toStdString(), "manifest.csv");
    QVERIFY(!rows);
    QCOMPARE(rows.error().kind, ErrorKind::Input);
    QVERIFY2(rows.error().message.find(says.toStdString()) != std::string::npos, rows.error().message.c_str());
  }
};

QTEST_APPLESS_MAIN(DatasetTest)
#include "dataset_test.moc"
