#include "core/guard/protected_people.h"

#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <array>
#include <filesystem>

#include "core/base/atomic_file.h"

using namespace mien;
namespace fs = std::filesystem;

namespace {

const std::string kNetwork(64, 'a');

Embedding at(float x) {
  Embedding embedding{};
  embedding.fill(0.01F);
  embedding[0] = x;
  return embedding;
}

struct Folder {
  QTemporaryDir temporary;
  fs::path path = temporary.path().toStdString();
  fs::path list = path / "protected-people";
  fs::path key = path / "protected-people.key";

  ProtectedPeople withTwo() {
    auto people = ProtectedPeople::open(path).value();
    people.add("Ada Secret", "model, contract 7", kNetwork, {at(0), at(0.1F)}).value();
    people.add("Ben Hidden", "", kNetwork, {at(1)}).value();
    return people;
  }
};

void flip(const fs::path& file, std::size_t at) {
  auto bytes = readFile(file).value();
  bytes[at] ^= 1;
  QVERIFY(writeFileAtomically(file, bytes));
}

}  // namespace

class ProtectedPeopleTest : public QObject {
  Q_OBJECT
 private slots:
  void anEmptyListNeedsNoFiles() {
    const Folder folder;
    const auto people = ProtectedPeople::open(folder.path);
    QVERIFY(people);
    QVERIFY(people->people().empty());
    QVERIFY(!people->nearest(at(0), kNetwork).value());
    QVERIFY(fs::is_empty(folder.path));
  }

  void remembersEveryBitOfWhoWasEnrolled() {
    Folder folder;
    const auto written = folder.withTwo();
    const auto read = ProtectedPeople::open(folder.path);
    QVERIFY(read);
    QVERIFY(read->people() == written.people());
    QCOMPARE(read->people()[1].id, std::int64_t{2});
  }

  void findsTheNearest() {
    Folder folder;
    const auto people = folder.withTwo();
    const auto nearest = people.nearest(at(0.7F), kNetwork).value();
    QVERIFY(nearest);
    QCOMPARE(nearest->person, std::int64_t{2});
    QVERIFY(std::abs(nearest->distance - 0.3) < 1e-6);
  }

  void nothingIsReadableInTheFile() {
    Folder folder;
    folder.withTwo();
    const auto bytes = readFile(folder.list).value();
    for (const std::string_view secret : {"Ada", "Secret", "Hidden", "contract", "embeddings"})
      QVERIFY(std::search(bytes.begin(), bytes.end(), secret.begin(), secret.end()) == bytes.end());
    for (const fs::path& file : {folder.list, folder.key}) {
      struct stat info {};
      QCOMPARE(::stat(file.c_str(), &info), 0);
      QCOMPARE(info.st_mode & 0777U, 0600U);
    }
  }

  void whoIsRemovedIsGone() {
    Folder folder;
    auto people = folder.withTwo();
    QVERIFY(!people.remove(std::array<std::int64_t, 2>{1, 9}));
    QCOMPARE(ProtectedPeople::open(folder.path)->people().size(), std::size_t{2});
    const std::array<std::int64_t, 1> first{1};
    QVERIFY(people.remove(first));
    QVERIFY(!people.remove(first));
    const auto read = ProtectedPeople::open(folder.path).value();
    QCOMPARE(read.people().size(), std::size_t{1});
    QCOMPARE(read.people()[0].name, std::string("Ben Hidden"));
  }

  /// Verdicts in the history name people by number.
  void aNumberIsNeverGivenAgain() {
    Folder folder;
    auto people = folder.withTwo();
    QVERIFY(people.remove(std::array<std::int64_t, 2>{1, 2}));
    auto read = ProtectedPeople::open(folder.path).value();
    QVERIFY(read.people().empty());
    QCOMPARE(read.add("Cleo", "", kNetwork, {at(0)}).value(), std::int64_t{3});
  }

  void anOlderListIsRead() {
    Folder folder;
    for (const char* name : {"protected-people", "protected-people.key"})
      fs::copy_file(fs::path(SCHEMA_1) / name, folder.path / name);
    auto people = ProtectedPeople::open(folder.path).value();
    QCOMPARE(people.people().size(), std::size_t{2});
    QCOMPARE(people.people()[0].name, std::string("Ada Example"));
    QVERIFY(people.remove(std::array<std::int64_t, 1>{2}));
    QCOMPARE(ProtectedPeople::open(folder.path)->add("Cleo", "", kNetwork, {at(0)}).value(), std::int64_t{3});
  }

  void everyAlteredByteIsFound() {
    Folder folder;
    folder.withTwo();
    const std::size_t size = fs::file_size(folder.list);
    for (std::size_t i = 0; i < size; i += 37) {
      flip(folder.list, i);
      const auto people = ProtectedPeople::open(folder.path);
      QVERIFY(!people);
      QVERIFY(people.error().kind == ErrorKind::Blocked);
      flip(folder.list, i);
    }
    QVERIFY(ProtectedPeople::open(folder.path));
  }

  void aMissingListOrKeyIsNoEmptyList() {
    Folder folder;
    folder.withTwo();
    fs::rename(folder.list, folder.path / "elsewhere");
    QVERIFY(!ProtectedPeople::open(folder.path));
    fs::rename(folder.path / "elsewhere", folder.list);
    fs::rename(folder.key, folder.path / "elsewhere");
    QVERIFY(!ProtectedPeople::open(folder.path));
    QVERIFY(!fs::exists(folder.key));
    fs::rename(folder.path / "elsewhere", folder.key);
    flip(folder.key, 3);
    QVERIFY(!ProtectedPeople::open(folder.path));
    QVERIFY(writeFileAtomically(folder.key, std::vector<std::uint8_t>(31)));
    QVERIFY(!ProtectedPeople::open(folder.path));
  }

  void peopleOfAnotherNetworkCannotBeCompared() {
    Folder folder;
    const auto people = folder.withTwo();
    const auto nearest = people.nearest(at(0), std::string(64, 'b'));
    QVERIFY(!nearest);
    QVERIFY(nearest.error().kind == ErrorKind::Blocked);
  }

  void whatAnotherProcessWroteIsNotLost() {
    Folder folder;
    auto first = folder.withTwo();
    auto second = ProtectedPeople::open(folder.path).value();
    QVERIFY(first.add("Cyd", "", kNetwork, {at(2)}));
    QVERIFY(!second.add("Dee", "", kNetwork, {at(3)}));
    QCOMPARE(ProtectedPeople::open(folder.path)->people().size(), std::size_t{3});
  }

  void refusesNobody() {
    Folder folder;
    auto people = ProtectedPeople::open(folder.path).value();
    QVERIFY(!people.add("", "", kNetwork, {at(0)}));
    QVERIFY(!people.add("Ada", "", kNetwork, {}));
    QVERIFY(fs::is_empty(folder.path));
  }
};

QTEST_GUILESS_MAIN(ProtectedPeopleTest)
#include "protected_people_test.moc"
