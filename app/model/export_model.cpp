#include "app/model/export_model.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>
#include <cmath>

#include "app/model/notices.h"
#include "app/model/preferences.h"
#include "app/model/to_gui.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;
}  // namespace

ExportModel::ExportModel(Studio& studio, MixDocument& document, Notices& notices, Preferences& preferences,
                         QObject* parent)
    : QObject(parent),
      studio_(studio),
      document_(document),
      notices_(notices),
      preferences_(preferences),
      folder_(preferences.value(u"export/folder"_s, {}).toUrl()),
      name_(tr("mix")),
      format_(static_cast<Format>(std::clamp(preferences.value(u"export/format"_s, Png).toInt(), 0, 3))),
      size_(preferences.value(u"export/size"_s, 1024).toInt()),
      quality_(std::clamp(preferences.value(u"export/quality"_s, 92).toInt(), 1, 100)),
      lossless_(preferences.value(u"export/lossless"_s, false).toBool()),
      deep_(preferences.value(u"export/deep"_s, false).toBool()) {
  if (!QFileInfo(folder_.toLocalFile()).isDir())
    folder_ = QUrl::fromLocalFile(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
  if (!QFileInfo(folder_.toLocalFile()).isDir()) folder_ = QUrl::fromLocalFile(QDir::homePath());
  if (size_ != 256 && size_ != 512) size_ = 1024;
}

QString ExportModel::folderText() const {
  const QString path = QDir::toNativeSeparators(folder_.toLocalFile());
  const QString home = QDir::homePath();
  return path == home || path.startsWith(home + u'/') ? u'~' + path.mid(home.size()) : path;
}

QString ExportModel::suffix() const {
  switch (format_) {
    case Jpeg:
      return u".jpg"_s;
    case Webp:
      return u".webp"_s;
    case Tiff:
      return u".tif"_s;
    case Png:
      break;
  }
  return u".png"_s;
}

template <class T>
void ExportModel::choose(T& field, T value, const char* key) {
  if (field == value) return;
  field = value;
  if (key) preferences_.setValue(QString::fromLatin1(key), QVariant::fromValue(value));
  Q_EMIT choicesChanged();
}

void ExportModel::setFolder(const QUrl& folder) {
  choose(folder_, folder, "export/folder");
}
void ExportModel::setName(const QString& name) {
  choose(name_, name, nullptr);
}
void ExportModel::setSize(int size) {
  choose(size_, size, "export/size");
}
void ExportModel::setQuality(int quality) {
  choose(quality_, std::clamp(quality, 1, 100), "export/quality");
}
void ExportModel::setLossless(bool lossless) {
  choose(lossless_, lossless, "export/lossless");
}
void ExportModel::setDeep(bool deep) {
  choose(deep_, deep, "export/deep");
}
void ExportModel::setWhere(Where where) {
  choose(where_, where, nullptr);
}
void ExportModel::setTransparent(bool transparent) {
  choose(transparent_, transparent, nullptr);
}

void ExportModel::setFormat(Format format) {
  if (format == format_) return;
  format_ = format;
  preferences_.setValue(u"export/format"_s, static_cast<int>(format));
  Q_EMIT choicesChanged();
}

void ExportModel::prepare() {
  moment_ = std::chrono::system_clock::now();
  transparent_ = document_.state().surroundings == Surroundings::None;
  const auto& faces = document_.state().faces;
  if (where_ != Crop && !faces[where_ == InPhotoA ? 0 : 1].opened) where_ = Crop;
  if (wouldOverwrite()) takeFreeName();
  Q_EMIT choicesChanged();
}

NameTokens ExportModel::tokens() const {
  NameTokens tokens = dateAndTime(moment_);
  const MixState& mix = document_.state();
  tokens["a"] = QFileInfo(mix.faces[0].label).completeBaseName().toStdString();
  tokens["b"] = QFileInfo(mix.faces[1].label).completeBaseName().toStdString();
  tokens["mix"] = std::to_string(std::lround(mix.overall * 100));
  tokens["size"] = std::to_string(size_);
  return tokens;
}

Result<std::string> ExportModel::resolvedName() const {
  const auto taken = [this](const std::string& name) {
    return QFileInfo::exists(pathOf(QString::fromStdString(name) + suffix()));
  };
  return nameFromTemplate(name_.toStdString(), tokens(), taken);
}

QString ExportModel::fileName() const {
  const auto name = resolvedName();
  return name ? QString::fromStdString(*name) + suffix() : QString();
}

QString ExportModel::pathOf(const QString& fileName) const {
  return QDir(folder_.toLocalFile()).filePath(fileName);
}

QString ExportModel::nameProblem() const {
  const auto name = resolvedName();
  return name ? QString() : QString::fromStdString(name.error().message);
}

bool ExportModel::wouldOverwrite() const {
  const QString file = fileName();
  return !file.isEmpty() && QFileInfo::exists(pathOf(file));
}

void ExportModel::takeFreeName() {
  QString base = name_.trimmed();
  const qsizetype dash = base.lastIndexOf(u'-');
  bool numbered = false;
  if (dash > 0) base.mid(dash + 1).toUInt(&numbered);
  if (numbered) base.truncate(dash);
  int number = 2;
  do {
    name_ = u"%1-%2"_s.arg(base).arg(number++);
  } while (wouldOverwrite());
  Q_EMIT choicesChanged();
}

RenderJob ExportModel::job() const {
  RenderJob job = document_.job(engine_, size_, static_cast<Placement>(where_));
  if (transparent()) {
    job.recipe.surroundings = Surroundings::None;
  } else if (job.recipe.surroundings == Surroundings::None) {
    job.recipe.surroundings = Surroundings::Blend;
  }
  return job;
}

WriteOptions ExportModel::options() const {
  return {.bits = deep() ? 16 : 8, .quality = quality_, .lossless = lossless()};
}

void ExportModel::start(bool overwrite) {
  if (busy_ || !document_.complete()) return;
  const QString problem = nameProblem();
  if (!problem.isEmpty()) return notices_.fail(problem);
  if (!overwrite && wouldOverwrite())
    return notices_.fail(tr("%1 is there already: choose another name or replace it.").arg(fileName()));
  setBusy(true, 0);
  token_ = std::make_shared<std::atomic<bool>>(false);
  const auto progress = [this](double share) {
    QMetaObject::invokeMethod(
        this, [this, share] { setBusy(busy_, share); }, Qt::QueuedConnection);
  };
  const auto done = [this](Result<std::filesystem::path> written) {
    setBusy(false, 0);
    if (written) {
      const QFileInfo file(QString::fromStdU16String(written->u16string()));
      notices_.tell(tr("Exported %1.").arg(file.fileName()), QUrl::fromLocalFile(file.absolutePath()));
    } else {
      notices_.fail(written.error());
    }
    Q_EMIT finished(written.has_value());
  };
  studio_.exportPicture({job(), std::filesystem::path(pathOf(fileName()).toStdU16String()), options()}, token_,
                        progress, toGui<std::filesystem::path>(this, done));
}

void ExportModel::cancel() {
  if (token_) token_->store(true);
}

void ExportModel::setBusy(bool busy, double progress) {
  busy_ = busy;
  progress_ = progress;
  Q_EMIT progressChanged();
}

}  // namespace mien
