#include "core/film/arguments.h"

#include <cmath>
#include <cstdio>

namespace mien::film {
namespace {

namespace fs = std::filesystem;

void add(Arguments& to, const Arguments& more) {
  to.insert(to.end(), more.begin(), more.end());
}

/// A path may look like a protocol ("a:b"), an option ("-y") or a pattern; with the protocol's name it is a path.
std::string asFile(const fs::path& path) {
  return "file:" + path.string();
}

Arguments start(const Ffmpeg& ffmpeg) {
  return {ffmpeg.program.string(), "-hide_banner", "-loglevel", "error", "-nostats", "-nostdin", "-y"};
}

/// Nothing that tells when, where or with which version a film was made.
Arguments anonymous(const char* metadataOf = "-1") {
  return {"-map_metadata", metadataOf, "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"};
}

std::string number(double value) {
  return std::to_string(static_cast<int>(std::lround(value)));
}

/// The codec and its quality. The scales are such that 80 is good to look at and 100 is hard to tell from the source.
Arguments coder(const Ffmpeg& ffmpeg, const FilmSettings& s) {
  const int q = s.quality;
  const std::string keyframes = std::to_string(2 * s.fps);  // of at most 2 s, so that players can jump
  switch (s.format) {
    case FilmFormat::Mp4H264:
      return {"-c:v", "libx264", "-preset", "medium", "-crf", number(45 - 0.33 * q), "-g", keyframes};
    case FilmFormat::Mp4H265:
      return {"-c:v", "libx265", "-preset",      "medium",          "-crf",   number(47 - 0.33 * q),
              "-g",   keyframes, "-x265-params", "log-level=error", "-tag:v", "hvc1"};  // Apple's players want this tag
    case FilmFormat::WebmVp9: {
      Arguments out{"-c:v",    "libvpx-vp9", "-crf", number(63 - 0.5 * q), "-b:v", "0", "-g",
                    keyframes, "-deadline",  "good", "-cpu-used",          "4"};
      if (s.alpha) add(out, {"-auto-alt-ref", "0"});  // libvpx can't hide frames of a film with alpha
      return out;
    }
    case FilmFormat::WebmAv1: {
      // SVT-AV1 takes 64 pixels a side and more.
      const bool svt = ffmpeg.encoders.contains("libsvtav1") && s.width >= 64 && s.height >= 64;
      if (svt || !ffmpeg.encoders.contains("libaom-av1")) {
        return {"-c:v", "libsvtav1", "-preset", "8", "-crf", number(63 - 0.5 * q), "-g", keyframes};
      }
      return {"-c:v", "libaom-av1", "-cpu-used", "6", "-crf", number(63 - 0.5 * q), "-b:v", "0", "-g", keyframes};
    }
    case FilmFormat::MovProres:
      return {"-c:v", "prores_ks", "-profile:v", "4444", "-vendor", "apl0", "-q:v", number(1 + (100 - q) / 8.0)};
    case FilmFormat::Gif:
    case FilmFormat::Apng:
    case FilmFormat::Webp:
    case FilmFormat::PngSequence:
      break;
  }
  // Lossless, every frame by itself.
  return {"-c:v", "ffv1", "-level", "3", "-g", "1", "-slices", "4"};
}

/// The final pixels of a segment, from rgb24 or rgba.
std::string pixels(const FilmSettings& s) {
  const FilmFormatInfo& info = infoOf(s.format);
  if (!info.copied) return s.alpha ? "format=bgra" : "format=bgr0";
  std::string chain;
  if (info.subsampled && (s.width % 2 != 0 || s.height % 2 != 0)) {
    // fillborders needs planes of one size, as gbrp has.
    chain += s.alpha ? "format=gbrap," : "format=gbrp,";
    chain += "pad=ceil(iw/2)*2:ceil(ih/2)*2,fillborders=right=" + std::to_string(s.width % 2) +
             ":bottom=" + std::to_string(s.height % 2) + ":mode=smear,";
  }
  // swscale's default is the matrix of standard definition, which players don't expect. Area: a chroma sample is the
  // mean of its four pixels and lies between them, as the tag below says.
  chain += "scale=out_color_matrix=bt709:out_range=tv:flags=area+accurate_rnd+full_chroma_int+full_chroma_inp,format=";
  if (s.format == FilmFormat::MovProres) {
    chain += s.alpha ? "yuva444p10le" : "yuv444p10le";
  } else {
    chain += s.alpha ? "yuva420p" : "yuv420p";
  }
  return chain + ",setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=iec61966-2-1";
}

/// Frames are sRGB, and the tags say so: matrix and primaries are those of BT.709, which are sRGB's, the transfer is
/// sRGB's own. A player that manages colours (macOS, browsers, mpv) then shows the same values as for a PNG; tagged
/// with BT.709's transfer, macOS would show them lighter. A player that manages nothing does right with either.
const Arguments kColourTags{"-colorspace",  "bt709", "-color_primaries",        "bt709", "-color_trc", "iec61966-2-1",
                            "-color_range", "tv",    "-chroma_sample_location", "center"};

/// The container of segments and, where they are copied, of the film.
Arguments container(const FilmSettings& s) {
  // Ticks of which every frame takes a whole number.
  const Arguments ticks{"-video_track_timescale", std::to_string(s.fps * 512)};
  switch (s.format) {
    case FilmFormat::Mp4H264:
    case FilmFormat::Mp4H265: {
      Arguments out{"-movflags", "+faststart"};
      add(out, ticks);
      add(out, {"-f", "mp4"});
      return out;
    }
    case FilmFormat::MovProres: {
      Arguments out{"-movflags", "+faststart"};
      add(out, ticks);
      add(out, {"-f", "mov"});
      return out;
    }
    case FilmFormat::WebmVp9:
    case FilmFormat::WebmAv1:
      return {"-f", "webm"};
    case FilmFormat::Gif:
      return {"-f", "gif", "-loop", s.loop ? "0" : "-1"};
    case FilmFormat::Apng:
      return {"-f", "apng", "-plays", s.loop ? "0" : "1"};
    case FilmFormat::Webp:
    case FilmFormat::PngSequence:
      break;
  }
  return {};
}

/// How far it is stands in its output, in lines of "frame=…".
Arguments counted(const Ffmpeg& ffmpeg) {
  Arguments out = start(ffmpeg);
  add(out, {"-progress", "pipe:1", "-stats_period", "0.2"});
  return out;
}

/// Whole films.
Arguments listed(const Ffmpeg& ffmpeg) {
  Arguments out = counted(ffmpeg);
  add(out, {"-f", "concat", "-safe", "0", "-i", asFile(kListName)});
  return out;
}

/// Numbers the frames anew: Matroska's milliseconds are too coarse to start from.
std::string exactTimes(const FilmSettings& s) {
  return "settb=1/" + std::to_string(s.fps) + ",setpts=N";
}

/// ffmpeg's GIF coder takes a frame away before the next one only when it is see-through somewhere; else it would shine
/// through the next one's holes. So each frame has a hole, in its last corner. (drawbox crashes on pixels with alpha
/// in ffmpeg 5.1.)
constexpr const char* kSeeThroughPixel =
    ",format=bgra,split[c][m];[m]alphaextract,drawbox=x=iw-1:y=ih-1:w=1:h=1:color=black:t=fill[k];[c][k]alphamerge";

/// libwebp cuts a film's first frame down to what of it is not see-through, but a piece's first frame must cover what
/// the piece before it has left: it gets two corners that are next to see-through.
constexpr const char* kNoEmptyCorners =
    ",geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='max(alpha(X,Y),eq(X+Y,0)+eq(X+Y,W+H-2))':enable='eq(n,0)'";

}  // namespace

std::string segmentName(FilmFormat format, int index) {
  const FilmFormatInfo& info = infoOf(format);
  char name[32];
  std::snprintf(name, sizeof name, "segment-%06d%s", index, info.copied ? info.extension.data() : ".mkv");
  return name;
}

Arguments segmentArguments(const Ffmpeg& ffmpeg, const FilmSettings& s, FrameSource source, const fs::path& part) {
  Arguments out = start(ffmpeg);
  const std::string rate = std::to_string(s.fps);
  std::string chain = s.alpha ? "format=rgba," : "format=rgb24,";
  if (source == FrameSource::Raw) {
    add(out, {"-f", "rawvideo", "-pix_fmt", s.alpha ? "rgba" : "rgb24", "-video_size",
              std::to_string(s.width) + "x" + std::to_string(s.height)});
  } else {
    add(out, {"-xerror", "-err_detect", "explode", "-f", "image2pipe", "-c:v", "png"});  // no damaged frame is left out
  }
  if (source == FrameSource::PngOverWhite) {
    // Colour times alpha, plus what alpha leaves of white; overlay crashes on these pixels in ffmpeg 5.1.
    chain =
        "format=gbrap,split[a][b];[a]premultiply=inplace=1,format=gbrp[p];[b]alphaextract,negate,format=gbrp[n];"
        "[p][n]blend=all_mode=addition," +
        chain;
  }
  add(out, {"-framerate", rate, "-i", "pipe:0", "-vf", chain + pixels(s)});
  add(out, coder(ffmpeg, s));
  if (infoOf(s.format).copied) add(out, kColourTags);
  add(out, anonymous());
  add(out, infoOf(s.format).copied ? container(s) : Arguments{"-f", "matroska"});
  out.push_back(asFile(part));
  return out;
}

std::string concatList(const FilmSettings& s, std::span<const int> frames) {
  std::string list = "ffconcat version 1.0\n";
  const auto microseconds = [&](std::int64_t frame) { return (frame * 1'000'000 + s.fps / 2) / s.fps; };
  std::int64_t at = 0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    // The demuxer counts microseconds: each duration is rounded such that no error adds up.
    const std::int64_t length = microseconds(at + frames[i]) - microseconds(at);
    at += frames[i];
    char duration[40];
    std::snprintf(duration, sizeof duration, "%lld.%06lld", static_cast<long long>(length / 1'000'000),
                  static_cast<long long>(length % 1'000'000));
    list += "file " + segmentName(s.format, static_cast<int>(i)) + "\nduration " + duration + "\n";
  }
  return list;
}

