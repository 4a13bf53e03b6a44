// What an exported picture says of its making, and what it must never say: names, places and people.
#include <exempi/xmp.h>

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <future>

#include "core/base/atomic_file.h"
#include "core/studio/fake_engine.h"
#include "core/studio/studio.h"
#include "core/studio/write_frame.h"

using namespace mien;
using namespace Qt::StringLiterals;

namespace {

/// Each stands somewhere in or around the photographs, and nowhere in an export.
const QByteArrayList kSecrets{"Quastenflosser", "Zwiebelturm",        "Ottokar Nebelhorn", "47,22.8371N",
                              "WGS-84-Xyzzy",   "ursula.kieselstein", "Kamera 90125"};

QByteArray marker(int number, const QByteArray& body) {
  const auto length = static_cast<quint16>(body.size() + 2);
  return QByteArray("\xFF", 1) + static_cast<char>(number) + static_cast<char>(length >> 8) +
         static_cast<char>(length & 0xFF) + body;
}

/// EXIF with an artist, a camera owner's name and a place.
QByteArray exif() {
  const auto number = [](quint32 value, int bytes) {
    QByteArray out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xFF);
    return out;
  };
  const QByteArray artist("Ottokar Nebelhorn\0", 18);
  const QByteArray software("Kamera 90125\0", 13);
  const QByteArray datum("WGS-84-Xyzzy\0", 13);
  constexpr quint32 kDirectory = 8;
  constexpr quint32 kGps = kDirectory + 2 + 3 * 12 + 4;
  constexpr quint32 kTexts = kGps + 2 + 12 + 4;
  const auto entry = [&](quint32 tag, quint32 type, quint32 count, quint32 value) {
    return number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4);
  };
  const auto size = [](const QByteArray& text) { return static_cast<quint32>(text.size()); };
  return QByteArray("Exif\0\0II*\0", 10) + number(kDirectory, 4) + number(3, 2) +
         entry(0x0131, 2, size(software), kTexts + size(artist)) + entry(0x013B, 2, size(artist), kTexts) +
         entry(0x8825, 4, 1, kGps) + number(0, 4) + number(1, 2) +
         entry(0x0012, 2, size(datum), kTexts + size(artist) + size(software)) + number(0, 4) + artist + software +
         datum;
}

/// A photograph as a camera writes it, full of what is nobody's business.
std::vector<std::uint8_t> photograph(int shade) {
  Image8 pixels(300, 300, 3);
  for (int y = 0; y < 300; ++y)
    for (int x = 0; x < 300; ++x)
      for (int c = 0; c < 3; ++c) pixels.at(x, y, c) = static_cast<std::uint8_t>((x + (c + 1) * y + shade) % 256);
  const auto plain = *encodePicture(pixels, PictureFormat::Jpeg);
  QByteArray bytes(reinterpret_cast<const char*>(plain.data()), static_cast<qsizetype>(plain.size()));
  const QByteArray xmp =
      QByteArray("http://ns.adobe.com/xap/1.0/\0", 29) +
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
      "<rdf:Description rdf:about=\"\" xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" exif:GPSLatitude=\"47,22.8371N\"/>"
      "</rdf:RDF></x:xmpmeta>";
  bytes.insert(2, marker(0xE1, exif()) + marker(0xE1, xmp) + marker(0xFE, "ursula.kieselstein"));
  return {bytes.begin(), bytes.end()};
}

/// The file and all that is deflated in a PNG's chunks beside the pixels.
QByteArray withInflated(const QByteArray& file) {
  QByteArray all = file;
  if (!file.startsWith("\x89PNG")) return all;
  for (qsizetype at = 8; at + 12 <= file.size();) {
    const auto length = static_cast<qsizetype>(qFromBigEndian<quint32>(file.constData() + at));
    const QByteArray body = file.mid(at + 8, length);
    for (qsizetype start = body.indexOf('\x78'); file.mid(at + 4, 4) != "IDAT" && start >= 0;
         start = body.indexOf('\x78', start + 1))
      all += qUncompress(QByteArray("\0\x10\0\0", 4) + body.mid(start));
    at += 12 + length;
  }
  return all;
}

