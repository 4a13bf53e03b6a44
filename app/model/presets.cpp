#include "app/model/presets.h"

#include <algorithm>
#include <utility>

#include "app/document/mix_values.h"
#include "app/model/notices.h"
#include "app/model/preferences.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

const QString kStore = u"presets"_s;
const QString kAside = u"presets_set_aside"_s;  // texts that could not be read when the store was written over

Result<std::vector<Preset>> presetsFrom(const QString& stored) {
  const QByteArray text = stored.toUtf8();
  if (text.isEmpty()) return {};
  return presetsFromJson({text.constData(), static_cast<std::size_t>(text.size())});
}

template <class List>
auto named(List& list, const std::string& name) {
  return std::find_if(list.begin(), list.end(), [&](const Preset& p) { return p.name == name; });
}

}  // namespace

Presets::Presets(MixDocument& document, ParameterList& parameters, Notices& notices, Preferences& preferences)
    : document_(document), parameters_(parameters), notices_(notices), preferences_(preferences) {
  if (auto read = presetsFrom(preferences_.value(kStore, {}).toString())) {
    everywhere_ = std::move(*read);
  } else {
    unread_ = true;
    notices_.fail(read.error());
  }
  takeBack();
  connect(&document_, &MixDocument::changed, this, &Presets::changed);
}

/// The document's own, then those kept for all projects that it does not have by that name.
Presets::List Presets::all() const {
  List out = own();
  for (const Preset& preset : everywhere_)
    if (named(own(), preset.name) == own().end()) out.push_back(preset);
  return out;
}

QVariantList Presets::rows() const {
  QVariantList out;
  for (const Preset& preset : all())
    out.append(QVariantMap{{u"name"_s, QString::fromStdString(preset.name)},
                           {u"everywhere"_s, named(everywhere_, preset.name) != everywhere_.end()}});
  return out;
}

QStringList Presets::names() const {
  QStringList out;
  for (const Preset& preset : all()) out.append(QString::fromStdString(preset.name));
  return out;
}

void Presets::apply(int row) {
  const List list = all();
  if (row < 0 || row >= static_cast<int>(list.size())) return;
  const Preset& preset = list[static_cast<std::size_t>(row)];
  parameters_.apply(preset.values, tr("Preset %1").arg(QString::fromStdString(preset.name)));
}

QString Presets::problemOf(const QString& name) {
  if (name.isEmpty()) return tr("Give the preset a name.");
  if (name.toUtf8().size() > static_cast<qsizetype>(kMaxPresetName)) return tr("This name is too long: shorten it.");
  return {};
}

QString Presets::full() {
  return tr("There are %1 presets: delete one first.").arg(kMaxPresets);
}

QString Presets::save(const QString& text) {
  const QString name = text.trimmed();
  if (QString problem = problemOf(name); !problem.isEmpty()) return problem;
  List list = own();
  Preset preset{name.toStdString(), parameterValuesAt(document_.state(), document_.paced(document_.playhead()))};
  preset.values.erase("balance");  // of these faces
  const auto known = named(list, preset.name);
  if (known != list.end()) {
    *known = std::move(preset);
  } else if (list.size() >= kMaxPresets) {
    return full();
  } else {
    list.push_back(std::move(preset));
  }
  document_.setPresets(std::move(list), tr("Save preset %1").arg(name));
  return {};
}

bool Presets::isTaken(const QString& name) const {
  return named(own(), name.trimmed().toStdString()) != own().end();
}

QString Presets::rename(int row, const QString& text) {
  const List list = all();
  if (row < 0 || row >= static_cast<int>(list.size())) return {};
  const std::string before = list[static_cast<std::size_t>(row)].name;
  const QString name = text.trimmed();
  if (name.toStdString() == before) return {};
  if (QString problem = problemOf(name); !problem.isEmpty()) return problem;
  if (named(list, name.toStdString()) != list.end()) return tr("%1 is taken already: choose another name.").arg(name);
  List here = own();
  if (const auto own = named(here, before); own != here.end()) own->name = name.toStdString();
  List everywhere = everywhere_;
  if (const auto kept = named(everywhere, before); kept != everywhere.end()) kept->name = name.toStdString();
  keep(std::move(everywhere));
  document_.setPresets(std::move(here), tr("Rename preset %1").arg(QString::fromStdString(before)));
  return {};
}

void Presets::remove(int row) {
  const List list = all();
  if (row < 0 || row >= static_cast<int>(list.size())) return;
  const std::string name = list[static_cast<std::size_t>(row)].name;
  const auto isIt = [&](const Preset& p) { return p.name == name; };
  List here = own();
  const bool wasHere = std::erase_if(here, isIt) > 0;
  // What was kept for all projects alone goes from there; of both, the document's goes first.
  if (wasHere) return document_.setPresets(std::move(here), tr("Delete preset %1").arg(QString::fromStdString(name)));
  List everywhere = everywhere_;
  std::erase_if(everywhere, isIt);
  keep(std::move(everywhere));
}

QString Presets::setEverywhere(int row, bool on) {
  const List list = all();
  if (row < 0 || row >= static_cast<int>(list.size())) return {};
  const Preset& preset = list[static_cast<std::size_t>(row)];
  List everywhere = everywhere_;
  std::erase_if(everywhere, [&](const Preset& p) { return p.name == preset.name; });
  // Kept nowhere else, it moves into the document instead of being lost.
  const bool moves = !on && named(own(), preset.name) == own().end();
  if (on && everywhere.size() >= kMaxPresets)
    return tr("%1 presets are kept for all projects: delete one of these first.").arg(kMaxPresets);
  if (moves && own().size() >= kMaxPresets) return full();
  if (on) everywhere.push_back(preset);
  if (moves) {
    List here = own();
    here.push_back(preset);
    document_.setPresets(std::move(here), tr("Keep preset %1").arg(QString::fromStdString(preset.name)));
  }
  keep(std::move(everywhere));
  return {};
}

void Presets::takeBack() {
  const QStringList all = preferences_.value(kAside, {}).toStringList();
  if (unread_ || all.isEmpty()) return;
  QStringList left;
  for (const QString& stored : all) {
    const auto aside = presetsFrom(stored);
    List everywhere = everywhere_;
    if (aside) {
      for (const Preset& preset : *aside)
        if (named(everywhere, preset.name) == everywhere.end()) everywhere.push_back(preset);
    }
    const bool fit = everywhere.size() <= kMaxPresets;
    if (aside && fit) {
      keep(std::move(everywhere));
    } else {
      left.append(stored);
    }
    if (!fit)
      notices_.warn(
          tr("Presets kept for all projects that an older Mien could not read can be read now, but there is "
             "no room: delete some, and they come back at the next start."));
  }
  preferences_.setValue(kAside, left);
}

void Presets::keep(List everywhere) {
  if (everywhere == everywhere_) return;
  if (std::exchange(unread_, false))
    preferences_.setValue(kAside, preferences_.value(kAside, {}).toStringList()
                                      << preferences_.value(kStore, {}).toString());
  everywhere_ = std::move(everywhere);
  preferences_.setValue(kStore, QString::fromStdString(toJson(everywhere_)));
  Q_EMIT changed();
}

}  // namespace mien
