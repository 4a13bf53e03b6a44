// jpeglib.h needs <cstdio> before it.
#include <cstdio>
//
#include <jpeglib.h>
//
#include <jerror.h>

#include <csetjmp>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "core/photo/canvas.h"
#include "core/photo/orientation.h"
#include "core/photo/reader.h"

namespace mien::photo {
namespace {

/// Honest progressive files have about 10 scans; a hostile one makes the decoder walk a huge picture thousands of
/// times.
constexpr int kMaxScans = 40;

/// libjpeg's state and where to go when it gives up. Everything with a destructor lives here, outside longjmp's reach.
struct Session {
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  jpeg_progress_mgr progress{};
  std::jmp_buf giveUp{};
  char message[JMSG_LENGTH_MAX] = {};
  std::optional<Canvas> canvas;
  std::vector<std::uint8_t> icc;
  std::vector<std::uint8_t> row;
  int orientation = 1;
};

[[noreturn]] void giveUp(j_common_ptr info) {
  auto* session = static_cast<Session*>(info->client_data);
  info->err->format_message(info, session->message);
  std::longjmp(session->giveUp, 1);
}

/// libjpeg fills what is missing with grey and only warns; such a picture is refused.
void refuseLostData(j_common_ptr info, int level) {
  if (level >= 0) return;
  switch (info->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
      giveUp(info);
    default:
      break;
  }
}

void refuseManyScans(j_common_ptr info) {
  auto* session = static_cast<Session*>(info->client_data);
  if (session->info.input_scan_number <= kMaxScans) return;
  std::snprintf(session->message, sizeof session->message, "it has more than %d scans", kMaxScans);
  std::longjmp(session->giveUp, 1);
}

/// Runs `step`, false when libjpeg gave up. `step` must hold nothing with a destructor.
template <class Step>
bool guarded(Session& session, Step step) {
  if (setjmp(session.giveUp) != 0) return false;
  step();
  return true;
}

void readHeader(Session& s, Bytes bytes) {
  jpeg_create_decompress(&s.info);
  s.info.client_data = &s;
  s.info.progress = &s.progress;
  jpeg_mem_src(&s.info, bytes.data(), bytes.size());
  jpeg_save_markers(&s.info, JPEG_APP0 + 1, 0xFFFF);
  jpeg_save_markers(&s.info, JPEG_APP0 + 2, 0xFFFF);
  jpeg_read_header(&s.info, TRUE);
}

void readMarkers(Session& s) {
  for (const jpeg_marker_struct* m = s.info.marker_list; m != nullptr; m = m->next) {
    const Bytes data(m->data, m->data_length);
    const bool exif = data.size() > 6 && data[0] == 'E' && data[1] == 'x' && data[2] == 'i' && data[3] == 'f';
    if (m->marker == JPEG_APP0 + 1 && exif && s.orientation == 1) s.orientation = exifOrientation(data);
  }
  JOCTET* profile = nullptr;
  unsigned int length = 0;
  if (jpeg_read_icc_profile(&s.info, &profile, &length) == TRUE) {
    s.icc.assign(profile, profile + length);
    std::free(profile);
  }
}

Samples chooseSamples(jpeg_decompress_struct& info) {
  switch (info.jpeg_color_space) {
    case JCS_GRAYSCALE:
      info.out_color_space = JCS_GRAYSCALE;
      return {Samples::Kind::Grey};
    case JCS_CMYK:
    case JCS_YCCK:
      info.out_color_space = JCS_CMYK;
      return {Samples::Kind::Cmyk};
    case JCS_RGB:
    case JCS_YCbCr:
      info.out_color_space = JCS_RGB;
      return {Samples::Kind::Rgb};
    default:
      throw Refused("its colours are of a kind that is not known here; save it as RGB");
  }
}

void readRows(Session& s) {
  jpeg_start_decompress(&s.info);
  // Adobe's programs store CMYK upside down (0 is full ink) and leave their marker.
  const bool inverted = s.info.out_color_space == JCS_CMYK && s.info.saw_Adobe_marker == TRUE;
  while (s.info.output_scanline < s.info.output_height) {
    const auto y = static_cast<int>(s.info.output_scanline);
    JSAMPROW row = s.row.data();
    jpeg_read_scanlines(&s.info, &row, 1);
    if (inverted) {
      for (std::uint8_t& value : s.row) value = static_cast<std::uint8_t>(255 - value);
    }
    s.canvas->put(y, s.row.data());
  }
  jpeg_finish_decompress(&s.info);
}

}  // namespace

Picture readJpeg(Bytes bytes, const ReadLimits& limits) {
  Session s;
  struct Closer {
    jpeg_decompress_struct& info;
    ~Closer() { jpeg_destroy_decompress(&info); }
  } const closer{s.info};
  s.info.err = jpeg_std_error(&s.errors);
  s.info.client_data = &s;
  s.errors.error_exit = giveUp;
  s.errors.emit_message = refuseLostData;
  s.progress.progress_monitor = refuseManyScans;

  const auto check = [&](bool done) {
    if (!done) throw Refused(std::string("it is damaged or cut off (") + s.message + "); get it again from its source");
  };
  check(guarded(s, [&] { readHeader(s, bytes); }));
  checkSize(s.info.image_width, s.info.image_height, bytes, limits);
  const Samples samples = chooseSamples(s.info);
  check(guarded(s, [&] { readMarkers(s); }));
  s.canvas.emplace(static_cast<int>(s.info.image_width), static_cast<int>(s.info.image_height), samples, s.icc);
  s.row.resize(samples.pixelBytes() * s.info.image_width);
  check(guarded(s, [&] { readRows(s); }));
  return {s.canvas->take(), s.orientation};
}

}  // namespace mien::photo
