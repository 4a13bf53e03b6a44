#include "app/ffmpeg_setting.h"

#include <QSettings>

#include "app/paths.h"
#include "app/photo_places.h"
#include "core/film/ffmpeg.h"

namespace mien {
namespace {

constexpr const char* kProgram = "films/ffmpeg";

QSettings settings() {
  return QSettings(QString::fromLatin1(kSettingsName), QString::fromLatin1(kSettingsName));
}

}  // namespace

std::filesystem::path ffmpegSetting() {
  return settings().value(kProgram).toString().toStdU16String();
}

void setFfmpegSetting(const std::filesystem::path& program) {
  if (program.empty())
    settings().remove(kProgram);
  else
    settings().setValue(kProgram, shownPath(program));
  chooseFfmpeg(program);
}

void applyFfmpegSetting() {
  chooseFfmpeg(ffmpegSetting());
}

}  // namespace mien
