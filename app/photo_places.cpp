#include "app/photo_places.h"

#include <QFileInfo>
#include <QSettings>
#include <QStringList>
#include <algorithm>
#include <filesystem>

#include "core/base/digest.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

/// How many lines went; an empty list leaves no key behind.
template <class Gone>
int removeLines(QSettings& settings, const char* key, const Gone& gone) {
  const QString name = QString::fromLatin1(key);
  QStringList lines = settings.value(name).toStringList();
  const auto removed = static_cast<int>(lines.removeIf(gone));
  if (lines.isEmpty())
    settings.remove(name);
  else if (removed > 0)
    settings.setValue(name, lines);
  return removed;
}

}  // namespace

Result<int> forgetPhotographs(const std::vector<std::string>& digests) {
  const auto named = [&](const std::string& digest) {
    return std::find(digests.begin(), digests.end(), digest) != digests.end();
  };
  QSettings settings(QString::fromLatin1(kSettingsName), QString::fromLatin1(kSettingsName));
  const int places = removeLines(settings, kPhotoPlaces,
                                 [&](const QString& line) { return named(line.section(u' ', 0, 0).toStdString()); });
  removeLines(settings, kRecentPhotos, [](const QString& path) { return !QFileInfo::exists(path); });
  const int recent = removeLines(settings, kRecentPhotos, [&](const QString& path) {
    const auto digest = sha256HexOfFile(std::filesystem::path(path.toStdU16String()));
    return digest && named(*digest);
  });
  settings.sync();
  if (settings.status() != QSettings::NoError)
    return fail(ErrorKind::Disk, "The window's settings, " + settings.fileName().toStdString() +
                                     ", can't be written: check that you may write there, then erase again.");
  return places + recent;
}

}  // namespace mien
