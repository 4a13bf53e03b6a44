#include "app/model/recall_model.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>
#include <set>

#include "app/model/notices.h"
#include "app/model/preferences.h"
#include "app/model/record_thread.h"
#include "app/model/review_texts.h"
#include "app/model/reviewer_profile.h"
#include "app/paths.h"
#include "core/record/face_key.h"
#include "core/record/recall_files.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr int kMostFaces = 60;
const QString kFolder = u"recall/folder"_s;

QStringList namesOf(const QString& any, const std::vector<OutputSource>& sources) {
  QStringList names{any};
  for (const OutputSource& source : sources) {
    const QString hash = shortHash(source.hash);
    const QString name = source.id.empty() ? hash : u"%1 %2"_s.arg(QString::fromStdString(source.id), hash);
    names.append(RecallModel::tr("%1  ·  %2, last %3").arg(name, outputsText(source.outputs), momentText(source.last)));
  }
  return names;
}

std::string hashAt(const std::vector<OutputSource>& sources, int index) {
  return index > 0 && index <= static_cast<int>(sources.size()) ? sources[static_cast<std::size_t>(index - 1)].hash
                                                                : std::string();
}

Result<std::optional<std::int64_t>> dayFrom(const QString& text, int plus) {
  if (text.trimmed().isEmpty()) return std::optional<std::int64_t>();
  const QDate day = QDate::fromString(text.trimmed(), Qt::ISODate);
  if (!day.isValid())
    return fail(ErrorKind::Usage,
                RecallModel::tr("\"%1\" is no day: write it as in 2027-12-31.").arg(text).toStdString());
  return std::optional<std::int64_t>(day.addDays(plus).startOfDay().toMSecsSinceEpoch());
}

}  // namespace

RecallModel::RecallModel(RecordThread& record, Notices& notices, Preferences& preferences,
                         const ReviewerProfile& reviewer)
    : record_(record), notices_(notices), preferences_(preferences), reviewer_(reviewer) {
  const QString kept = preferences_.value(kFolder, {}).toString();
  const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  folder_ = QUrl::fromLocalFile(QFileInfo(kept).isDir()        ? kept
                                : QFileInfo(documents).isDir() ? documents
                                                               : QDir::homePath());
}

int RecallModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QHash<int, QByteArray> RecallModel::roleNames() const {
  return {{TextRole, "text"},
          {StateTextRole, "stateText"},
          {ProjectRole, "project"},
          {FilesRole, "files"},
          {ThereRole, "there"}};
}

QVariant RecallModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& [output, files] = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
    case TextRole:
      return tr("%1 %2, %3").arg(kindText(output.kind)).arg(output.id).arg(momentText(output.time));
    case StateTextRole:
      return stateNames().value(static_cast<int>(output.state));
    case ProjectRole:
      return QString::fromStdString(output.project);
    case FilesRole: {
      QStringList paths;
      for (const ConcernedFile& file : files) {
        const QString path = shownPath(file.written.file);
        paths.append(file.exists ? path : tr("%1 (no longer there)").arg(path));
      }
      return paths.join(u'\n');
    }
    case ThereRole:
      return std::any_of(files.begin(), files.end(), [](const ConcernedFile& file) { return file.exists; });
    default:
      return {};
  }
}

QImage RecallModel::facePicture(int index) const {
  const bool there = index >= 0 && index < static_cast<int>(sources_.pictures.size());
  return there ? sources_.pictures[static_cast<std::size_t>(index)] : QImage();
}

QStringList RecallModel::models() const {
  return namesOf(tr("Any model"), sources_.outputs.models);
}
QStringList RecallModel::networks() const {
  return namesOf(tr("Any judging networks"), sources_.outputs.networks);
}
QStringList RecallModel::policies() const {
  return namesOf(tr("Any policy"), sources_.outputs.policies);
}

QString RecallModel::folderText() const {
  return QDir::toNativeSeparators(folder_.toLocalFile());
}

template <class T>
void RecallModel::choose(T& field, const T& value) {
  if (field == value) return;
  field = value;
  Q_EMIT choiceChanged();
  look();
}

void RecallModel::setFace(int index) {
  choose(face_, std::clamp(index, -1, static_cast<int>(sources_.faces.size()) - 1));
}
void RecallModel::setModel(int index) {
  choose(model_, index);
}
void RecallModel::setNetwork(int index) {
  choose(network_, index);
}
void RecallModel::setPolicy(int index) {
  choose(policy_, index);
}
void RecallModel::setFrom(const QString& day) {
  choose(from_, day);
}
void RecallModel::setUntil(const QString& day) {
  choose(until_, day);
}

void RecallModel::setFolder(const QUrl& folder) {
  if (folder == folder_ || !folder.isLocalFile()) return;
  folder_ = folder;
  preferences_.setValue(kFolder, folder.toLocalFile());
  Q_EMIT choiceChanged();
}