Arguments paletteArguments(const Ffmpeg& ffmpeg, const FilmSettings& s) {
  Arguments out = listed(ffmpeg);
  // The palette is one frame at the very end: what counts those that went in is an output into nowhere, the first one.
  add(out, {"-filter_complex",
            std::string("[0:v]split[n][f];[f]palettegen=stats_mode=full:reserve_transparent=") + (s.alpha ? "1" : "0") +
                "[p]",
            "-map", "[n]", "-f", "null", "-", "-map", "[p]", "-frames:v", "1", "-c:v", "png", "-f", "image2", "-update",
            "1", asFile(kPaletteName)});
  return out;
}

Arguments pieceArguments(const Ffmpeg& ffmpeg, const FilmSettings& s, int index) {
  Arguments out = counted(ffmpeg);
  const std::string rate = std::to_string(1000 / kPieceFrameMs);
  add(out, {"-i", asFile(segmentName(s.format, index)), "-vf",
            "settb=1/" + rate + ",setpts=N" + (s.alpha ? kNoEmptyCorners : "") + ",format=bgra", "-r", rate, "-c:v",
            "libwebp_anim", "-lossless", s.quality == 100 ? "1" : "0", "-quality", std::to_string(s.quality)});
  add(out, anonymous());
  add(out, {"-f", "webp", asFile(kPieceName)});
  return out;
}

