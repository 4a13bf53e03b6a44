// jpeglib.h needs <cstdio> before it.
#include <cstdio>
//
#include <jpeglib.h>

#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <string>

#include "core/photo/writer.h"

namespace mien::photo {
namespace {

constexpr int kMostSide = 65'500;
constexpr std::size_t kMostMarker = 65'533;
constexpr int kFullColour = 88;  ///< from this quality on, colour is stored as finely as light

struct Session {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  std::jmp_buf giveUp{};
  char message[JMSG_LENGTH_MAX] = {};
  unsigned char* out = nullptr;
  unsigned long size = 0;
  Session() = default;
  Session(const Session&) = delete;
  ~Session() {
    jpeg_destroy_compress(&info);
    std::free(out);
  }
};

[[noreturn]] void giveUp(j_common_ptr info) {
  auto* session = static_cast<Session*>(info->client_data);
  info->err->format_message(info, session->message);
  std::longjmp(session->giveUp, 1);
}

void ignoreMessage(j_common_ptr, int) {}

void writeAll(Session& s, const Image8& rgb, const std::vector<std::uint8_t>& icc, const std::vector<std::uint8_t>& xmp,
              int quality) {
  jpeg_create_compress(&s.info);
  s.info.client_data = &s;
  jpeg_mem_dest(&s.info, &s.out, &s.size);
  s.info.image_width = static_cast<JDIMENSION>(rgb.width());
  s.info.image_height = static_cast<JDIMENSION>(rgb.height());
  s.info.input_components = 3;
  s.info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&s.info);
  jpeg_set_quality(&s.info, quality, TRUE);
  s.info.optimize_coding = TRUE;
  s.info.dct_method = JDCT_ISLOW;
  if (quality >= kFullColour) s.info.comp_info[0].h_samp_factor = s.info.comp_info[0].v_samp_factor = 1;
  jpeg_start_compress(&s.info, TRUE);
  if (!xmp.empty()) jpeg_write_marker(&s.info, JPEG_APP0 + 1, xmp.data(), static_cast<unsigned>(xmp.size()));
  jpeg_write_icc_profile(&s.info, icc.data(), static_cast<unsigned>(icc.size()));
  while (s.info.next_scanline < s.info.image_height) {
    auto* row = const_cast<JSAMPROW>(rgb.row(static_cast<int>(s.info.next_scanline)));
    jpeg_write_scanlines(&s.info, &row, 1);
  }
  jpeg_finish_compress(&s.info);
}

/// False when libjpeg gave up.
bool guarded(Session& s, const Image8& rgb, const std::vector<std::uint8_t>& icc, const std::vector<std::uint8_t>& xmp,
             int quality) {
  if (setjmp(s.giveUp) != 0) return false;
  writeAll(s, rgb, icc, xmp, quality);
  return true;
}

}  // namespace

std::vector<std::uint8_t> encodeJpeg(const Image8& rgb, const std::string& xmp, int quality) {
  if (rgb.width() > kMostSide || rgb.height() > kMostSide) throw Unwritable("JPEG holds at most 65500 pixels a side");
  std::vector<std::uint8_t> marker;
  if (!xmp.empty()) {
    marker.assign(std::begin(kJpegXmpPrefix), std::end(kJpegXmpPrefix));
    marker.insert(marker.end(), xmp.begin(), xmp.end());
  }
  if (marker.size() > kMostMarker) throw Unwritable("its recipe is too long for JPEG; choose PNG");
  Session s;
  s.info.err = jpeg_std_error(&s.errors);
  s.info.client_data = &s;
  s.errors.error_exit = giveUp;
  s.errors.emit_message = ignoreMessage;
  if (!guarded(s, rgb, srgbProfile(), marker, quality)) throw Unwritable(s.message);
  return {s.out, s.out + s.size};
}

}  // namespace mien::photo
