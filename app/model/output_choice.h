#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QStandardPaths>
#include <QUrl>
#include <chrono>
#include <functional>
#include <optional>

#include "app/document/mix_document.h"
#include "app/model/preferences.h"
#include "core/base/name_template.h"

namespace mien {

/// Where an output will lie: a folder, and a name by template. Thread: the window's.
class OutputChoice : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("a part of the exports")
  Q_PROPERTY(QUrl folder READ folder WRITE setFolder NOTIFY choicesChanged)
  Q_PROPERTY(QString folderText READ folderText WRITE setFolderText NOTIFY choicesChanged)
  Q_PROPERTY(QString name READ name WRITE setName NOTIFY choicesChanged)
  Q_PROPERTY(QString nameHint READ nameHint NOTIFY choicesChanged)
  Q_PROPERTY(QString fileName READ fileName NOTIFY choicesChanged)
  Q_PROPERTY(QString nameProblem READ nameProblem NOTIFY choicesChanged)
  Q_PROPERTY(QString suffix READ suffix NOTIFY choicesChanged)

 public:
  /// The document's timeline with the base that it has now, or nothing when none of it moves.
  using TimelineOf = std::function<std::optional<Timeline>(const EngineInfo&)>;

  QUrl folder() const { return folder_; }
  QString folderText() const;
  /// The name's template, e.g. "{a}-{b}-{n:03}" (see core/base/name_template.h).
  QString name() const { return name_; }
  /// What a template may hold, with the letters of the faces that there are.
  QString nameHint() const;
  /// What the output will be called, or empty while the name has a problem.
  QString fileName() const;
  virtual QString suffix() const = 0;

  void setFolder(const QUrl& folder);
  /// As somebody types it; "~" is the home folder.
  void setFolderText(const QString& text);
  /// What the record calls the document.
  void setProject(const QString& name) { project_ = name.toStdString(); }
  /// A template is remembered: it serves the next mixes too.
  void setName(const QString& name);

  /// Why the name or the folder can't be used, or empty.
  QString nameProblem() const;
  Q_INVOKABLE bool wouldOverwrite() const;
  /// What is asked before something is replaced, and why it can't be, or empty.
  Q_INVOKABLE virtual QString replaceText() const;
  Q_INVOKABLE virtual QString replaceProblem() const { return {}; }
  /// A name that is free: "mix-2".
  Q_INVOKABLE void takeFreeName();

 Q_SIGNALS:
  void choicesChanged();

 protected:
  /// `key` begins the names of what is remembered; `place` is where the folder is at first.
  OutputChoice(const MixDocument& document, Preferences& preferences, QString key,
               QStandardPaths::StandardLocation place, QObject* parent);

  virtual int sizeInName() const = 0;  ///< what {size} stands for
  /// Whether something lies there, or will.
  virtual bool isTaken(const QString& path) const;
  /// The moment of {date} and {time} is now.
  void renewMoment() { moment_ = std::chrono::system_clock::now(); }
  const std::string& project() const { return project_; }
  QString path() const { return pathOf(fileName()); }

  /// Remembers it, too, where it has a key.
  template <class T>
  void choose(T& field, T value, const QString& key = {}) {
    if (field == value) return;
    field = value;
    if (!key.isEmpty()) remember(key, QVariant::fromValue(value));
    Q_EMIT choicesChanged();
  }
  void remember(const QString& key, const QVariant& value) { preferences_.setValue(key_ + key, value); }
  QVariant remembered(const QString& key, const QVariant& otherwise) const {
    return preferences_.value(key_ + key, otherwise);
  }

 private:
  NameTokens tokens() const;
  Result<std::string> resolvedName() const;
  QString pathOf(const QString& fileName) const;

  const MixDocument& mix_;
  std::string project_;
  Preferences& preferences_;
  const QString key_;
  QUrl folder_;
  QString name_;
  std::chrono::system_clock::time_point moment_ = std::chrono::system_clock::now();
};

}  // namespace mien
