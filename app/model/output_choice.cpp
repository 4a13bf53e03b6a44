#include "app/model/output_choice.h"

#include <QDir>
#include <QFileInfo>

#include "app/document/folder_text.h"
#include "app/document/mix_values.h"
#include "core/base/output_tokens.h"
#include "core/blend/parameters.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;
}  // namespace

OutputChoice::OutputChoice(const MixDocument& document, Preferences& preferences, QString key,
                           QStandardPaths::StandardLocation place, QObject* parent)
    : QObject(parent),
      mix_(document),
      preferences_(preferences),
      key_(std::move(key)),
      folder_(remembered(u"folder"_s, {}).toUrl()),
      name_(remembered(u"name"_s, {}).toString()) {
  if (name_.isEmpty()) name_ = tr("mix");
  const auto isThere = [this] { return QFileInfo(folder_.toLocalFile()).isDir(); };
  if (!isThere()) folder_ = QUrl::fromLocalFile(QStandardPaths::writableLocation(place));
  if (!isThere()) folder_ = QUrl::fromLocalFile(QDir::homePath());
}

QString OutputChoice::folderText() const {
  return mien::folderText(folder_);
}

void OutputChoice::setFolder(const QUrl& folder) {
  choose(folder_, folder, u"folder"_s);
}

void OutputChoice::setFolderText(const QString& text) {
  setFolder(folderFrom(text));
}

void OutputChoice::setName(const QString& name) {
  if (name == name_) return;
  name_ = name;
  remember(u"name"_s, name.contains(u'{') ? name : QString());
  Q_EMIT choicesChanged();
}

QString OutputChoice::nameHint() const {
  const std::size_t faces = mix_.state().faces.size();
  const QString last = u"{%1}"_s.arg(QString::fromStdString(letterOf(faces - 1)));
  return tr("May hold {n}, {n:03}, %1, %2")
      .arg(faces > 2 ? tr("{a} to %1").arg(last) : u"{a}, {b}"_s, QString::fromStdString(outputTokenNames()));
}

NameTokens OutputChoice::tokens() const {
  const MixState& mix = mix_.state();
  const double share = valueAt(mix, *findParameter("mix"), mix_.paced(mix_.playhead()));
  NameTokens tokens = outputTokens({.mix = share, .size = sizeInName(), .moment = moment_});
  for (std::size_t i = 0; i < mix.faces.size(); ++i)
    tokens[letterOf(i)] = QFileInfo(mix.faces[i].label).completeBaseName().toStdString();
  return tokens;
}

Result<std::string> OutputChoice::resolvedName() const {
  const auto taken = [this](const std::string& name) {
    return isTaken(pathOf(QString::fromStdString(name) + suffix()));
  };
  return nameFromTemplate(name_.toStdString(), tokens(), taken);
}

QString OutputChoice::fileName() const {
  const auto name = resolvedName();
  return name ? QString::fromStdString(*name) + suffix() : QString();
}

QString OutputChoice::pathOf(const QString& fileName) const {
  return QDir(folder_.toLocalFile()).filePath(fileName);
}

QString OutputChoice::nameProblem() const {
  if (QString problem = folderProblem(folder_); !problem.isEmpty()) return problem;
  const auto name = resolvedName();
  return name ? QString() : QString::fromStdString(name.error().message);
}

bool OutputChoice::isTaken(const QString& path) const {
  return QFileInfo::exists(path);
}

bool OutputChoice::wouldOverwrite() const {
  const QString file = fileName();
  return !file.isEmpty() && isTaken(pathOf(file));
}

QString OutputChoice::replaceText() const {
  return tr("%1 is there already.").arg(fileName());
}

void OutputChoice::takeFreeName() {
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

}  // namespace mien
