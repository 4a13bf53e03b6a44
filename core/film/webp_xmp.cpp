#include "core/film/webp_xmp.h"

#include <webp/mux.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>

#include "core/base/atomic_file.h"

namespace mien::film {
namespace {

namespace fs = std::filesystem;
using Mux = std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)>;

/// Refers to `bytes`.
Mux opened(const std::vector<std::uint8_t>& bytes) {
  const WebPData data{bytes.data(), bytes.size()};
  return {WebPMuxCreate(&data, 0), WebPMuxDelete};
}

}  // namespace

Result<std::string> readStart(const fs::path& file, std::size_t count) {
  std::ifstream in(file, std::ios::binary);
  std::string start(count, '\0');
  if (std::error_code none; !in || fs::is_directory(file, none)) {
    if (!fs::exists(file, none))
      return fail(ErrorKind::Input, file.string() + " does not exist: check its name and its folder.");
    return fail(ErrorKind::Disk, file.string() + " can't be read: check that you may read it.");
  }
  in.read(start.data(), static_cast<std::streamsize>(count));
  start.resize(static_cast<std::size_t>(in.gcount()));
  return start;
}

bool isWebp(const fs::path& file) {
  const auto start = readStart(file, 12);
  return start && start->starts_with("RIFF") && start->ends_with("WEBP");
}

Result<void> embedWebpXmp(const fs::path& file, const std::string& packet) {
  const auto bytes = readFile(file);
  if (!bytes) return tl::unexpected(bytes.error());
  const Mux mux = opened(*bytes);
  const WebPData chunk{reinterpret_cast<const std::uint8_t*>(packet.data()), packet.size()};
  WebPData assembled{};
  if (!mux || WebPMuxSetChunk(mux.get(), "XMP ", &chunk, 0) != WEBP_MUX_OK ||
      WebPMuxAssemble(mux.get(), &assembled) != WEBP_MUX_OK) {
    return fail(ErrorKind::Disk, file.string() + " can't be given its timeline: choose another format.");
  }
  auto written = writeFileAtomically(file, {assembled.bytes, assembled.size});
  WebPDataClear(&assembled);
  return written;
}

std::string readWebpXmp(const fs::path& file) {
  const auto bytes = readFile(file);
  if (!bytes) return {};
  const Mux mux = opened(*bytes);
  WebPData chunk{};
  if (!mux || WebPMuxGetChunk(mux.get(), "XMP ", &chunk) != WEBP_MUX_OK) return {};
  return {reinterpret_cast<const char*>(chunk.bytes), chunk.size};
}

}  // namespace mien::film