std::string ffmetadata(std::string_view xmp) {
  std::string text = ";FFMETADATA1\nxmp=";
  for (const char c : xmp) {
    if (std::string_view("=;#\\\n").find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return text + "\n";
}

Arguments joinArguments(const Ffmpeg& ffmpeg, const FilmSettings& s, const fs::path& part, bool withWords) {
  Arguments out = listed(ffmpeg);
  if (withWords) add(out, {"-f", "ffmetadata", "-i", asFile(kWordsName)});
  const std::string rate = std::to_string(s.fps);
  switch (s.format) {
    case FilmFormat::Mp4H265:
      add(out, {"-map", "0:v:0", "-c", "copy", "-tag:v", "hvc1"});
      break;
    case FilmFormat::WebmVp9:
    case FilmFormat::WebmAv1:
      // Packets are frames in order here; numbering them anew keeps each within half a millisecond of its time.
      add(out, {"-map", "0:v:0", "-c", "copy", "-bsf:v", "setts=ts=round(N*1000/" + rate + ")"});
      break;
    case FilmFormat::Gif:
      // Ordered dither: it holds still from frame to frame, and the file is half of what error diffusion makes it.
      add(out, {"-i", asFile(kPaletteName), "-lavfi",
                "[0:v]" + exactTimes(s) + (s.alpha ? kSeeThroughPixel : "") +
                    "[f];[f][1:v]paletteuse=dither=bayer:bayer_scale=3:diff_mode=rectangle",
                "-r", rate, "-c:v", "gif"});
      break;
    case FilmFormat::Apng:
      // Tagged as sRGB, and predicted as PNG pictures usually are.
      add(out, {"-vf",
                exactTimes(s) + (s.alpha ? ",format=rgba" : ",format=rgb24") +
                    ",setparams=color_primaries=bt709:color_trc=iec61966-2-1",
                "-r", rate, "-c:v", "apng", "-pred", "mixed"});
      break;
    case FilmFormat::Mp4H264:
    case FilmFormat::MovProres:
    case FilmFormat::Webp:
    case FilmFormat::PngSequence:
      add(out, {"-map", "0:v:0", "-c", "copy"});
      break;
  }
  add(out, anonymous(withWords ? "1" : "-1"));
  // The copied stream's own tag is gone with the others, and browsers go by it.
  if (s.format == FilmFormat::WebmVp9 && s.alpha) add(out, {"-metadata:s:v:0", "alpha_mode=1"});
  add(out, container(s));
  out.push_back(asFile(part));
  return out;
}

}  // namespace mien::film
