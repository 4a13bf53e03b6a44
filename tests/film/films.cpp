#include "tests/film/films.h"

#include <webp/demux.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <memory>

#include "core/photo/xmp.h"

using namespace mien;

namespace films {
namespace {

QByteArray run(const QString& program, const QStringList& arguments) {
  QProcess process;
  process.start(program, arguments);
  process.waitForFinished(60'000);
  const QByteArray errors = process.readAllStandardError();
  if (process.exitCode() != 0 || !errors.isEmpty()) {
    qWarning().noquote() << program << arguments.join(' ') << errors;
    return {};
  }
  return process.readAllStandardOutput();
}

QString text(const std::filesystem::path& file) {
  return QString::fromStdString(file.string());
}

bool isWebp(const std::filesystem::path& film) {
  return film.extension() == ".webp";
}

/// ffmpeg can't read animated WebP.
struct WebpFrames {
  QByteArray bytes;
  std::unique_ptr<WebPAnimDecoder, decltype(&WebPAnimDecoderDelete)> decoder{nullptr, WebPAnimDecoderDelete};
  WebPAnimInfo info{};
  explicit WebpFrames(const std::filesystem::path& film) : bytes(bytesOf(film)) {
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    options.color_mode = MODE_RGBA;
    const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                        static_cast<std::size_t>(bytes.size())};
    decoder.reset(WebPAnimDecoderNew(&data, &options));
    if (decoder) WebPAnimDecoderGetInfo(decoder.get(), &info);
  }
  /// False after the last.
  bool next(std::uint8_t** rgba, int* endMs) {
    return decoder && WebPAnimDecoderHasMoreFrames(decoder.get()) != 0 &&
           WebPAnimDecoderGetNext(decoder.get(), rgba, endMs) != 0;
  }
};

std::vector<Image8> decodedWebp(const std::filesystem::path& film, bool alpha) {
  std::vector<Image8> frames;
  WebpFrames webp(film);
  std::uint8_t* rgba = nullptr;
  for (int end = 0; webp.next(&rgba, &end);) {
    Image8 out(static_cast<int>(webp.info.canvas_width), static_cast<int>(webp.info.canvas_height), alpha ? 4 : 3);
    for (int y = 0; y < out.height(); ++y) {
      for (int x = 0; x < out.width(); ++x) {
        for (int c = 0; c < out.channels(); ++c) out.at(x, y, c) = rgba[4 * (y * out.width() + x) + c];
      }
    }
    frames.push_back(std::move(out));
  }
  return frames;
}

}  // namespace

Image8 colourCard() {
  static constexpr std::uint8_t kPatches[32][3] = {
      {0, 0, 0},       {32, 32, 32},    {64, 64, 64},   {128, 128, 128}, {170, 170, 170}, {192, 192, 192},
      {230, 230, 230}, {255, 255, 255}, {255, 0, 0},    {0, 255, 0},     {0, 0, 255},     {255, 255, 0},
      {0, 255, 255},   {255, 0, 255},   {142, 170, 60}, {20, 60, 110},   {200, 150, 120}, {150, 100, 80},
      {90, 60, 50},    {230, 190, 160}, {60, 120, 60},  {120, 30, 40},   {30, 40, 120},   {180, 180, 20},
      {0, 170, 0},     {170, 0, 0},     {0, 0, 170},    {100, 150, 200}, {200, 100, 150}, {50, 80, 90},
      {250, 200, 100}, {10, 20, 15}};
  Image8 card(128, 64, 3);
  for (int y = 0; y < 64; ++y) {
    for (int x = 0; x < 128; ++x) {
      for (int c = 0; c < 3; ++c) card.at(x, y, c) = kPatches[y / 16 * 8 + x / 16][c];
    }
  }
  return card;
}

Image8 frame(int index, int width, int height, bool alpha) {
  Image8 out(width, height, alpha ? 4 : 3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      out.at(x, y, 0) = static_cast<std::uint8_t>(128 + 100 * std::sin((x + 3 * index) * 0.05));
      out.at(x, y, 1) = static_cast<std::uint8_t>(128 + 100 * std::sin((y + 2 * index) * 0.07));
      out.at(x, y, 2) = static_cast<std::uint8_t>(60 + index % 120);
      if (alpha) out.at(x, y, 3) = (x / 16 + y / 16 + index / 4) % 2 == 0 ? 255 : 0;
    }
  }
  return out;
}