/// As bytes, and as UTF-16 of both orders.
bool contains(const QByteArray& file, const QByteArray& word) {
  QByteArray little;
  QByteArray big;
  for (const char c : word) {
    little += QByteArray(1, c) + '\0';
    big += QByteArray(1, '\0') + c;
  }
  return file.contains(word) || file.contains(little) || file.contains(big);
}

template <class T>
Result<T> answer(const std::function<void(Studio::Done<T>)>& ask) {
  std::promise<Result<T>> promise;
  ask([&](Result<T> result) { promise.set_value(std::move(result)); });
  return promise.get_future().get();
}

/// By another program's eyes: exempi finds the packet itself.
QString propertyIn(const QString& file, const char* space, const char* name) {
  xmp_init();
  const XmpFilePtr opened = xmp_files_open_new(file.toUtf8().constData(), XMP_OPEN_READ);
  if (!opened) return u"(not opened)"_s;
  const XmpPtr xmp = xmp_files_get_new_xmp(opened);
  const XmpStringPtr text = xmp_string_new();
  QString found =
      xmp && xmp_get_property(xmp, space, name, text, nullptr) ? QString::fromUtf8(xmp_string_cstr(text)) : u"(none)"_s;
  xmp_string_free(text);
  xmp_free(xmp);
  xmp_files_free(opened);
  return found;
}

}  // namespace

class ProvenanceTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::unique_ptr<Studio> studio_;
  EngineInfo info_;
  struct Parent {
    FacePtr face;
    std::shared_ptr<const Photo> photo;
  };
  std::vector<Parent> photos_ = std::vector<Parent>(2);
  std::vector<Parent> drawn_ = std::vector<Parent>(2);

 private Q_SLOTS:
  void initTestCase() {
    qputenv("USER", "ursula.kieselstein");
    QVERIFY(QDir(dir_.path()).mkpath(u"Zwiebelturm"_s));
    std::promise<Result<EngineInfo>> ready;
    studio_ = std::make_unique<Studio>(makeFakeEngine, [&](Result<EngineInfo> info) { ready.set_value(info); });
    info_ = *ready.get_future().get();
    for (std::size_t i = 0; i < 2; ++i) {
      const auto bytes = photograph(static_cast<int>(80 * i));
      const QString file = dir_.filePath(u"Zwiebelturm/Quastenflosser-%1.jpg"_s.arg(i));
      QVERIFY(writeFileAtomically(file.toStdString(), bytes).has_value());
      const QByteArray whole =
          file.toUtf8() + QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
      for (const QByteArray& secret : kSecrets) QVERIFY2(contains(whole, secret), secret);
      const auto opened = answer<OpenedPhoto>(
          [&](Studio::Done<OpenedPhoto> done) { studio_->openPhoto(file.toStdString(), nullptr, std::move(done)); });
      QVERIFY2(opened.has_value(), opened ? "" : opened.error().message.c_str());
      const auto face = answer<FacePtr>([&](Studio::Done<FacePtr> done) {
        studio_->prepareFace(opened->photo, {opened->photo->digest, 0, {}}, nullptr, std::move(done));
      });
      QVERIFY(face.has_value());
      photos_[i] = {*face, opened->photo};
      drawn_[i].face =
          *answer<FacePtr>([&](Studio::Done<FacePtr> done) { studio_->drawFace({10 + i}, nullptr, std::move(done)); });
    }
  }

  void cleanupTestCase() { studio_.reset(); }

  void pictures_data() {
    QTest::addColumn<QString>("ending");
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("lossless");
    QTest::addColumn<bool>("photoA");
    QTest::addColumn<bool>("photoB");
    for (const auto& [ending, bits, lossless] :
         {std::tuple("png", 8, false), std::tuple("png", 16, false), std::tuple("jpg", 8, false),
          std::tuple("webp", 8, false), std::tuple("webp", 8, true), std::tuple("tif", 8, false),
          std::tuple("tif", 16, false)}) {
      for (const auto& [parents, photoA, photoB] :
           {std::tuple("photo and photo", true, true), std::tuple("photo and drawn", true, false),
            std::tuple("drawn and photo", false, true), std::tuple("drawn and drawn", false, false)}) {
        QTest::addRow("%s, %d bit%s, %s", ending, bits, lossless ? ", lossless" : "", parents)
            << QString::fromLatin1(ending) << bits << lossless << photoA << photoB;
      }
    }
  }

  void pictures() {
    QFETCH(QString, ending);
    QFETCH(int, bits);
    QFETCH(bool, lossless);
    QFETCH(bool, photoA);
    QFETCH(bool, photoB);
    const std::vector<Parent> parents{(photoA ? photos_ : drawn_)[0], (photoB ? photos_ : drawn_)[1]};
    RenderJob job;
    job.recipe.modelId = info_.modelId;
    job.recipe.modelHash = info_.modelHash;
    job.recipe.size = 256;
    for (std::size_t i = 0; i < 2; ++i) {
      job.recipe.faces[i] = parents[i].face->ref();
      job.faces.push_back(parents[i].face);
      job.photos.push_back(parents[i].photo);
    }
    const QString file = dir_.filePath(u"Zwiebelturm/Quastenflosser-mix."_s + ending);
    const WriteOptions options{.bits = bits, .lossless = lossless};
    const auto written = answer<std::filesystem::path>([&](Studio::Done<std::filesystem::path> done) {
      studio_->exportPicture(
          {job, file.toStdString(), options,
           [&](const Frame& frame) { return writeFrame(file.toStdString(), frame, options); }},
          nullptr, [](double) {}, std::move(done));
    });
    QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());

    const QString type = photoA || photoB ? u"compositeWithTrainedAlgorithmicMedia"_s : u"trainedAlgorithmicMedia"_s;
    QCOMPARE(propertyIn(file, "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType"),
             u"http://cv.iptc.org/newscodes/digitalsourcetype/"_s + type);
    QVERIFY(propertyIn(file, "http://ns.adobe.com/xap/1.0/", "CreatorTool").startsWith(u"Mien "_s));
    QCOMPARE(propertyIn(file, "https://mien.studio/ns/1.0/", "Recipe").toStdString(), toJson(job.recipe));
    QCOMPARE(readEmbeddedRecipe(file.toStdString()).value(), toJson(job.recipe));

    QFile in(file);
    QVERIFY(in.open(QIODevice::ReadOnly));
    const QByteArray all = withInflated(in.readAll());
    for (const QByteArray& secret : kSecrets + QByteArrayList{dir_.path().toUtf8(), QDir::homePath().toUtf8()})
      QVERIFY2(!contains(all, secret), secret);
  }

  void theSearchSeesWhatIsHidden() {
    const QByteArray packed = qCompress("by Ottokar Nebelhorn").mid(4);
    QByteArray length(4, '\0');
    qToBigEndian<quint32>(static_cast<quint32>(packed.size() + 3), length.data());
    const QByteArray png = "\x89PNG\r\n\x1A\n" + length + "zTXta" + QByteArray(2, '\0') + packed + "CRC.";
    QVERIFY(!png.contains("Nebelhorn"));
    QVERIFY(contains(withInflated(png), "Ottokar Nebelhorn"));
    QVERIFY(contains(QByteArray("x\0O\0t\0to", 8), "Ot"));
    QVERIFY(contains(QByteArray("\0O\0tx", 5), "Ot"));
  }
};

QTEST_GUILESS_MAIN(ProvenanceTest)
#include "provenance_test.moc"
