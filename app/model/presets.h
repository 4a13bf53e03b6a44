#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QVariantList>

#include "app/document/parameter_list.h"

namespace mien {

class Notices;
class Preferences;

/// Named sets of values: those of the document, each change of which is a step, and those kept for all projects.
/// Thread: the window's.
class Presets : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  /// [{name, everywhere}], the document's first; `everywhere` ones are kept for all projects.
  Q_PROPERTY(QVariantList rows READ rows NOTIFY changed)
  Q_PROPERTY(QStringList names READ names NOTIFY changed)

 public:
  Presets(MixDocument& document, ParameterList& parameters, Notices& notices, Preferences& preferences);

  QVariantList rows() const;
  QStringList names() const;

  /// As if by the sliders: what has keyframes gets one at the playhead.
  Q_INVOKABLE void apply(int row);
  /// The values shown at the playhead under a name; one of that name is replaced. Why not, or empty.
  Q_INVOKABLE QString save(const QString& name);
  /// Whether the document has a preset of that name.
  Q_INVOKABLE bool isTaken(const QString& name) const;
  Q_INVOKABLE QString rename(int row, const QString& name);
  Q_INVOKABLE void remove(int row);
  /// Why not, or empty.
  Q_INVOKABLE QString setEverywhere(int row, bool everywhere);

 Q_SIGNALS:
  void changed();

 private:
  using List = std::vector<Preset>;
  const List& own() const { return document_.state().presets; }
  List all() const;
  static QString problemOf(const QString& name);
  static QString full();
  void keep(List everywhere);
  /// A Mien that can read what an older one had to set aside has it again.
  void takeBack();

  MixDocument& document_;
  ParameterList& parameters_;
  Notices& notices_;
  Preferences& preferences_;
  List everywhere_;
  bool unread_ = false;  ///< what is stored is not in `everywhere_`, and is set aside before it is written over
};

}  // namespace mien
