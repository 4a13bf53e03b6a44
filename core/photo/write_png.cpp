#include <png.h>

#include <bit>
#include <csetjmp>
#include <cstdio>
#include <string>

#include "core/photo/writer.h"

namespace mien::photo {
namespace {

struct Session {
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::vector<std::uint8_t> out;
  bool outOfMemory = false;
  std::jmp_buf giveUp{};
  char message[128] = {};
  Session() = default;
  Session(const Session&) = delete;
  ~Session() { png_destroy_write_struct(&png, &info); }
};

[[noreturn]] void giveUp(png_structp png, png_const_charp message) {
  auto* session = static_cast<Session*>(png_get_error_ptr(png));
  std::snprintf(session->message, sizeof session->message, "%s", message);
  std::longjmp(session->giveUp, 1);
}

void ignoreWarning(png_structp, png_const_charp) {}

void writeBytes(png_structp png, png_bytep data, std::size_t count) {
  auto* session = static_cast<Session*>(png_get_io_ptr(png));
  try {
    session->out.insert(session->out.end(), data, data + count);
  } catch (const std::bad_alloc&) {
    session->outOfMemory = true;
  }
  if (session->outOfMemory) png_error(png, "there is not enough memory");
}

void flushNothing(png_structp) {}

void writeAll(Session& s, const Pixels& pixels, const std::string& xmp) {
  s.info = png_create_info_struct(s.png);
  if (s.info == nullptr) png_error(s.png, "there is not enough memory");
  png_set_write_fn(s.png, &s, writeBytes, flushNothing);
  png_set_user_limits(s.png, 0x7FFFFFFF, 0x7FFFFFFF);
  png_set_IHDR(s.png, s.info, static_cast<png_uint_32>(pixels.width), static_cast<png_uint_32>(pixels.height),
               pixels.bits, pixels.channels == 4 ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_sRGB_gAMA_and_cHRM(s.png, s.info, PNG_sRGB_INTENT_PERCEPTUAL);
  if (!xmp.empty()) {
    png_text text{};
    text.compression = PNG_ITXT_COMPRESSION_NONE;
    text.key = const_cast<char*>(kPngXmpKey);
    text.text = const_cast<char*>(xmp.c_str());
    text.itxt_length = xmp.size();
    png_set_text(s.png, s.info, &text, 1);
  }
  png_write_info(s.png, s.info);
  if constexpr (std::endian::native == std::endian::little) {
    if (pixels.bits == 16) png_set_swap(s.png);
  }
  for (int y = 0; y < pixels.height; ++y) png_write_row(s.png, pixels.row(y));
  png_write_end(s.png, nullptr);
}

/// False when libpng gave up.
bool guarded(Session& s, const Pixels& pixels, const std::string& xmp) {
  if (setjmp(s.giveUp) != 0) return false;
  writeAll(s, pixels, xmp);
  return true;
}

}  // namespace

std::vector<std::uint8_t> encodePng(const Pixels& pixels, const std::string& xmp) {
  Session s;
  s.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &s, giveUp, ignoreWarning);
  if (s.png == nullptr) throw std::bad_alloc();
  if (!guarded(s, pixels, xmp)) throw Unwritable(s.message);
  return std::move(s.out);
}

}  // namespace mien::photo
