// How much memory takes what is coded as a whole in the end.
#include <sys/resource.h>

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <random>

#include "tests/film/films.h"
#include "tests/film/good.h"

using namespace mien;
using namespace films;

namespace fs = std::filesystem;

namespace {

constexpr int kLength = 60;  ///< of a segment, in frames

FilmSettings settingsOf(FilmFormat format) {
  return {.format = format, .width = 128, .height = 128, .quality = 95};
}

/// Nothing can be left out of it, so that the film is as large as can be.
Image8 noise(std::mt19937& random) {
  Image8 out(128, 128, 3);
  std::generate_n(out.data(), out.size(), [&] { return static_cast<std::uint8_t>(random() >> 24); });
  return out;
}

/// In a process of its own: joins segments, and says how much memory it and the ffmpeg that did it have had, KB.
int joinAlone(const char* format, const char* folder, int segments) {
  const FilmSettings settings = settingsOf(*filmFormatById(format));
  const std::vector<int> lengths(static_cast<std::size_t>(segments), kLength);
  if (!joinSegments(ffmpeg(), settings, folder, lengths, fs::path(folder) / "film", {})) return 1;
  rusage self{};
  rusage child{};
  getrusage(RUSAGE_SELF, &self);
  getrusage(RUSAGE_CHILDREN, &child);
  std::printf("%ld %ld\n", self.ru_maxrss, child.ru_maxrss);
  return 0;
}

class CodingMemoryTest : public QObject {
  Q_OBJECT

 private slots:
  void aLongFilmTakesNoMore_data() {
    QTest::addColumn<FilmFormat>("format");
    for (const auto& info : filmFormats())
      if (isCodedInTheEnd(info.format)) QTest::newRow(info.id.data()) << info.format;
  }
  void aLongFilmTakesNoMore() {
    QFETCH(FilmFormat, format);
    constexpr int kLong = 12;
    constexpr std::int64_t kMost = 16 << 10;  // KB
    const QTemporaryDir dir;
    const fs::path folder = dir.path().toStdString();
    auto encoder = SegmentEncoder::start(ffmpeg(), settingsOf(format), segmentFile(folder, format, 0));
    GOOD(encoder);
    std::mt19937 random(7);
    for (int i = 0; i < kLength; ++i) GOOD((*encoder)->write(noise(random)));
    GOOD((*encoder)->finish());
    for (int i = 1; i < kLong; ++i)
      fs::create_hard_link(segmentFile(folder, format, 0), segmentFile(folder, format, i));

    const auto peaks = [&](int segments) {
      QProcess alone;
      alone.start(QCoreApplication::applicationFilePath(),
                  {"--join", infoOf(format).id.data(), dir.path(), QString::number(segments)});
      alone.waitForFinished(120'000);
      return alone.readAllStandardOutput().trimmed().split(' ');
    };
    const auto few = peaks(2);
    const auto many = peaks(kLong);
    QCOMPARE(few.size(), 2);
    QCOMPARE(many.size(), 2);
    qInfo("%lld KB and %lld KB, of ffmpeg", few[1].toLongLong(), many[1].toLongLong());
    for (const int process : {0, 1}) {
      const qint64 more = many[process].toLongLong() - few[process].toLongLong();
      QVERIFY2(more < kMost, qPrintable(QString("%1 KB more").arg(more)));
    }
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc == 5 && std::strcmp(argv[1], "--join") == 0) return joinAlone(argv[2], argv[3], std::atoi(argv[4]));
  QCoreApplication app(argc, argv);
  CodingMemoryTest test;
  return QTest::qExec(&test, argc, argv);
}
#include "coding_memory_test.moc"
