#include <sys/resource.h>
#include <sys/stat.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>
#include <random>

#include "core/blend/timeline.h"
#include "core/project/archive.h"
#include "core/project/project_file.h"
#include "core/project/project_json.h"
#include "tests/project/samples.h"
#include "tests/support/waiting.h"

using namespace mien;
using samples::Bytes;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr long kKept = 600;  // freed memory that AddressSanitizer keeps for a while, MB
#else
constexpr long kKept = 0;
#endif

long peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

Bytes bytesOf(const std::string& text) {
  return {text.begin(), text.end()};
}

/// Members as a stranger might pack them.
struct Member {
  std::string name;
  Bytes bytes;
  bool deflated = true;
};
Bytes zipOf(const std::vector<Member>& members) {
  std::vector<ArchiveMember> views;
  for (const Member& m : members) views.push_back({m.name, m.bytes, m.deflated});
  return writeArchive(views).value();
}

Member document(const Project& project = {}) {
  return {"project.json", bytesOf(toJson(project))};
}

/// Every occurrence of `from` becomes `to`, of the same length.
Bytes replaced(Bytes bytes, const std::string& from, const std::string& to) {
  for (auto at = bytes.begin();;) {
    at = std::search(at, bytes.end(), from.begin(), from.end());
    if (at == bytes.end()) return bytes;
    std::copy(to.begin(), to.end(), at);
  }
}

/// The 4 bytes `offset` behind every header that starts with `signature` set to `value`.
Bytes patched(Bytes bytes, const std::string& signature, std::size_t offset, std::uint32_t value) {
  for (auto at = bytes.begin();;) {
    at = std::search(at, bytes.end(), signature.begin(), signature.end());
    if (at == bytes.end()) return bytes;
    for (std::size_t i = 0; i < 4; ++i)
      at[static_cast<std::ptrdiff_t>(offset + i)] = static_cast<std::uint8_t>(value >> 8 * i);
    at += 4;
  }
}

const std::string kLocalHeader = "PK\x03\x04";
const std::string kDirectoryHeader = "PK\x01\x02";

}  // namespace

class HostileProjectTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void badFiles_data() {
    QTest::addColumn<QByteArray>("file");
    const auto add = [](const char* name, const Bytes& bytes) {
      QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                        static_cast<qsizetype>(bytes.size()));
    };
    const Project full = samples::project();
    const Bytes good = *packProject(full);
    add("empty", {});
    add("text", bytesOf("a project, honestly"));
    Bytes nothing = bytesOf("PK\x05\x06");
    nothing.resize(22);
    add("zip of nothing", nothing);
    add("no document", zipOf({{"faces/0/photo", Bytes(10), false}}));
    add("unknown member", zipOf({document(), {"readme.txt", bytesOf("hello")}}));
    add("path up", zipOf({document(), {"../../.bashrc", bytesOf("rm")}}));
    add("absolute path", zipOf({document(), {"/etc/passwd", bytesOf("root")}}));
    add("backslashes", zipOf({document(), {"faces\\0\\photo", bytesOf("x")}}));
    add("third face", zipOf({document(), {"faces/2/photo", Bytes(10), false}}));
    add("twice", replaced(zipOf({document(), {"project.jsoN", bytesOf("{}")}}), "project.jsoN", "project.json"));
    add("local state of another machine", zipOf({document(), {"local.json", bytesOf("{}")}}));
    add("bomb in the document", zipOf({{"project.json", Bytes(200U << 20U, ' ')}}));
    add("bomb in a photograph", zipOf({document(full), {"faces/0/photo", Bytes(200U << 20U)}}));
    add("face that nobody names", zipOf({document(), {"faces/0/photo", Bytes(10), false}}));
    add("half a face", zipOf({document(full), {"faces/0/aligned.json", bytesOf("{}")}}));
    add("another photograph", zipOf({document(full), {"faces/0/photo", Bytes(10, 7), false}}));
    add("photograph of a drawn face", zipOf({document(full), {"faces/1/photo", Bytes(10, 7), false}}));
    std::vector<Member> many{document()};
    for (int i = 0; i < 60'000; ++i) many.push_back({"m" + std::to_string(i), {}, false});
    add("60,000 members", zipOf(many));
    add("sizes of 4 GB", patched(patched(good, kLocalHeader, 22, 0xFFFFFFF0), kDirectoryHeader, 24, 0xFFFFFFF0));
    add("photograph larger than the file",
        patched(patched(patched(patched(good, kLocalHeader, 22, 400U << 20U), kDirectoryHeader, 24, 400U << 20U),
                        kLocalHeader, 18, 400U << 20U),
                kDirectoryHeader, 20, 400U << 20U));
    add("size smaller than the content",
        patched(patched(zipOf({document()}), kLocalHeader, 22, 5), kDirectoryHeader, 24, 5));
    add("size larger than the content",
        patched(patched(zipOf({document()}), kLocalHeader, 22, 5000), kDirectoryHeader, 24, 5000));
    add("encrypted",
        patched(patched(zipOf({document()}), kLocalHeader, 6, 0x00080801), kDirectoryHeader, 8, 0x00080801));
    add("packed in another way", patched(patched(zipOf({document()}), kLocalHeader, 8, 12), kDirectoryHeader, 10, 12));
    const auto withTimelineOf = [](const Timeline& timeline) {
      nlohmann::json json = nlohmann::json::parse(toJson(Project{}));
      json["timeline"] = nlohmann::json::parse(toJson(timeline));
      return json;
    };
    const auto zipped = [](const nlohmann::json& json) { return zipOf({{"project.json", bytesOf(json.dump())}}); };
    Timeline three;
    three.base.modelId = "portrait";
    three.base.modelHash = std::string(64, 'a');
    three.base.faces = {DrawnFaceRef{1}, DrawnFaceRef{2}, DrawnFaceRef{3}};
    three.base.further.resize(1);
    three.tracks = {{"c", {{0, 0.2, Easing::Linear, {}}}}};
    nlohmann::json shareless = withTimelineOf(three);
    add("a track of a face that the project lacks", zipped(shareless));
    shareless["timeline"]["base"].erase("further");
    add("three faces without the third one's share", zipped(shareless));
    Bytes checksum = good;
    checksum[checksum.size() / 2] ^= 1;
    add("flipped bit in a picture", checksum);
  }

  void badFiles() {
    QFETCH(QByteArray, file);
    const long before = peakMegabytes();
    QElapsedTimer timer;
    timer.start();
    const auto read =
        unpackProject({reinterpret_cast<const std::uint8_t*>(file.data()), std::size_t(file.size())}, "mix.mien");
    QVERIFY(timer.elapsed() < kSoonMs);  // no work without end
    QVERIFY(!read.has_value());
    QVERIFY(read.error().kind == ErrorKind::Input);
    const std::string& message = read.error().message;
    QVERIFY2(message.starts_with("\"mix.mien\" can't be opened: ") && message.ends_with("."), message.c_str());
    QVERIFY2(message.find('\n') == std::string::npos, message.c_str());
    qInfo("%s", message.c_str());
    QVERIFY2(peakMegabytes() - before < 64 + kKept, qPrintable(QString::number(peakMegabytes() - before)));
  }

  /// What the reader would refuse is not written over what can be read.
  void whatCouldNotBeReadIsNotWritten() {
    Project project = samples::project();
    project.timeline.emplace();
    project.timeline->tracks = {{"h", {{0, 0.2, Easing::Linear, {}}}}};
    const auto packed = packProject(project);
    QVERIFY(!packed);
    QVERIFY2(packed.error().message.find("can't be saved") != std::string::npos, packed.error().message.c_str());
  }

  void aPipeIsNoProject() {
    const QTemporaryDir dir;
    const std::filesystem::path pipe = dir.filePath(QStringLiteral("pipe.mien")).toStdString();
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    const auto read = readProject(pipe);
    QVERIFY(!read && read.error().kind == ErrorKind::Input);
  }

  void cutOffAnywhereIsRefused() {
    const Bytes good = *packProject(samples::project());
    for (std::size_t length = 0; length < good.size(); length += 1 + length % 7)
      QVERIFY2(!unpackProject(std::span(good).first(length), "x").has_value(), qPrintable(QString::number(length)));
  }

  /// Whatever a few flipped bits do, a file is refused or opens as what it was; it is never half of something else.
  void damageIsSeen() {
    const Project project = samples::project();
    const Bytes good = *packProject(project);
    const std::string json = toJson(project);
    std::mt19937 random(5);
    int opened = 0;
    for (int round = 0; round < 4000; ++round) {
      Bytes bad = good;
      for (int i = 0; i < 1 + round % 3; ++i)
        bad[random() % bad.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
      const auto read = unpackProject(bad, "x");
      if (!read) continue;
      ++opened;
      QCOMPARE(toJson(*read), json);
      for (std::size_t i = 0; i < 2; ++i)
        QVERIFY(read->faces[i]->aligned->picture == project.faces[i]->aligned->picture);
    }
    qInfo("%d of 4000 still opened", opened);
    QVERIFY(opened < 1000);
  }

  /// The same for a saved face, whose files come out of an archive that is sound.
  void damagedFacesAreRefused() {
    const SavedFace face = samples::savedFace(DrawnFaceRef{4}, 3);
    const FaceFiles good = *packFace(face);
    std::mt19937 random(6);
    for (int round = 0; round < 2000; ++round) {
      FaceFiles bad = good;
      Bytes& file = round % 2 == 0 ? bad.facts : bad.picture;
      file[random() % file.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
      const auto read = unpackFace(bad);
      if (!read) QVERIFY(read.error().kind == ErrorKind::Input && read.error().message.ends_with("."));
    }
    const auto refused = [&](const std::string& from, const std::string& to) {
      std::string facts(good.facts.begin(), good.facts.end());
      const std::size_t at = facts.find(from);
      if (at == std::string::npos) return false;
      facts.replace(at, from.size(), to);
      return !unpackFace({bytesOf(facts), good.picture}).has_value();
    };
    QVERIFY(refused("\"seed\":4", "\"seed\":4.5"));
    QVERIFY(refused("\"structure\":[", "\"structure\":[1e300,"));
    QVERIFY(refused("\"structure\":[", "\"structure\":[null,"));
    QVERIFY(refused("\"landmarks\":[", "\"landmarks\":[[0,0],"));
    QVERIFY(refused("\"schema\":1", "\"schema\":2"));  // which has the photograph's size
    QVERIFY(refused("\"schema\":1", "\"schema\":3"));  // which has a seal
    QVERIFY(refused("\"schema\":1", "\"schema\":4"));
    QVERIFY(refused("\"schema\":1", "\"photo_size\":[300,200],\"schema\":1"));
    const auto sized = [&](const std::string& size) {
      std::string facts(good.facts.begin(), good.facts.end());
      const std::string schema = "\"schema\":1";
      facts.replace(facts.find(schema), schema.size(), "\"photo_size\":" + size + ",\"schema\":2");
      return unpackFace({bytesOf(facts), good.picture});
    };
    QVERIFY((sized("[300,200]")->photo == PhotoSize{300, 200}));
    for (const char* size : {"[0,200]", "[300,0]", "[300]", "[300,200,3]", "[300,16385]", "[-1,5]", "[1.5,5]", "null"})
      QVERIFY2(!sized(size).has_value(), size);
    QVERIFY(!unpackFace({good.facts, {}}).has_value());
    QVERIFY(!unpackFace({good.facts, *encodePicture(Image8(30, 20, 3, 1), PictureFormat::Png)}).has_value());
    QVERIFY(!unpackFace({good.facts, *encodePicture(Image8(2100, 2100, 3, 1), PictureFormat::Png)}).has_value());
  }
};

QTEST_APPLESS_MAIN(HostileProjectTest)
#include "hostile_project_test.moc"
