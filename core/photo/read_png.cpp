#include <png.h>

#include <bit>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include "core/photo/canvas.h"
#include "core/photo/orientation.h"
#include "core/photo/png_profile.h"
#include "core/photo/reader.h"

namespace mien::photo {
namespace {

/// libpng's state and where to go when it gives up. Everything with a destructor lives here, outside longjmp's reach.
struct Session {
  png_structp png = nullptr;
  png_infop info = nullptr;
  Bytes rest;
  std::jmp_buf giveUp{};
  char message[128] = {};
  std::optional<Canvas> canvas;
  std::unique_ptr<std::uint8_t[]> pixels;  ///< one row, or the whole picture when it is interlaced
  std::vector<png_bytep> rows;
  Session() = default;
  Session(const Session&) = delete;
  ~Session() { png_destroy_read_struct(&png, &info, nullptr); }
};

[[noreturn]] void giveUp(png_structp png, png_const_charp message) {
  auto* session = static_cast<Session*>(png_get_error_ptr(png));
  std::snprintf(session->message, sizeof session->message, "%s", message);
  std::longjmp(session->giveUp, 1);
}

void ignoreWarning(png_structp, png_const_charp) {}

void readBytes(png_structp png, png_bytep to, std::size_t count) {
  auto* session = static_cast<Session*>(png_get_io_ptr(png));
  if (session->rest.size() < count) png_error(png, "the file ends early");
  std::memcpy(to, session->rest.data(), count);
  session->rest = session->rest.subspan(count);
}

/// Runs `step`, false when libpng gave up. `step` must hold nothing with a destructor.
template <class Step>
bool guarded(Session& session, Step step) {
  if (setjmp(session.giveUp) != 0) return false;
  step();
  return true;
}

void readHeader(Session& s, Bytes bytes) {
  s.info = png_create_info_struct(s.png);
  if (s.info == nullptr) png_error(s.png, "there is not enough memory");
  s.rest = bytes;
  png_set_read_fn(s.png, &s, readBytes);
  // The caller's sentence about size is better than libpng's; its own limits stay far behind ours.
  png_set_user_limits(s.png, 0x7FFFFFFF, 0x7FFFFFFF);
  png_set_chunk_malloc_max(s.png, 8U << 20);
  png_set_chunk_cache_max(s.png, 64);
  // Text may unpack to megabytes and is of no use here.
  static constexpr png_byte kText[] = "tEXt\0zTXt\0iTXt";
  png_set_keep_unknown_chunks(s.png, PNG_HANDLE_CHUNK_NEVER, kText, 3);
  png_read_info(s.png, s.info);
}

Samples chooseSamples(Session& s) {
  const int colour = png_get_color_type(s.png, s.info);
  const bool transparent = png_get_valid(s.png, s.info, PNG_INFO_tRNS) != 0;
  png_set_expand(s.png);  // palette to RGB, few bits to 8, tRNS to alpha
  const int bits = png_get_bit_depth(s.png, s.info) == 16 ? 16 : 8;
  if (bits == 16 && std::endian::native == std::endian::little) png_set_swap(s.png);
  return {(colour & PNG_COLOR_MASK_COLOR) != 0 ? Samples::Kind::Rgb : Samples::Kind::Grey,
          (colour & PNG_COLOR_MASK_ALPHA) != 0 || transparent, bits};
}

void readRows(Session& s, std::size_t rowBytes) {
  const int height = s.canvas->height();
  if (png_get_interlace_type(s.png, s.info) == PNG_INTERLACE_NONE) {
    for (int y = 0; y < height; ++y) {
      png_read_row(s.png, s.pixels.get(), nullptr);
      s.canvas->put(y, s.pixels.get());
    }
  } else {
    for (int y = 0; y < height; ++y)
      s.rows[static_cast<std::size_t>(y)] = s.pixels.get() + rowBytes * static_cast<std::size_t>(y);
    png_read_image(s.png, s.rows.data());
    for (int y = 0; y < height; ++y) s.canvas->put(y, s.rows[static_cast<std::size_t>(y)]);
  }
  png_read_end(s.png, s.info);
}

int orientationOf(Session& s) {
  png_uint_32 length = 0;
  png_bytep exif = nullptr;
  if (png_get_eXIf_1(s.png, s.info, &length, &exif) == 0 || exif == nullptr) return 1;
  return exifOrientation({exif, length});
}

}  // namespace

Picture readPng(Bytes bytes, const ReadLimits& limits) {
  Session s;
  s.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &s, giveUp, ignoreWarning);
  if (s.png == nullptr) throw std::bad_alloc();
  const auto check = [&](bool done) {
    if (!done) throw Refused(std::string("it is damaged or cut off (") + s.message + "); get it again from its source");
  };
  check(guarded(s, [&] { readHeader(s, bytes); }));
  checkSize(png_get_image_width(s.png, s.info), png_get_image_height(s.png, s.info), bytes, limits);

  Samples samples;
  check(guarded(s, [&] {
    samples = chooseSamples(s);
    if (png_get_interlace_type(s.png, s.info) != PNG_INTERLACE_NONE) png_set_interlace_handling(s.png);
    png_read_update_info(s.png, s.info);
  }));
  const auto width = static_cast<int>(png_get_image_width(s.png, s.info));
  const auto height = static_cast<int>(png_get_image_height(s.png, s.info));
  const std::size_t rowBytes = png_get_rowbytes(s.png, s.info);
  if (rowBytes != samples.pixelBytes() * static_cast<std::size_t>(width)) {
    throw Refused("its pixels are laid out in a way that is not known here; save it again");
  }
  const bool whole = png_get_interlace_type(s.png, s.info) != PNG_INTERLACE_NONE;
  // Not filled: memory that no decoded byte touches is never really taken.
  s.pixels =
      std::make_unique_for_overwrite<std::uint8_t[]>(whole ? rowBytes * static_cast<std::size_t>(height) : rowBytes);
  s.rows.resize(whole ? static_cast<std::size_t>(height) : 0);
  s.canvas.emplace(width, height, samples, pngProfile(s.png, s.info));
  check(guarded(s, [&] { readRows(s, rowBytes); }));
  return {s.canvas->take(), orientationOf(s)};
}

}  // namespace mien::photo
