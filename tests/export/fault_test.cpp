// Exports that fail: a full disk, and an ffmpeg that is missing or dies.
#include <sys/mount.h>

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "tests/export/exports.h"
#include "tests/export/fake_ffmpeg.h"
#include "tests/film/films.h"

using namespace mien;
using namespace exports;

namespace fs = std::filesystem;

namespace {

/// A file system of a few kilobytes.
class TinyDisk {
 public:
  TinyDisk(fs::path folder, const char* size) : folder_(std::move(folder)) {
    fs::create_directories(folder_);
    mounted_ = ::mount("none", folder_.c_str(), "tmpfs", 0, size) == 0;
  }
  TinyDisk(const TinyDisk&) = delete;
  TinyDisk& operator=(const TinyDisk&) = delete;
  ~TinyDisk() {
    if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }

 private:
  fs::path folder_;
  bool mounted_ = false;
};

class FaultTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }

  static bool writeOld(const fs::path& file) {
    QFile out(QString::fromStdString(file.string()));
    return out.open(QIODevice::WriteOnly) && out.write("old") == 3;
  }

 private slots:
  void init() { dir_ = std::make_unique<QTemporaryDir>(); }

  void aFullDiskKeepsWhatIsThere_data() {
    QTest::addColumn<int>("format");
    for (const auto& info : filmFormats()) QTest::newRow(info.id.data()) << static_cast<int>(info.format);
  }
  void aFullDiskKeepsWhatIsThere() {
    QFETCH(int, format);
    FilmSpec spec = filmOf(static_cast<FilmFormat>(format), 9);
    spec.quality = 100;
    spec.overwrite = true;
    const TinyDisk disk(at("tiny"), "size=20k");
    if (!disk.mounted()) QSKIP("A small file system can't be mounted: this needs root.");
    const bool pictures = spec.format == FilmFormat::PngSequence;
    const fs::path output = at("tiny") / ("film" + std::string(infoOf(spec.format).extension));
    if (pictures) fs::create_directories(output);
    QVERIFY(writeOld(pictures ? output / "frame-000000.png" : output));
    Renderer renderer;
    const auto made = run(spec, at("work"), output, renderer);
    QVERIFY(!made);
    QVERIFY2(made.error().kind == ErrorKind::Disk, made.error().message.c_str());
    QVERIFY2(made.error().message.find("pace") != std::string::npos ||
                 made.error().message.find("full") != std::string::npos,
             made.error().message.c_str());
    QCOMPARE(namesIn(at("tiny")), std::set<std::string>{output.filename().string()});
    QCOMPARE(films::bytesOf(pictures ? output / "frame-000000.png" : output), QByteArray("old"));
    // Once there is space, nothing is made again.
    QCOMPARE(renderer.rendered, 9);
    const fs::path elsewhere = at("film" + std::string(infoOf(spec.format).extension));
    QVERIFY(run(spec, at("work"), elsewhere, renderer).has_value());
    QCOMPARE(renderer.rendered, 9);
  }

  void aFullDiskBelowTheWork_data() { aFullDiskKeepsWhatIsThere_data(); }
  void aFullDiskBelowTheWork() {
    QFETCH(int, format);
    const FilmSpec spec = filmOf(static_cast<FilmFormat>(format), 60);
    const TinyDisk disk(at("tiny"), "size=32k");
    if (!disk.mounted()) QSKIP("A small file system can't be mounted: this needs root.");
    Renderer renderer;
    const fs::path output = at("film" + std::string(infoOf(spec.format).extension));
    const auto made = run(spec, at("tiny/work"), output, renderer);
    QVERIFY(!made);
    QVERIFY2(made.error().kind == ErrorKind::Disk, made.error().message.c_str());
    QVERIFY(!fs::exists(output));
    for (const std::string& name : namesIn(at("tiny/work"))) QVERIFY2(!name.ends_with(".part"), name.c_str());
  }

  void withoutFfmpeg() {
    const FilmSpec spec = filmOf(FilmFormat::Mp4H264, 6);
    Renderer renderer;
    const FfmpegIs none(at("nowhere"));
    const auto made = run(spec, at("work"), at("film.mp4"), renderer);
    QCOMPARE(made.error().kind, ErrorKind::Input);
    QVERIFY(made.error().message.find("install ffmpeg") != std::string::npos);
    QCOMPARE(renderer.rendered, 0);
    // Pictures need none.
    QVERIFY(run(filmOf(FilmFormat::PngSequence, 3), at("work"), at("frames"), renderer).has_value());
  }

  /// As of pictures: whom the old film let in, the new one lets in; a link stays; what is write-protected stays.
  void whatIsReplacedKeepsItsModeAndItsLinks() {
    FilmSpec spec = filmOf(FilmFormat::WebmVp9, 2);
    spec.overwrite = true;
    fs::create_directory(at("real"));
    const std::vector<std::string> names{"film.webm", "film.webm.xmp"};
    for (const std::string& name : names) {
      std::ofstream(at("real/" + name)) << "old";
      fs::permissions(at("real/" + name), fs::perms(0600));
      fs::create_symlink("real/" + name, at(name));
    }
    Renderer renderer;
    const auto made = run(spec, at("work"), at("film.webm"), renderer);
    QVERIFY2(made.has_value(), made ? "" : made.error().message.c_str());
    for (const std::string& name : names) {
      QVERIFY(fs::is_symlink(at(name)));
      QCOMPARE(static_cast<int>(fs::status(at("real/" + name)).permissions()), 0600);
      QVERIFY(films::bytesOf(at("real/" + name)) != "old");
    }
    QCOMPARE(namesIn(at("real")), (std::set<std::string>{names[0], names[1]}));
    for (const std::string& name : names) {
      fs::permissions(at("real/" + name), fs::perms(0400));
      const QByteArray before = films::bytesOf(at("film.webm"));
      QVERIFY(!checkFilmOutput(spec, at("film.webm")));  // before anything is rendered
      const auto refused = run(spec, at("work"), at("film.webm"), renderer);
      QVERIFY(!refused && refused.error().kind == ErrorKind::Disk);
      QVERIFY2(refused.error().message.find(name + " is write-protected") != std::string::npos,
               refused.error().message.c_str());
      QCOMPARE(films::bytesOf(at("film.webm")), before);
      fs::permissions(at("real/" + name), fs::perms(0600));
    }
  }

  void ffmpegDies_data() {
    QTest::addColumn<QString>("body");
    QTest::newRow("at once") << "echo 'Too much light' >&2; exit 1";
    QTest::newRow("midway") << "head -c 300000 > /dev/null; echo 'Too much light' >&2; exit 1";
    QTest::newRow("killed") << "head -c 300000 > /dev/null; echo 'Too much light' >&2; kill -9 $$";
    QTest::newRow("at the end") << "cat > /dev/null; echo 'Too much light' >&2; exit 1";
  }
  void ffmpegDies() {
    QFETCH(QString, body);
    const FilmSpec spec = filmOf(FilmFormat::Mp4H264, 12);
    Renderer renderer;
    {
      const FfmpegIs dying(fakeFfmpeg(at("dying"), body.toStdString()));
      const auto made = run(spec, at("work"), at("film.mp4"), renderer);
      QVERIFY(!made);
      QVERIFY2(made.error().kind == ErrorKind::Disk, made.error().message.c_str());
      QVERIFY2(made.error().message.find("Too much light") != std::string::npos, made.error().message.c_str());
    }
    QCOMPARE(namesIn(at("work")), (std::set<std::string>{"cost.json", "film.key", "frames.scores", "made.seals"}));
    QVERIFY(!fs::exists(at("film.mp4")));
    QVERIFY(run(spec, at("work"), at("film.mp4"), renderer).has_value());
    QCOMPARE(films::decoded(at("film.mp4"), false).size(), std::size_t{12});
  }
};

}  // namespace

QTEST_GUILESS_MAIN(FaultTest)
#include "fault_test.moc"
