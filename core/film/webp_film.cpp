#include "core/film/webp_film.h"

#include <cerrno>

#include "core/film/arguments.h"
#include "core/film/ffmpeg_error.h"
#include "core/film/webp_chunks.h"

namespace mien::film {
namespace {

namespace fs = std::filesystem;

// Before a frame's picture in its chunk: its place and its sides, its time, its flags.
constexpr std::size_t kTime = 12;
constexpr std::size_t kFlags = 15;
constexpr std::size_t kFrameHead = 16;
constexpr unsigned char kNotBlended = 2;

/// Of a frame that covers all.
std::string wholePlace(const FilmSettings& s) {
  return little(0, 3) + little(0, 3) + little(static_cast<std::uint64_t>(s.width - 1), 3) +
         little(static_cast<std::uint64_t>(s.height - 1), 3);
}

struct Chunk {
  std::string name;
  std::string bytes;
};

/// False after the last.
bool next(std::ifstream& in, Chunk& chunk) {
  std::string head(kChunkHead, '\0');
  if (!in.read(head.data(), static_cast<std::streamsize>(head.size()))) return false;
  chunk.name = head.substr(0, 4);
  const std::uint64_t length = numberIn(std::string_view(head).substr(4));
  chunk.bytes.resize(length + length % 2);
  return static_cast<bool>(in.read(chunk.bytes.data(), static_cast<std::streamsize>(chunk.bytes.size())));
}

}  // namespace

WebpFilm::WebpFilm(const FilmSettings& settings, const fs::path& part, fs::path file)
    : settings_(settings), file_(std::move(file)), out_(part, std::ios::binary | std::ios::trunc) {
  constexpr unsigned char kAnimated = 2;
  constexpr unsigned char kAlpha = 16;
  out_ << "RIFF" << little(0) << "WEBP";
  out_ << "VP8X" << little(kExtendedLength) << little(settings.alpha ? kAnimated | kAlpha : kAnimated)
       << wholePlace(settings).substr(6);
  out_ << "ANIM" << little(6) << little(0xFFFFFFFF) << little(settings.loop ? 0 : 1, 2);
}

Result<void> WebpFilm::add(const fs::path& piece, int frames) {
  std::ifstream in(piece, std::ios::binary);
  in.seekg(kWebpHead);
  const std::int64_t end = frames_ + frames;
  std::string waiting;  // a frame; for how long libwebp says, but for the last one it guesses
  std::int64_t until = end;
  std::string picture;  // of a piece whose frames are all alike, which is no film
  bool whole = true;
  for (Chunk chunk; next(in, chunk);) {
    if (chunk.name == "ANMF" && chunk.bytes.size() > kFrameHead) {
      if (waiting.empty()) {
        whole = chunk.bytes.starts_with(wholePlace(settings_));
        chunk.bytes[kFlags] = static_cast<char>(static_cast<unsigned char>(chunk.bytes[kFlags]) | kNotBlended);
      } else {
        put(std::move(waiting), until);
      }
      until = frames_ +
              static_cast<std::int64_t>(numberIn(std::string_view(chunk.bytes).substr(kTime, 3)) + kPieceFrameMs / 2) /
                  kPieceFrameMs;
      waiting = std::move(chunk.bytes);
    } else if (chunk.name == "ALPH" || chunk.name == "VP8 " || chunk.name == "VP8L") {
      picture += chunk.name + little(chunk.bytes.size()) + chunk.bytes;
    }
  }
  if (waiting.empty() && !picture.empty())
    waiting = wholePlace(settings_) + little(0, 3) + little(kNotBlended, 1) + picture;
  if (waiting.empty() || !whole || frames_ >= end)
    return fail(ErrorKind::Internal, "ffmpeg has written no whole WebP.");
  put(std::move(waiting), end);
  if (out_) return {};
  return failed();
}

tl::unexpected<Error> WebpFilm::failed() const {
  if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) return diskFull(file_);
  return fail(ErrorKind::Disk, file_.string() + " can't be written: choose another disk.");
}

void WebpFilm::put(std::string frame, std::int64_t end) {
  // Rounded such that no error adds up.
  const auto at = [&](std::int64_t n) { return (n * 1000 + settings_.fps / 2) / settings_.fps; };
  frame.replace(kTime, 3, little(static_cast<std::uint64_t>(at(end) - at(frames_)), 3));
  out_ << "ANMF" << little(frame.size()) << frame;
  frames_ = end;
}

Result<void> WebpFilm::finish() {
  const auto size = static_cast<std::uint64_t>(out_.tellp());
  if (size > kMostWebp) return tooLargeForWebp(file_);
  out_.seekp(kChunkHead - 4);
  out_ << little(size - kChunkHead);
  out_.close();
  if (out_) return {};
  return failed();
}

}  // namespace mien::film