const Ffmpeg& ffmpeg() {
  static const auto found = findFfmpeg();
  if (!found) qFatal("%s", found.error().message.c_str());
  return *found;
}

Result<void> encodeSegments(const FilmSettings& settings, const std::vector<int>& lengths,
                            const std::filesystem::path& folder) {
  int first = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    const auto file = segmentFile(folder, settings.format, static_cast<int>(i));
    const int end = first + lengths[i];
    if (!std::filesystem::exists(file)) {
      auto encoder = SegmentEncoder::start(ffmpeg(), settings, file);
      if (!encoder) return tl::unexpected(encoder.error());
      for (int f = first; f < end; ++f) {
        auto written = (*encoder)->write(frame(f, settings.width, settings.height, settings.alpha));
        if (!written) return written;
      }
      auto finished = (*encoder)->finish();
      if (!finished) return finished;
    }
    first = end;
  }
  return {};
}

Result<FilmWritten> makeFilm(const FilmSettings& settings, const std::vector<int>& lengths,
                             const std::filesystem::path& file, const std::string& xmp) {
  const QTemporaryDir work;
  const std::filesystem::path folder = work.path().toStdString();
  return encodeSegments(settings, lengths, folder).and_then([&] {
    return joinSegments(ffmpeg(), settings, folder, lengths, file, xmp);
  });
}

std::vector<Image8> decoded(const std::filesystem::path& film, bool alpha) {
  if (isWebp(film)) return decodedWebp(film, alpha);
  const QJsonObject info = stream(film);
  QStringList arguments{"-v", "error", "-nostdin"};
  // ffmpeg's own VP9 decoder knows no alpha.
  if (info["codec_name"] == "vp9")
    arguments << "-c:v"
              << "libvpx-vp9";
  arguments << "-i" << text(film) << "-vsync"
            << "passthrough"
            << "-pix_fmt" << (alpha ? "rgba" : "rgb24") << "-f"
            << "rawvideo"
            << "-";
  const QByteArray raw = run("ffmpeg", arguments);
  Image8 out(info["width"].toInt(), info["height"].toInt(), alpha ? 4 : 3);
  std::vector<Image8> frames;
  for (qsizetype at = 0; !out.empty() && at + static_cast<qsizetype>(out.size()) <= raw.size();
       at += static_cast<qsizetype>(out.size())) {
    std::copy_n(raw.constData() + at, out.size(), reinterpret_cast<char*>(out.data()));
    frames.push_back(out);
  }
  return frames;
}

std::vector<double> times(const std::filesystem::path& film) {
  std::vector<double> all;
  double end = 0;
  if (isWebp(film)) {
    WebpFrames webp(film);
    std::uint8_t* rgba = nullptr;
    for (int ms = 0; webp.next(&rgba, &ms); end = ms / 1000.0) all.push_back(end);
  } else {
    const QByteArray lines = run("ffprobe", {"-v", "error", "-select_streams", "v:0", "-show_entries",
                                             "packet=pts_time,duration_time", "-of", "csv=p=0", text(film)});
    for (const QByteArray& line : lines.split('\n')) {
      if (line.isEmpty()) continue;
      const QList<QByteArray> fields = line.split(',');
      all.push_back(fields[0].toDouble());
      end = std::max(end, all.back() + fields[1].toDouble());
    }
    std::sort(all.begin(), all.end());
  }
  all.push_back(end);
  return all;
}

QJsonObject stream(const std::filesystem::path& film) {
  const QByteArray json = run("ffprobe", {"-v", "error", "-show_streams", "-of", "json", text(film)});
  return QJsonDocument::fromJson(json)["streams"][0].toObject();
}

double difference(const Image8& a, const Image8& b, int first, int last) {
  double sum = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      for (int c = first; c <= last; ++c) sum += std::abs(a.at(x, y, c) - b.at(x, y, c));
    }
  }
  return sum / (a.width() * a.height() * (last - first + 1));
}

QByteArray bytesOf(const std::filesystem::path& file) {
  QFile in(text(file));
  return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

std::string packet(const std::string& recipe) {
  return xmpPacket({.recipeJson = recipe}).value();
}

}  // namespace films
