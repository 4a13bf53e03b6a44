#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QMetaType>
#include <QString>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/image.h"
#include "core/film/join.h"
#include "core/film/segment_encoder.h"

Q_DECLARE_METATYPE(mien::FilmFormat)

/// Small films and other programs' view of them.
namespace films {

/// Grey steps and colours in patches of 16 x 16 pixels; 128 x 64, RGB.
mien::Image8 colourCard();

/// Frame `index` of a moving picture; with alpha a see-through chequer of 16 pixels a field that also moves.
mien::Image8 frame(int index, int width, int height, bool alpha);

/// The ffmpeg that the tests use, found once.
const mien::Ffmpeg& ffmpeg();

/// Codes the segments that do not exist yet, of these lengths and of frame(), into `folder`.
mien::Result<void> encodeSegments(const mien::FilmSettings& settings, const std::vector<int>& lengths,
                                  const std::filesystem::path& folder);

/// encodeSegments and joinSegments, with a fresh work folder.
mien::Result<mien::FilmWritten> makeFilm(const mien::FilmSettings& settings, const std::vector<int>& lengths,
                                         const std::filesystem::path& file, const std::string& xmp = {});

/// All frames as another decoder sees them, RGB or RGBA; frames of the size of the first.
std::vector<mien::Image8> decoded(const std::filesystem::path& film, bool alpha);

/// Each frame's time in seconds, and last the film's end.
std::vector<double> times(const std::filesystem::path& film);

/// ffprobe's words on the first stream.
QJsonObject stream(const std::filesystem::path& film);

/// Mean difference of the channels first..last of two pictures.
double difference(const mien::Image8& a, const mien::Image8& b, int first, int last);

QByteArray bytesOf(const std::filesystem::path& file);

/// A packet that carries `text` as mien:Recipe.
std::string packet(const std::string& text);

}  // namespace films
