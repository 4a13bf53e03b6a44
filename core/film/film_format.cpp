#include "core/film/film_format.h"

#include <algorithm>
#include <cctype>

namespace mien {
namespace {

using enum FilmFormat;

const std::vector<FilmFormatInfo>& table() {
  static const std::vector<FilmFormatInfo> formats{
      {.format = Mp4H264,
       .id = "mp4-h264",
       .label = "MP4 (H.264)",
       .extension = ".mp4",
       .codec = "h264",
       .encoders = {{"libx264"}},
       .subsampled = true,
       .copied = true,
       .holdsXmp = true,
       .usesQuality = true},
      {.format = Mp4H265,
       .id = "mp4-h265",
       .label = "MP4 (H.265)",
       .extension = ".mp4",
       .codec = "h265",
       .encoders = {{"libx265"}},
       .subsampled = true,
       .copied = true,
       .holdsXmp = true,
       .usesQuality = true},
      {.format = WebmVp9,
       .id = "webm-vp9",
       .label = "WebM (VP9)",
       .extension = ".webm",
       .codec = "vp9",
       .encoders = {{"libvpx-vp9"}},
       .alpha = true,
       .subsampled = true,
       .copied = true,
       .usesQuality = true},
      {.format = WebmAv1,
       .id = "webm-av1",
       .label = "WebM (AV1)",
       .extension = ".webm",
       .codec = "av1",
       .encoders = {{"libsvtav1", "libaom-av1"}},
       .subsampled = true,
       .copied = true,
       .usesQuality = true},
      {.format = MovProres,
       .id = "mov-prores",
       .label = "MOV (ProRes 4444)",
       .extension = ".mov",
       .codec = "prores",
       .encoders = {{"prores_ks"}},
       .alpha = true,
       .copied = true,
       .holdsXmp = true,
       .usesQuality = true},
      {.format = Gif,
       .id = "gif",
       .label = "GIF",
       .extension = ".gif",
       .codec = "gif",
       .encoders = {{"ffv1"}, {"png"}, {"gif"}},
       .alpha = true,
       .holdsXmp = true,
       .loops = true,
       .maxFps = 50},
      {.format = Apng,
       .id = "apng",
       .label = "Animated PNG",
       .extension = ".png",
       .codec = "apng",
       .encoders = {{"ffv1"}, {"apng"}},
       .alpha = true,
       .holdsXmp = true,
       .loops = true},
      {.format = Webp,
       .id = "webp",
       .label = "Animated WebP",
       .extension = ".webp",
       .codec = "webp",
       .encoders = {{"ffv1"}, {"libwebp_anim"}},
       .alpha = true,
       .holdsXmp = true,
       .usesQuality = true,
       .loops = true},
      {.format = PngSequence,
       .id = "png-sequence",
       .label = "Folder of PNG pictures",
       .extension = "",
       .codec = "png",
       .encoders = {},
       .alpha = true,
       .holdsXmp = true},
  };
  return formats;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

tl::unexpected<Error> wrong(const std::string& what) {
  return fail(ErrorKind::Usage, what + ".");
}

}  // namespace

std::span<const FilmFormatInfo> filmFormats() {
  return table();
}

const FilmFormatInfo& infoOf(FilmFormat format) {
  return table()[static_cast<std::size_t>(format)];
}

bool isCodedInTheEnd(FilmFormat format) {
  return !infoOf(format).copied && format != PngSequence;
}

std::optional<FilmFormat> filmFormatById(std::string_view id) {
  for (const auto& info : table()) {
    if (info.id == id) return info.format;
  }
  return std::nullopt;
}

Result<FilmFormat> filmFormatFor(const std::filesystem::path& file, std::string_view codec) {
  if (file.empty()) return wrong("The film has no name: give one");
  const std::string extension = lower(file.extension().string());
  const std::string name = lower(std::string(codec));
  const auto isExtension = [&](const FilmFormatInfo& info) {
    return !info.extension.empty() && info.extension == lower(file.filename().string());
  };
  if (std::any_of(table().begin(), table().end(), isExtension))
    return wrong("\"" + file.filename().string() + "\" is an extension alone: give the film a name before it");
  std::string extensions;
  std::string codecs;
  for (const auto& info : table()) {
    if (info.extension == extension) {
      if (name.empty() || info.codec == name) return info.format;
      codecs += (codecs.empty() ? "" : ", ") + std::string(info.codec);
    }
    if (!info.extension.empty() && extensions.find(info.extension) == std::string::npos) {
      extensions += (extensions.empty() ? "" : ", ") + std::string(info.extension);
    }
  }
  if (codecs.empty()) {
    return wrong("\"" + file.filename().string() + "\" names no kind of film: choose one of " + extensions +
                 ", or a name without an extension for a folder of PNG pictures");
  }
  return wrong("\"" + std::string(codec) + "\" is no codec of " + (extension.empty() ? "a folder" : extension) +
               " films: choose one of " + codecs);
}

int heldFps(FilmFormat format, int fps) {
  return std::min(fps, infoOf(format).maxFps);
}

Result<void> checkFilmSettings(const FilmSettings& s) {
  const FilmFormatInfo& info = infoOf(s.format);
  const std::string label(info.label);
  constexpr int kMinSide = 16;
  constexpr int kMaxSide = 8192;
  if (std::min(s.width, s.height) < kMinSide || std::max(s.width, s.height) > kMaxSide) {
    return wrong("A film's frames have 16 to 8192 pixels a side, not " + std::to_string(s.width) + " x " +
                 std::to_string(s.height) + ": choose another size");
  }
  if (s.alpha && !info.alpha) return wrong(label + " holds no transparency: choose WebM (VP9), MOV, APNG, WebP or GIF");
  if (std::find(std::begin(kFilmRates), std::end(kFilmRates), s.fps) == std::end(kFilmRates)) {
    return wrong("A film has 24, 25, 30, 50 or 60 frames a second, not " + std::to_string(s.fps));
  }
  if (s.fps > info.maxFps) {
    return wrong(label + " holds at most " + std::to_string(info.maxFps) + " frames a second: choose fewer");
  }
  if (s.quality < 1 || s.quality > 100) {
    return wrong("The quality is " + std::to_string(s.quality) + ", but must be 1 to 100");
  }
  return {};
}

}  // namespace mien