Result<RecallChoice> RecallModel::choice() const {
  RecallChoice choice;
  if (face_ >= 0) choice.face = sources_.faces[static_cast<std::size_t>(face_)].face.key;
  choice.model = hashAt(sources_.outputs.models, model_);
  choice.networks = hashAt(sources_.outputs.networks, network_);
  choice.policy = hashAt(sources_.outputs.policies, policy_);
  const auto from = dayFrom(from_, 0);
  if (!from) return tl::unexpected(from.error());
  const auto until = dayFrom(until_, 1);
  if (!until) return tl::unexpected(until.error());
  choice.from = *from;
  choice.until = *until;
  return choice;
}

void RecallModel::prepare(const QString& faceKey) {
  face_ = -1;
  model_ = network_ = policy_ = 0;
  from_.clear();
  until_.clear();
  ++request_;
  looking_ = false;
  show({}, {});
  Q_EMIT choiceChanged();
  const auto read = [](const Record& record) -> Result<Sources> {
    auto outputs = outputSources(record);
    if (!outputs) return tl::unexpected(outputs.error());
    auto faces = knownFaces(record, kMostFaces);
    if (!faces) return tl::unexpected(faces.error());
    Sources sources{std::move(*outputs), std::move(*faces), {}, {}};
    for (const KnownFace& known : sources.faces) {
      const QString what =
          isDrawnKey(known.face.key) ? tr("Drawn") : tr("Photograph %1").arg(shortHash(known.face.photoDigest));
      sources.names.append(tr("%1, in %2").arg(what, outputsText(known.outputs)));
      sources.pictures.push_back(pictureOf(known.face.thumbnail));
    }
    return sources;
  };
  record_.ask(this, read, [this, faceKey](const Result<Sources>& sources) {
    if (!sources) return notices_.fail(sources.error());
    showSources(*sources, faceKey);
  });
}

void RecallModel::showSources(const Sources& sources, const QString& faceKey) {
  sources_ = sources;
  read_ = true;
  Q_EMIT sourcesChanged();
  for (std::size_t i = 0; i < sources_.faces.size(); ++i)
    if (!faceKey.isEmpty() && sources_.faces[i].face.key == faceKey.toStdString()) setFace(static_cast<int>(i));
}

void RecallModel::look() {
  const int request = ++request_;
  setBusy(looking_, false);
  const auto chosen = choice();
  if (!chosen) return show({}, QString::fromStdString(chosen.error().message));
  if (face_ < 0 && model_ <= 0 && network_ <= 0 && policy_ <= 0 && !chosen->from && !chosen->until) return show({}, {});
  setBusy(looking_, true);
  record_.ask(
      this, [choice = *chosen](const Record& record) { return concernedBy(record, choice); },
      [this, request, choice = *chosen](const Result<std::vector<ConcernedOutput>>& rows) {
        if (request != request_) return;
        setBusy(looking_, false);
        shown_ = choice;
        if (!rows) return show({}, QString::fromStdString(rows.error().message));
        show(*rows, rows->empty() ? tr("No output that is not recalled already is concerned.") : QString());
      });
}

void RecallModel::show(std::vector<ConcernedOutput> rows, const QString& problem) {
  beginResetModel();
  rows_ = std::move(rows);
  endResetModel();
  problem_ = problem;
  Q_EMIT concernedChanged();
}

QString RecallModel::summary() const {
  if (rows_.empty()) return {};
  std::set<std::filesystem::path> files, there;  // one that was replaced is two outputs' file
  for (const auto& [output, written] : rows_)
    for (const ConcernedFile& file : written) {
      files.insert(file.written.file);
      if (file.exists) there.insert(file.written.file);
    }
  return tr("%1, %2 files, %3 of them still there").arg(outputsText(outputs())).arg(files.size()).arg(there.size());
}

void RecallModel::recall(const QString& reason) {
  if (busy() || rows_.empty()) return;
  setBusy(recalling_, true);
  const QString name = u"recall-%1"_s.arg(QDateTime::currentDateTime().toString(u"yyyy-MM-dd-HHmmss"_s));
  const std::filesystem::path folder(folder_.toLocalFile().toStdU16String());
  record_.change(
      this,
      [choice = shown_, reason = reason.trimmed().toStdString(), folder, name,
       by = reviewer_.reviewer()](const Record& record) {
        return recallAndReport(record, choice, reason, folder / name.toStdString(), by ? &*by : nullptr);
      },
      [this](const Result<RecallFiles>& done) {
        setBusy(recalling_, false);
        if (!done) return notices_.fail(done.error());
        show({}, {});
        if (done->elsewhere) notices_.fail(*done->elsewhere);
        const QString outputs = outputsText(static_cast<std::int64_t>(done->report.outputs.size()));
        if (done->file.empty()) {
          notices_.tell(tr("Recalled %1; the report could be written nowhere.").arg(outputs));
        } else {
          notices_.tell(tr("Recalled %1; the report is %2.html.").arg(outputs, shownPath(done->file.filename())),
                        QUrl::fromLocalFile(shownPath(done->file.parent_path())));
        }
        Q_EMIT recalled();
      });
}

void RecallModel::setBusy(bool& which, bool busy) {
  which = busy;
  Q_EMIT concernedChanged();
}

}  // namespace mien
