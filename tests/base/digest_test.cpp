#include "core/base/digest.h"

#include <QtTest>
#include <string_view>

#include "core/base/atomic_file.h"

namespace {

std::span<const std::uint8_t> bytesOf(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

class DigestTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  // FIPS 180-4's own examples.
  void knownVectors_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("digest");
    QTest::newRow("empty") << QByteArray()
                           << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc") << QByteArray("abc")
                         << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("a million a") << QByteArray(1'000'000, 'a')
                                 << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }

  void knownVectors() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, digest);
    const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
    QCOMPARE(QByteArray::fromStdString(mien::sha256Hex(bytesOf(view))), digest);
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("f")).toStdString();
    QVERIFY(mien::writeFileAtomically(file, bytesOf(view)));
    const auto ofFile = mien::sha256HexOfFile(file);
    QVERIFY(ofFile);
    QCOMPARE(QByteArray::fromStdString(*ofFile), digest);
  }

  // Longer than one piece of the reader.
  void fileOfSeveralPieces() {
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("f")).toStdString();
    const std::string text(3'000'001, 'x');
    QVERIFY(mien::writeFileAtomically(file, bytesOf(text)));
    QCOMPARE(*mien::sha256HexOfFile(file), mien::sha256Hex(bytesOf(text)));
  }

  void missingFileAndFolderAreDiskErrors() {
    const QTemporaryDir folder;
    for (const std::filesystem::path& file : {std::filesystem::path(folder.path().toStdString()) / "missing.bin",
                                              std::filesystem::path(folder.path().toStdString())}) {
      const auto digest = mien::sha256HexOfFile(file);
      QVERIFY(!digest);
      QCOMPARE(digest.error().kind, mien::ErrorKind::Disk);
      QVERIFY(digest.error().message.find(file.string()) != std::string::npos);
    }
  }
};

QTEST_APPLESS_MAIN(DigestTest)
#include "digest_test.moc"
