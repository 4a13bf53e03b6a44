#include "core/film/ffmpeg.h"

#include <sys/mount.h>
#include <sys/wait.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/film/film_xmp.h"
#include "core/film/process.h"
#include "tests/film/films.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace films;

namespace fs = std::filesystem;

namespace {

const FilmSettings kSmall{.format = FilmFormat::Mp4H264, .width = 64, .height = 64};

/// Sets a variable of the environment until the end of the block.
class Environment {
 public:
  Environment(const char* name, const std::string& value)
      : name_(name), before_(qgetenv(name)), was_(qEnvironmentVariableIsSet(name)) {
    setenv(name, value.c_str(), 1);
  }
  ~Environment() { was_ ? setenv(name_, before_.constData(), 1) : unsetenv(name_); }

 private:
  const char* name_;
  QByteArray before_;
  bool was_;
};

class FfmpegTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }

  /// A program that answers like ffmpeg and runs `body` for anything else.
  fs::path fake(const std::string& name, const std::string& version, const std::string& body) const {
    const fs::path file = at(name);
    std::ofstream(file) << "#!/bin/sh\ncase \"$*\" in\n"
                        << "*-version) echo 'ffmpeg version " << version << " Copyright (c) 2000-2026'; exit;;\n"
                        << "*-encoders) echo ' V....D libx264  x264'; exit;;\nesac\n"
                        << body << "\n";
    fs::permissions(file, fs::perms::owner_all);
    return file;
  }

  static int filesIn(const fs::path& folder) {
    return static_cast<int>(std::distance(fs::directory_iterator(folder), {}));
  }

  /// Writes frames until the encoder refuses or `most` are taken.
  static Result<void> writeMany(SegmentEncoder& encoder, const FilmSettings& settings, int most) {
    for (int i = 0; i < most; ++i) {
      auto written = encoder.write(frame(i, settings.width, settings.height, settings.alpha));
      if (!written) return written;
    }
    return encoder.finish();
  }

 private slots:
  void findsTheProgram() {
    const auto found = findFfmpeg();
    QVERIFY2(found.has_value(), found ? "" : found.error().message.c_str());
    QVERIFY(found->program.is_absolute());
    QVERIFY(!found->version.empty());
    for (const auto& info : filmFormats()) QVERIFY(checkEncoders(*found, info.format).has_value());
    QCOMPARE(findFfmpeg(found->program)->version, found->version);
    const fs::path mine = fake("mine", "n6.1-7", "");
    QCOMPARE(findFfmpeg(mine)->version, "n6.1-7");
    const Environment variable("MIEN_FFMPEG", mine.string());
    QCOMPARE(findFfmpeg()->program, mine);
    QCOMPARE(findFfmpeg(found->program)->program, found->program);
  }

  void takesTheOneThatWasChosen() {
    const fs::path chosen = fake("chosen", "6.0", "");
    const fs::path named = fake("named", "6.1", "");
    chooseFfmpeg(chosen);
    QCOMPARE(findFfmpeg()->program, chosen);
    QCOMPARE(findFfmpeg(named)->program, named);
    {
      const Environment variable("MIEN_FFMPEG", named.string());
      QCOMPARE(findFfmpeg()->program, named);
    }
    chooseFfmpeg("/nowhere/ffmpeg");
    QVERIFY(findFfmpeg().error().message.find("ffmpeg\", chosen in the window, is no") != std::string::npos);
    chooseFfmpeg({});
    QCOMPARE(findFfmpeg()->program, ffmpeg().program);
  }

  void asksOnce() {
    const fs::path counted = fake("counted", "5.1", "");
    std::ofstream(counted, std::ios::app) << "";
    const std::string script = bytesOf(counted).toStdString();
    std::ofstream(counted) << script.substr(0, 10) << "echo x >> " << at("calls").string() << "\n" << script.substr(10);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { findFfmpeg(counted); });
    for (auto& thread : threads) thread.join();
    QCOMPARE(bytesOf(at("calls")), QByteArray("x\nx\n"));  // the version and the encoders
  }

  void saysWhatIsMissing() {
    const Environment path("PATH", at("nothing").string());
    const auto none = findFfmpeg();
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::Input);
    QVERIFY(none.error().message.find("apt install ffmpeg") != std::string::npos);
    const auto process = film::Process::start({.arguments = {at("nothing").string()}});
    // The variable is the only place where its program can be named.
    for (const std::string& said : {none.error().message, findFfmpeg(at("nothing")).error().message,
                                    process ? std::string() : process.error().message}) {
      QVERIFY2(said.find("in the environment variable MIEN_FFMPEG") != std::string::npos, said.c_str());
      QVERIFY2(said.find("settings") == std::string::npos, said.c_str());
    }
    const Environment variable("MIEN_FFMPEG", "/nowhere/ffmpeg");
    QVERIFY(findFfmpeg().error().message.find("ffmpeg\", named by MIEN_FFMPEG, is no") != std::string::npos);
  }

  void refusesOldAndOther() {
    for (const char* version : {"4.3.6-0+deb11u1", "n4.2", "3.4.8", "2.8"}) {
      const auto old = findFfmpeg(fake(version, version, ""));
      QVERIFY2(!old, version);
      QCOMPARE(old.error().kind, ErrorKind::Input);
      QVERIFY(old.error().message.find(version) != std::string::npos);
      QVERIFY(old.error().message.find("4.4") != std::string::npos);
    }
    for (const char* version : {"4.4", "n4.4.1", "5.0", "10.2", "N-110000-gabc", "2024-01-01-git"}) {
      QVERIFY2(findFfmpeg(fake(version, version, "")).has_value(), version);
    }
    QVERIFY(!findFfmpeg("/bin/true"));
    QVERIFY(!findFfmpeg("/bin/false"));
    QCOMPARE(findFfmpeg("/bin/false").error().kind, ErrorKind::Input);
    QVERIFY(!findFfmpeg(at("")));  // a folder
  }

  void saysWhichEncoderIsLacking() {
    const auto bare = findFfmpeg(fake("bare", "5.1", ""));
    QVERIFY(bare.has_value());
    QVERIFY(checkEncoders(*bare, FilmFormat::Mp4H264).has_value());
    QVERIFY(checkEncoders(*bare, FilmFormat::PngSequence).has_value());
    FilmSettings settings = kSmall;
    settings.format = FilmFormat::Mp4H265;
    const auto refused = SegmentEncoder::start(*bare, settings, at("segment.mp4"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
    QVERIFY(refused.error().message.find("libx265") != std::string::npos);
  }

  void saysWhyFfmpegDied_data() {
    QTest::addColumn<QString>("body");
    QTest::newRow("at once") << "echo '[libx264 @ 0x55aa] Too much light' >&2; echo 'Conversion failed!' >&2; exit 1";
    QTest::newRow("midway") << "head -c 40000 >/dev/null; echo '[libx264 @ 0x55aa] Too much light' >&2; exit 1";
    QTest::newRow("killed") << "echo 'Too much light' >&2; head -c 40000 >/dev/null; kill -9 $$";
    QTest::newRow("at the end") << "cat >/dev/null; echo 'Too much light' >&2; exit 1";
    QTest::newRow("deaf") << "exec <&-; echo 'Too much light' >&2; sleep 0.3; exit 0";
  }
  void saysWhyFfmpegDied() {
    QFETCH(QString, body);
    const auto dying = findFfmpeg(fake("dying", "5.1", body.toStdString()));
    fs::create_directories(at("died"));
    auto encoder = SegmentEncoder::start(*dying, kSmall, segmentFile(at("died"), kSmall.format, 0));
    QVERIFY(encoder.has_value());
    const auto written = writeMany(**encoder, kSmall, 100);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Disk);
    const std::string& message = written.error().message;
    QVERIFY2(message.find("Too much light)") != std::string::npos, message.c_str());
    QVERIFY(message.find("0x55aa") == std::string::npos);
    QCOMPARE(filesIn(at("died")), 0);
  }

  void survivesFloodsOfMessages() {
    const auto loud = findFfmpeg(
        fake("loud", "5.1", "head -c 5000000 /dev/zero | tr '\\0' 'x' >&2; echo >&2; echo The end >&2; exit 1"));
    auto encoder = SegmentEncoder::start(*loud, kSmall, at("loud.mp4"));
    QVERIFY(encoder.has_value());
    const auto written = writeMany(**encoder, kSmall, 50);
    QVERIFY(!written);
    QVERIFY(written.error().message.find("The end") != std::string::npos);
    QVERIFY(written.error().message.size() < 500);
  }

  void cancelsSoon_data() {
    QTest::addColumn<QString>("body");
    QTest::newRow("ffmpeg") << "";
    QTest::newRow("one that takes nothing") << "trap '' TERM INT HUP; sleep 60";
    QTest::newRow("one that does not end") << "cat > /dev/null; sleep 60";
  }
  void cancelsSoon() {
    QFETCH(QString, body);
    FilmSettings settings = kSmall;
    settings.width = settings.height = 512;
    const auto slow = body.isEmpty() ? ffmpeg() : *findFfmpeg(fake("slow", "5.1", body.toStdString()));
    fs::create_directories(at("cancelled"));
    auto encoder = SegmentEncoder::start(slow, settings, segmentFile(at("cancelled"), settings.format, 0));
    QVERIFY(encoder.has_value());
    std::thread canceller([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      (*encoder)->cancel();
    });
    QElapsedTimer since;
    since.start();
    const auto written = writeMany(**encoder, settings, body.contains("cat") ? 10 : 100'000);
    canceller.join();
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Cancelled);
    encoder->reset();
    QVERIFY(since.elapsed() < kSoonMs);
    QCOMPARE(filesIn(at("cancelled")), 0);
    QCOMPARE(::waitpid(-1, nullptr, WNOHANG), -1);  // no child is left, running or dead
    QCOMPARE(errno, ECHILD);
  }

  void cancelsJoining() {
    FilmSettings settings = kSmall;
    settings.format = FilmFormat::Gif;
    fs::create_directories(at("joining"));
    QVERIFY(encodeSegments(settings, {5}, at("joining")).has_value());
    QVERIFY(writeFileAtomically(at("old.gif"), std::vector<std::uint8_t>{'o', 'l', 'd'}).has_value());
    const auto slow = findFfmpeg(fake("slow-gif", "5.1", "sleep 60").string());
    Ffmpeg with = *slow;
    with.encoders = ffmpeg().encoders;
    std::stop_source stop;
    std::thread canceller([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      stop.request_stop();
    });
    QElapsedTimer since;
    since.start();
    const int frames = 5;
    const auto joined = joinSegments(with, settings, at("joining"), {&frames, 1}, at("old.gif"), {}, stop.get_token());
    QVERIFY(since.elapsed() < kSoonMs);
    canceller.join();
    QVERIFY(!joined);
    QCOMPARE(joined.error().kind, ErrorKind::Cancelled);
    QCOMPARE(bytesOf(at("old.gif")), QByteArray("old"));
  }

  void saysWhenTheFolderIsMissing() {
    const auto refused = SegmentEncoder::start(ffmpeg(), kSmall, at("no/such/segment.mp4"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Disk);
    fs::create_directories(at("here"));
    QVERIFY(encodeSegments(kSmall, {3}, at("here")).has_value());
    const int frames = 3;
    const auto joined = joinSegments(ffmpeg(), kSmall, at("here"), {&frames, 1}, at("no/such/film.mp4"), {});
    QVERIFY(!joined);
    QCOMPARE(joined.error().kind, ErrorKind::Disk);
  }

  void aFilmThatAppearsMeanwhileStays() {
    const FilmSettings webm{.format = FilmFormat::WebmVp9, .width = 64, .height = 64};
    const fs::path folder = at("meanwhile");
    fs::create_directories(folder);
    QVERIFY(encodeSegments(webm, {2}, folder).has_value());
    const int frames = 2;
    const auto joined = [&](const fs::path& film) {
      return joinSegments(ffmpeg(), webm, folder, {&frames, 1}, film, packet("{}"), {},
                          {.existing = Existing::Keep, .coded = {}, .parts = {}});
    };
    const fs::path film = folder / "film.webm";
    const std::vector<std::uint8_t> old{'o', 'l', 'd'};
    for (const fs::path& there : {film, sidecarOf(film)}) {
      QVERIFY(writeFileAtomically(there, old).has_value());
      const int before = filesIn(folder);
      const auto refused = joined(film);
      QVERIFY(!refused && refused.error().kind == ErrorKind::Usage);
      QCOMPARE(bytesOf(there), QByteArray("old"));
      QCOMPARE(filesIn(folder), before + (there == film ? 1 : 0));  // the list of segments
      fs::remove(there);
    }
    QVERIFY(joined(film).has_value());
  }

  void takesOddNames() {
    const fs::path folder = at("a folder: it's 100% \"odd\" \xC3\xBC");
    fs::create_directories(folder);
    QVERIFY(encodeSegments(kSmall, {3, 2}, folder).has_value());
    const std::vector<int> frames{3, 2};
    const fs::path film = folder / "-y %03d http:x.mp4";
    const auto joined = joinSegments(ffmpeg(), kSmall, folder, frames, film, packet("{}"));
    QVERIFY2(joined.has_value(), joined ? "" : joined.error().message.c_str());
    QCOMPARE(decoded(film, false).size(), std::size_t{5});
    QVERIFY(readFilmXmp(film).has_value());
  }

  void makesNoReport() {
    const Environment report("FFREPORT", "file=" + at("report.txt").string());
    QVERIFY(makeFilm(kSmall, {2}, at("report.mp4")).has_value());
    QVERIFY(!fs::exists(at("report.txt")));
  }

  void keepsTheOldFilmWhenTheDiskIsFull() {
    const fs::path tiny = at("tiny");
    fs::create_directories(tiny);
    if (::mount("none", tiny.c_str(), "tmpfs", 0, "size=48k") != 0) {
      QSKIP("A small file system can't be mounted: this needs root.");
    }
    const auto unmount = qScopeGuard([&] { ::umount2(tiny.c_str(), MNT_DETACH); });
    for (const auto& info : filmFormats()) {
      if (info.format == FilmFormat::PngSequence) continue;
      FilmSettings settings{.format = info.format, .width = 256, .height = 256, .quality = 100};
      // A segment.
      auto encoder = SegmentEncoder::start(ffmpeg(), settings, segmentFile(tiny, info.format, 0));
      QVERIFY2(encoder.has_value(), encoder ? "" : encoder.error().message.c_str());
      Result<void> written;
      for (int i = 0; i < 60 && written; ++i) written = (*encoder)->write(noise(i, 256));
      if (written) written = (*encoder)->finish();
      QVERIFY2(!written, info.id.data());
      QVERIFY2(written.error().kind == ErrorKind::Disk && written.error().message.find("full") != std::string::npos,
               written.error().message.c_str());
      QCOMPARE(filesIn(tiny), 0);

      // The film.
      const fs::path film = tiny / ("film" + std::string(info.extension));
      QVERIFY(writeFileAtomically(film, std::vector<std::uint8_t>{'o', 'l', 'd'}).has_value());
      const QTemporaryDir work;
      const fs::path folder = work.path().toStdString();
      auto whole = SegmentEncoder::start(ffmpeg(), settings, segmentFile(folder, info.format, 0));
      for (int i = 0; i < 4; ++i) QVERIFY((*whole)->write(noise(i, 256)).has_value());
      QVERIFY((*whole)->finish().has_value());
      const int frames = 4;
      const auto joined = joinSegments(ffmpeg(), settings, folder, {&frames, 1}, film, packet("{}"));
      QVERIFY2(!joined, info.id.data());
      QVERIFY2(joined.error().kind == ErrorKind::Disk && joined.error().message.find("full") != std::string::npos,
               joined.error().message.c_str());
      QCOMPARE(bytesOf(film), QByteArray("old"));
      QCOMPARE(filesIn(tiny), 1);
      fs::remove(film);
    }
  }
  static Image8 noise(int seed, int side) {
    Image8 out(side, side, 3);
    std::uint32_t state = 1234567U + static_cast<std::uint32_t>(seed);
    for (std::size_t i = 0; i < out.size(); ++i) {
      state = state * 1664525U + 1013904223U;
      out.data()[i] = static_cast<std::uint8_t>(state >> 24);
    }
    return out;
  }
};

}  // namespace

QTEST_GUILESS_MAIN(FfmpegTest)
#include "ffmpeg_test.moc"
